import { describe, expect, test } from 'vitest';
import { notificationBytes } from '../../analysis/models/frames.ts';
import { PACKET_HEADER_BYTES } from '../../analysis/models/network.ts';
import { pollAnswerBytes } from '../../analysis/models/poll-messages.ts';
import {
  calibrationSeconds,
  estimatedSeconds,
  pathCalibrationSeconds,
  planTrials,
  watchingSeconds,
} from '../../bench/run/plan.ts';
import { withPreset } from '../../bench/run/presets.ts';
import { SETS, scenarios } from '../../scenarios/catalogue.ts';
import type { Fault } from '../../scenarios/load/fault.ts';
import { loadFaults, PRESETS, type Preset, type Scenario, scenarioFaults } from '../../scenarios/scenario.ts';

const idsOf = (some: readonly Scenario[]) => some.map(({ id }) => id);
const loadsOf = (some: readonly Scenario[]) => some.flatMap(({ points }) => points.map(({ load }) => load));

/** The time of a whole run, if no trial is repeated. */
function runSeconds(some: readonly Scenario[], preset: Preset): number {
  const plans = planTrials(
    some.map(scenario => withPreset(scenario, preset)),
    1,
  );
  const calibrating =
    calibrationSeconds(preset) + watchingSeconds(preset, plans) + pathCalibrationSeconds(plans);
  return calibrating + estimatedSeconds(plans);
}

test.each(scenarios.map(scenario => [scenario.id, scenario] as const))('%s is valid', (_, scenario) => {
  expect(scenarioFaults(scenario)).toEqual([]);
});

test('only subscribers of the lab can be told that their address has changed', () => {
  const [point] = scenarios.find(({ id }) => id === 'half-open')?.points ?? [];
  if (!point) throw new Error('the scenario half-open has a point');
  const fault = 'toldAfterSeconds needs subscribers of the lab, which replace their connections';
  expect(loadFaults(point.load)).toEqual([]);
  const visits = { connection: 'cold', closing: 'cut', backlog: 1 } as const;
  expect(loadFaults({ ...point.load, visits })).toEqual([fault]);
  expect(loadFaults({ ...point.load, browser: { program: 'firefox' } })).toEqual([fault]);
});

test('each scenario has an id of its own, and sets know no other scenario', () => {
  const ids = idsOf(scenarios);
  expect(new Set(ids).size).toBe(ids.length);
  for (const [name, members] of Object.entries(SETS)) {
    expect(
      idsOf(members).filter(id => !ids.includes(id)),
      name,
    ).toEqual([]);
    expect(new Set(members).size, name).toBe(members.length);
  }
});

describe('the set distance', () => {
  test('has all scenarios over a path, and no other set but all has one of them', () => {
    // Those of the set layers have paths beside TLS. Those of the set timeouts take minutes.
    const overPaths = scenarios
      .filter(({ points }) => points.some(({ load }) => load.path))
      .filter(({ id }) => ![...SETS.timeouts, ...SETS.layers].some(other => other.id === id));
    expect(idsOf(SETS.distance)).toEqual(idsOf(overPaths));
    expect(loadsOf(SETS.distance).filter(({ path }) => path === undefined)).toEqual([]);
    for (const set of [SETS.tour, SETS.course, SETS.review]) {
      expect(loadsOf(set).filter(({ path }) => path !== undefined)).toEqual([]);
    }
  });

  test('takes 20 minutes at most with quick, drains after faults and some repeats included', () => {
    expect(runSeconds(SETS.distance, 'quick')).toBeLessThan(15.75 * 60);
  });

  test('compares within at least two blocks what the claims are judged by', () => {
    for (const { id, claims, points, blocks } of SETS.distance) {
      const compared = points.filter(
        ({ load }) => Object.keys(load.transports).length > 1 && !load.path?.downKbitPerSecond,
      );
      for (const point of claims.length > 0 ? compared : []) {
        const own: Partial<Record<Preset, number>> = { ...blocks, ...point.blocks };
        // Nearly the cable that other scenarios have.
        if (point.load.path?.rttMs === 1) continue;
        for (const preset of PRESETS) {
          if (preset !== 'smoke') expect(own[preset] ?? 2, `${id} ${point.id} ${preset}`).toBeGreaterThan(1);
        }
      }
    }
  });

  test('asks no link for more than it carries, even if each notification is a poll of its own', () => {
    for (const { id, load } of SETS.distance.flatMap(({ points }) => points)) {
      const limit = load.path?.downKbitPerSecond;
      const { arrivals, payloadBytes, visits } = load;
      if (limit === undefined || arrivals.kind !== 'poisson') continue;
      const count = visits?.backlog ?? 1;
      const jsonBytes = count * notificationBytes({ seq: 99, topic: 'user-31', payloadBytes });
      const bytes = pollAnswerBytes({ count, jsonBytes, uptoSeq: 99 });
      // One more for the acknowledgement of the request.
      const packets = Math.ceil(bytes / 1448) + 1;
      const kbitPerSecond = (arrivals.ratePerSecond * 8 * (bytes + packets * PACKET_HEADER_BYTES)) / 1000;
      expect(kbitPerSecond, id).toBeLessThan(0.9 * limit);
    }
  });

  test('gives each user a POST no sooner than the one before is answered', () => {
    for (const { path, senders, arrivals, subscribers } of loadsOf(SETS.distance)) {
      if (!senders || arrivals.kind !== 'poisson') continue;
      const perUser = arrivals.ratePerSecond / subscribers;
      expect((perUser * (path?.rttMs ?? 0)) / 1000).toBeLessThan(0.5);
    }
  });
});

/** When a fault is over, in seconds of the window; for a moment's fault, when it happens. */
function endOf(fault: Fault, servers: number): number {
  if (fault.kind === 'release') return fault.atSeconds + (servers - 1) * fault.everySeconds;
  return fault.atSeconds + ('forSeconds' in fault ? fault.forSeconds : 0);
}

test.each(PRESETS)('windows last beyond each fault: %s', preset => {
  const faults = scenarios.flatMap(scenario =>
    withPreset(scenario, preset).points.flatMap(({ load, windowSeconds }) =>
      load.fault ? [{ fault: load.fault, windowSeconds, servers: load.topology?.servers ?? 1 }] : [],
    ),
  );
  expect(new Set(faults.map(({ fault }) => fault.kind)).size).toBe(6);
  // Something must be due after the fault is cleared, or nobody can catch up.
  for (const { fault, servers, windowSeconds } of faults)
    expect(windowSeconds, fault.kind).toBeGreaterThan(endOf(fault, servers) + 1);
});
