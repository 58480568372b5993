import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { claimsOf } from '../../../analysis/claims/claims.ts';
import { costModelOf } from '../../../analysis/cost-model/fit.ts';
import { recordOf } from '../../../analysis/sessions/record.ts';
import { answersOf } from '../../../report/model/needs.ts';
import { viewPoint } from '../../../report/model/point.ts';
import { tracesOf } from '../../../report/planner/traces.ts';
import type { Run } from '../../../results/format/run.ts';
import { readRun } from '../../../results/format/run-file.ts';
import type { MeasuredTrial } from '../../../results/format/trial.ts';
import { ROOT } from '../../../root.ts';
import { withCopiesOverPath } from '../../made/paths.ts';

/** The claims that points over a path count for. */
const OVER_DISTANCE = ['C3', 'C10', 'C11', 'C12', 'C13', 'C17', 'C21'];

/** Measurements that would change every verdict and every model. */
function spoil(trial: MeasuredTrial): void {
  const { server, bandwidth, deliveries, latencyMs, phases } = trial;
  const isPolling = trial.transport.endsWith('polling');
  const factor = isPolling ? 0.01 : 100;
  server.cpuMicros = { user: server.cpuMicros.user * factor, system: server.cpuMicros.system * factor };
  server.cpuMicrosPerDelivery = server.cpuMicrosPerDelivery && server.cpuMicrosPerDelivery * factor;
  server.cpuMicrosPerSubscriberSecond *= factor;
  server.requests = isPolling ? 1 : 1_000_000;
  server.connections.opened = isPolling ? 0 : 1_000_000;
  server.connections.closed = isPolling ? 0 : 100;
  server.rssBytes = server.rssBytesBeforeConnect + (isPolling ? 1 : 1e9);
  bandwidth.bytesPerDelivery = bandwidth.bytesPerDelivery && bandwidth.bytesPerDelivery * factor;
  bandwidth.application.downBytes *= factor;
  deliveries.emptyResponses = isPolling ? 0 : 1_000_000;
  for (const summary of [latencyMs?.fromSchedule, latencyMs?.fromPublish]) {
    if (summary)
      Object.assign(summary, {
        p50: summary.p50 * factor,
        p99: summary.p99 * factor,
        mean: summary.mean * factor,
      });
  }
  for (const phase of phases ?? []) phase.latencyMs.mean *= factor;
}

const sample = readRun(join(ROOT, 'results/sample/review'));
const mixed = withCopiesOverPath(sample, { rttMs: 80 }, spoil);

const viewsOf = (run: Run) =>
  run.scenarios.map(scenario => scenario.points.map(point => viewPoint(run, scenario, point)));

describe('points over a path beside the same points without one', () => {
  const [before, after] = [claimsOf(sample, null), claimsOf(mixed, null)];

  test.each(before.map(({ id }) => id).filter(id => !OVER_DISTANCE.includes(id)))(
    'do not change claim %s',
    id => {
      const [own, other] = [before, after].map(all => all.find(one => one.id === id));
      if (own?.verdict === 'not measured')
        expect(other).toMatchObject({ verdict: own.verdict, missing: own.missing });
      else expect(other).toEqual(own);
    },
  );

  test.each(OVER_DISTANCE)('leave what claim %s says without a path', id => {
    const [own, other] = [before, after].map(all => all.find(one => one.id === id));
    expect(own?.verdict).not.toBe('not measured');
    expect(other).toMatchObject({ sentence: own?.sentence, strips: own?.strips });
    expect(other?.figures.slice(0, own?.figures.length)).toEqual(own?.figures);
    expect(other?.overPaths?.sentence).toMatch(/80 ms|path/);
    expect(other?.overPaths?.strips.flatMap(({ marks }) => marks).length).toBeGreaterThan(0);
    expect(other?.overPaths?.strips.flatMap(({ marks }) => marks.map(({ label }) => label)).join()).toContain(
      'far',
    );
  });

  test('do not change the cost model, the capacity that it knows, or the traces of the planner', () => {
    expect(Object.keys(costModelOf(sample))).toHaveLength(4);
    expect(costModelOf(mixed)).toEqual(costModelOf(sample));
    expect(tracesOf(mixed)).toEqual(tracesOf(sample));
  });

  test('are not recorded as sessions', () => {
    expect(recordOf(sample).cells.length).toBeGreaterThan(0);
    expect(recordOf(mixed)).toEqual(recordOf(sample));
  });

  test('do not change what needs are answered by, and stand in a line of their own', () => {
    const [own, all] = [answersOf(viewsOf(sample), 'standard'), answersOf(viewsOf(mixed), 'standard')];
    const counts = ({ id, compared, decided, best, bestAt, counts: at }: (typeof own)[number]) => ({
      ...{ id, compared, best, bestAt, at },
      decided: decided.map(({ view }) => `${view.scenario.id} ${view.point.id}`),
    });
    expect(own.length).toBeGreaterThan(5);
    expect(all.map(counts)).toEqual(own.map(counts));
    expect(own.flatMap(({ overPaths }) => overPaths)).toEqual([]);
    for (const { overPaths } of all) expect(overPaths.map(({ path }) => path)).toEqual([{ rttMs: 80 }]);
  });
});
