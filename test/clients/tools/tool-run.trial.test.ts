import { beforeAll, describe, expect, test } from 'vitest';
import { crossChecks } from '../../../analysis/comparison/tool-agreement.ts';
import { isMeasured } from '../../../report/model/point.ts';
import type { Run } from '../../../results/format/run.ts';
import type { MeasuredTrial } from '../../../results/format/trial.ts';
import { scenarios } from '../../../scenarios/catalogue.ts';
import type { Load } from '../../../scenarios/load/load.ts';
import { isThere, k6, without } from '../../harness/k6-available.ts';
import { type SmokeRun, smokeRun } from '../../harness/smoke-run.ts';

// What other people's tools see, in one smoke run of the command. Without k6:
// tool-missing.trial.test.ts.

const TIMEOUT_MS = 600_000;
const hasSse = !(k6 instanceof Error) && k6.sseExtension !== null;
const k6Status = isThere ? 'measured' : 'error';

/** Who looked at a point, and whether anything came of it. */
const whoSaw = ({ toolTrials = [] }: Run, at: string) =>
  toolTrials
    .filter(({ point }) => point === at)
    .map(({ tool, transport, status }) => `${tool} ${transport} ${status === 'error' ? status : 'measured'}`)
    .toSorted();

/** Counts on which tool and lab differ, of all points. */
const miscounts = (run: Run) =>
  ['few', 'crowd']
    .flatMap(point => crossChecks(run, 'cross-check', point))
    .flatMap(({ tool, transport, agreements }) =>
      agreements
        .filter(({ tolerance, agrees }) => tolerance === 0 && !agrees)
        .map(
          ({ what, reference, tool: other }) => `${tool} ${transport} ${what}: ${other}, lab ${reference}`,
        ),
    );

describe(`a smoke run in which others look too${without}`, () => {
  let seen: SmokeRun;
  beforeAll(async () => {
    seen = await smokeRun(['cross-check', 'request-capacity', '--seed', '3']);
  }, TIMEOUT_MS);

  const loadOf = ({ scenario, point }: MeasuredTrial): Load | undefined =>
    scenarios.find(({ id }) => id === scenario)?.points.find(({ id }) => id === point)?.load;
  const measured = (): MeasuredTrial[] => (seen.run.toolTrials ?? []).filter(isMeasured);
  const following = () => measured().filter(trial => !loadOf(trial)?.requests);
  const asking = () => measured().filter(trial => loadOf(trial)?.requests);
  const nameOf = ({ tool, point, transport }: MeasuredTrial) => `${tool} ${point} ${transport}`;

  test.runIf(isThere)('none ends without figures', () => {
    const reasons = (seen.run.toolTrials ?? []).flatMap(trial =>
      trial.status === 'error' ? trial.reasons.map(reason => `${trial.point}: ${reason}`) : [],
    );
    expect(reasons).toEqual([]);
  });

  test('each has a trial of every transport that it can drive', () => {
    const sse = hasSse ? 'measured' : 'error';
    expect(whoSaw(seen.run, 'crowd')).toEqual([
      'autocannon long-polling measured',
      `k6 long-polling ${k6Status}`,
      `k6 sse ${sse}`,
      `k6 websocket ${k6Status}`,
    ]);
    expect(whoSaw(seen.run, 'few')).toEqual([
      'autocannon long-polling measured',
      'autocannon short-polling measured',
      `k6 long-polling ${k6Status}`,
      `k6 short-polling ${k6Status}`,
      `k6 sse ${sse}`,
      `k6 websocket ${k6Status}`,
    ]);
    expect(seen.run.run.status).toBe('complete');
    expect(seen.code).toBe(0);
  });

  test('all count the same deliveries, to the last one', () => {
    expect(seen.run.trials.map(({ status }) => status)).not.toContain('error');
    expect(miscounts(seen.run)).toEqual([]);
    for (const trial of following()) {
      const { expected, received, missing, duplicate, reordered } = trial.deliveries;
      expect({ received, missing, duplicate, reordered }, nameOf(trial)).toEqual({
        received: expected,
        missing: 0,
        duplicate: 0,
        reordered: 0,
      });
      expect(expected, nameOf(trial)).toBeGreaterThan(100);
    }
  });

  test('what a tool itself says is of the same deliveries and bytes', () => {
    for (const trial of following()) {
      const { toolReport, generator } = trial;
      const name = nameOf(trial);
      expect(toolReport?.version, name).toMatch(trial.tool === 'k6' ? /^2\./ : /^9\./);
      expect(toolReport?.deliveryMs?.count, name).toBe(trial.deliveries.received);
      // A poll a second; who is pushed to waits for nobody. A busy machine may be late, but not for
      // half a second at p50.
      const p50Ms = toolReport?.deliveryMs?.p50 ?? Number.NaN;
      if (trial.transport === 'short-polling') expect(p50Ms, name).toBeGreaterThan(200);
      else expect(p50Ms, name).toBeLessThan(500);
      const { tool, server } = toolReport?.bytes ?? {};
      expect(Math.abs((tool?.downBytes ?? 0) / (server?.downBytes ?? 1) - 1), name).toBeLessThan(0.02);
      expect(generator.cpuMicrosPerDelivery, name).toBeGreaterThan(0);
      expect(generator.memoryBytesPerSubscriber, name).toBeGreaterThan(0);
    }
  });

  test('each of autocannon’s requests is answered as it should be', () => {
    expect(seen.run.trials.map(({ scenario }) => scenario)).not.toContain('request-capacity');
    expect(asking()).toHaveLength(9);
    for (const trial of asking()) {
      const { requests } = trial.toolReport ?? {};
      const { answer, ratePerSecond } = loadOf(trial)?.requests ?? {};
      const name = nameOf(trial);
      expect(requests?.failed, name).toBe(0);
      expect(requests?.answered, name).toBeGreaterThan(100);
      expect(requests?.responseMs?.count, name).toBe(requests?.answered);
      // Some are under way as the window begins and ends; a busy machine moves its edges, which a
      // gate sees.
      const ofServer = (requests?.answered ?? 0) / trial.server.requests;
      expect(Math.abs(Math.log2(ofServer)), name).toBeLessThan(trial.status === 'valid' ? 0.2 : 2);
      const bytesEach = trial.bandwidth.application.downBytes / trial.server.requests;
      expect(bytesEach, name).toBeGreaterThan(answer === 'news' ? 300 : 60);
      if (ratePerSecond === undefined) expect(requests?.correctedMs, name).toBeNull();
      else {
        const most = trial.status === 'valid' ? 2 : 4;
        expect(requests?.perSecond, name).toBeLessThan(most * ratePerSecond);
        expect(requests?.correctedMs?.count, name).toBeGreaterThan(0);
      }
    }
  });

  test('report and terminal lay it all side by side', () => {
    expect(seen.report).toMatch(/Cross-check with external tools/);
    expect(seen.report).toMatch(/the lab and autocannon agree on every count/);
    expect(seen.report).toMatch(/Requests sent by autocannon/);
    expect(seen.output).toMatch(/the lab and autocannon agree on every count/);
    expect(seen.output).toMatch(/no notification: 204\n[\s\S]*?\nShort polling +\d/);
  });
});
