import { expect, test } from 'vitest';
import { expectedDeliveries } from '../../../bench/publisher/expectation.ts';
import { planTrials } from '../../../bench/run/plan.ts';
import { withPreset } from '../../../bench/run/presets.ts';
import { crossCheck } from '../../../scenarios/cross-check.ts';
import { schedule, stamped } from '../../../scenarios/load/schedule.ts';
import { requestCapacity } from '../../../scenarios/request-capacity.ts';
import { type Scenario, scenarioFaults } from '../../../scenarios/scenario.ts';

const asked = withPreset(crossCheck, 'smoke');

test('each tool has a trial of every transport that it can drive, on the schedule of the lab', () => {
  const plans = planTrials([asked], 3).filter(({ point }) => point === 'few');
  const names = plans.map(({ transport, tool: by }) => `${transport} ${by ?? 'lab'}`);
  expect(names.toSorted()).toEqual([
    'long-polling autocannon',
    'long-polling k6',
    'long-polling lab',
    'short-polling autocannon',
    'short-polling k6',
    'short-polling lab',
    'sse k6',
    'sse lab',
    'websocket k6',
    'websocket lab',
  ]);
  expect(new Set(plans.map(({ seed }) => seed)).size).toBe(1);
  expect(names).not.toEqual(names.toSorted());
});

test('requests are made by autocannon alone', () => {
  const plans = planTrials([withPreset(requestCapacity, 'smoke')], 3);
  expect(plans.length).toBe(9);
  expect(new Set(plans.map(plan => plan.tool))).toEqual(new Set(['autocannon']));
});

test('what runs against itself has no external tool', () => {
  const plans = planTrials([asked, withPreset(requestCapacity, 'smoke')], 3, true);
  expect(plans.length).toBe(14);
  expect(plans.every(plan => !plan.tool)).toBe(true);
});

test('a stamp changes no byte of the payload', () => {
  const [{ load }] = asked.points as [(typeof asked.points)[0]];
  const { payloadBytes } = expectedDeliveries(load, 3, 0, 2);
  const due = schedule(load, 3, 2);
  const sent = due.map(({ payload }) => stamped(load, payload, 1_763_809_366_123.9));
  expect(sent.map(payload => JSON.stringify(payload).length)).toEqual(due.map(() => 160));
  expect(payloadBytes).toBe(due.length * 160 * load.subscribers);
  expect(sent[0]).toMatchObject({ wallMs: 1_763_809_366_123 });
});

test('only a load that wants it is stamped', () => {
  expect(stamped({}, { wallMs: 'mine' }, 5)).toEqual({ wallMs: 'mine' });
});

const faultsOf = (
  change: (load: Scenario['points'][number]['load']) => void,
  scenario: Scenario = crossCheck,
) => {
  const changed = structuredClone(scenario);
  for (const { load } of changed.points) change(load);
  return scenarioFaults(changed).join('; ');
};

test('loads that no tool can follow are refused', () => {
  expect(scenarioFaults(crossCheck)).toEqual([]);
  expect(scenarioFaults(requestCapacity)).toEqual([]);
  expect(faultsOf(load => Object.assign(load, { audience: { kind: 'own', prefix: 'u' } }))).toMatch(
    /audience of kind shared/,
  );
  expect(faultsOf(load => Object.assign(load, { payload: 'text' }))).toMatch(/tools need a stamped payload/);
  expect(faultsOf(load => Object.assign(load, { stalledShare: 0.1 }))).toMatch(
    /tools can only follow topics/,
  );
  expect(faultsOf(load => Object.assign(load, { browser: { program: 'firefox' } }))).toMatch(
    /tools can only follow topics/,
  );
  const pushed = (load: object) => Object.assign(load, { transports: { sse: {} } });
  expect(faultsOf(pushed, requestCapacity)).toMatch(/short and long polling only/);
  const untagged = (load: object) =>
    Object.assign(load, { transports: { 'short-polling': { intervalMs: 1 } } });
  expect(faultsOf(untagged, requestCapacity)).toMatch(/not-modified: a 304 needs short polling with etag/);
});
