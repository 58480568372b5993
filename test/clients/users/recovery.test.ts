import { expect, test } from 'vitest';
import { summarise } from '../../../bench/meters/latency-recorder.ts';
import { createRecovery } from '../../../clients/users/recovery.ts';

const MILLISECOND = 1000;

test('a user notices a fault by the first connection that it loses after it', () => {
  const recovery = createRecovery();
  const [early, twice, never] = [{}, {}, {}];
  recovery.disconnected(early, 10 * MILLISECOND);
  recovery.disconnected(twice, 25 * MILLISECOND);
  recovery.connected(twice, 26 * MILLISECOND);
  recovery.disconnected(twice, 60 * MILLISECOND);
  // Told when it is cleared, after the break that it caused.
  recovery.faultCleared({ faultMicros: 20 * MILLISECOND, clearedMicros: 50 * MILLISECOND });
  recovery.disconnected(early, 80 * MILLISECOND);
  recovery.delivered(never, 51 * MILLISECOND, 55 * MILLISECOND);
  const { noticed, recovered, affected } = recovery.report(3);
  expect(summarise([noticed])).toMatchObject({ count: 2, min: 5, max: 60 });
  expect({ recovered, affected }).toEqual({ recovered: 1, affected: 3 });
});

test('without a fault nobody notices one', () => {
  const recovery = createRecovery();
  recovery.disconnected({}, 10 * MILLISECOND);
  expect(summarise([recovery.report(1).noticed])).toBeNull();
});
