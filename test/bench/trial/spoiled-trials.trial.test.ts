import { afterEach, describe, expect, test } from 'vitest';
import { failed, measured, spoiledPlan as plan, spoilt } from '../../harness/failing-gates.ts';
import { ours } from '../../harness/trial-setup.ts';

// As in disturbed-trials.trial.test.ts: each gate meets its fault, here a process that does wrong
// itself.

afterEach(() => expect(ours()).toEqual([]));

describe('a delivery that is spoiled', () => {
  test.each(['sse', 'websocket', 'tcp-floor'] as const)(
    '%s: one dropped on purpose is missing',
    async transport => {
      const trial = await measured({ ...plan, transport }, spoilt('drop'));
      expect(failed(trial, 'missing').measured).toBe(1);
      expect(trial.deliveries).toMatchObject({ missing: 1, duplicate: 0, reordered: 0 });
    },
  );

  test('one doubled on purpose is a duplicate', async () => {
    const trial = await measured({ ...plan, transport: 'websocket' }, spoilt('double'));
    expect(failed(trial, 'duplicate').measured).toBe(1);
  });

  test('one that overtakes another is out of order', async () => {
    const trial = await measured({ ...plan, transport: 'tcp-floor' }, spoilt('swap'));
    expect(failed(trial, 'reordered').measured).toBe(1);
  });

  test.each([
    ['drop', 'missing-outside'],
    ['double', 'duplicate-outside'],
    ['swap', 'reordered-outside'],
  ])('%s in the warm-up counts as well', async (what, id) => {
    const trial = await measured({ ...plan, warmUpSeconds: 0.5, transport: 'sse' }, spoilt(what));
    expect(failed(trial, id).measured).toBe(1);
    expect(trial.deliveries).toMatchObject({ missing: 0, duplicate: 0, reordered: 0 });
  });

  test.each(['sse', 'websocket'] as const)(
    '%s: a letter of a payload changed before its compression ends the trial',
    async transport => {
      const load = { ...plan.load, connection: { compression: 'per-message' as const } };
      await expect(measured({ ...plan, load, transport }, spoilt('alter'))).rejects.toThrow(
        /: t: notification 20 arrived with another payload than was sent$/,
      );
    },
  );

  test('a connection that breaks in mid-window comes back, and the trial does not count', async () => {
    const trial = await measured({ ...plan, transport: 'sse' }, spoilt('cut'));
    expect(failed(trial, 'reconnects').measured).toBe(1);
    expect(trial.deliveries).toMatchObject({ missing: 0, duplicate: 0, reordered: 0 });
  });
});
