import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { mayBecomeValid } from '../../../analysis/comparison/capacity.ts';
import { capacitiesOf } from '../../../report/model/capacity.ts';
import { viewPoint } from '../../../report/model/point.ts';
import { renderReport } from '../../../report/render.ts';
import { capacitiesInWords, limitInWords } from '../../../report/words/capacity.ts';
import type { Run, RunScenario } from '../../../results/format/run.ts';
import { readRun } from '../../../results/format/run-file.ts';
import type { MeasuredTrial, Trial } from '../../../results/format/trial.ts';
import { ROOT } from '../../../root.ts';
import type { Load } from '../../../scenarios/load/load.ts';
import { reportText } from '../../harness/report-text.ts';
import { failedTrial, madeRun, madeScenario, madeTrial, spreadMs } from '../../made/run.ts';

const OBJECTIVE_MS = 100;
const gate = (id: string) => ({ id, measured: 2, bound: 1, unit: '%', passed: false });

/** A search over these numbers of subscribers. */
function searched(trials: Trial[], sizes: number[]): Run {
  const scenario: RunScenario = madeScenario('capacity', 2);
  const [point] = scenario.points;
  if (!point) throw new Error('a made-up scenario has a point');
  scenario.search = { objectiveP99Ms: OBJECTIVE_MS, maxSubscribers: 10_000, halvings: 2 };
  scenario.points = sizes.map(subscribers => ({
    ...point,
    id: `${subscribers}`,
    label: `${subscribers} subscribers`,
    load: { ...point.load, subscribers } as Load,
  }));
  return madeRun([scenario], trials);
}

/** One trial of the search: its p99 latency, and what is different about it. */
function at(
  subscribers: number,
  p99Ms: number,
  over: Partial<MeasuredTrial> & { cpuPercent?: number } = {},
  block = 0,
): MeasuredTrial {
  const { cpuPercent = 50, ...rest } = over;
  const made = madeTrial(
    { scenario: 'capacity', point: `${subscribers}`, transport: 'sse', block },
    { latenciesMs: spreadMs(p99Ms / 2, p99Ms) },
  );
  return { ...made, server: { ...made.server, cpuPercent }, ...rest };
}

function capacityOf(run: Run) {
  const [scenario] = run.scenarios;
  const views = (scenario?.points ?? []).map(point => viewPoint(run, scenario as RunScenario, point));
  const [capacity] = capacitiesOf(views, OBJECTIVE_MS);
  if (!capacity) throw new Error('something was tried');
  return capacity;
}

describe('a search', () => {
  const sizes = [100, 200, 300, 400];
  const full = (block: number) => [
    at(100, 10, {}, block),
    at(200, 40, {}, block),
    at(400, 900, { cpuPercent: 97 }, block),
  ];

  test('gives the largest number that held and the smallest that did not, median and range over blocks', () => {
    const run = searched([...full(0), ...full(1), at(300, 60, {}, 1)], sizes);
    expect(capacityOf(run)).toMatchObject({
      largestHeld: { value: 250, min: 200, max: 300, blocks: 2 },
      smallestFailed: { value: 400, min: 400, max: 400 },
    });
    const text = reportText(run);
    expect(text).toMatch(
      /SSE carried 250 subscribers \(median of 2 blocks; 200–300\)\. At 400 subscribers \(median of 2 blocks\): the server’s core was full \(97\.0% used, p99 latency \d+ ms\)/,
    );
  });

  test('has one curve with the objective across, and no section for each number', () => {
    const page = renderReport(searched(full(0), sizes), { script: 'void 0', style: 'a{}' });
    expect(page.match(/<figure/g)).toHaveLength(1);
    const spec = JSON.parse(page.match(/<script type="application\/json">(.*?)<\/script>/)?.[1] ?? '');
    expect(spec).toMatchObject({
      kind: 'curve',
      logarithmic: { x: true, y: true },
      limit: { value: OBJECTIVE_MS },
    });
    expect(page).not.toContain('id="point.capacity');
    expect(page).toContain('Every number that was tried');
  });

  test('whose every number held says at least', () => {
    expect(reportText(searched([at(100, 10), at(200, 20)], sizes))).toMatch(
      /SSE carried at least 200 subscribers, the most that was tried\./,
    );
  });

  test('of which none held says so', () => {
    expect(reportText(searched([at(100, 5000, { cpuPercent: 99 })], sizes))).toMatch(
      /SSE did not carry even 100 subscribers: the server’s core was full/,
    );
  });

  test('counts of repeated trials the last, and nothing beyond the first that did not hold', () => {
    const repeated = searched(
      [at(100, 10), at(200, 900), { ...at(200, 40), attempt: 1 }, at(300, 900), at(400, 20)],
      sizes,
    );
    expect(capacityOf(repeated)).toMatchObject({
      largestHeld: { value: 200 },
      smallestFailed: { value: 300 },
    });
  });

  test('without a single measured trial is a section all the same', () => {
    const broken = failedTrial({ scenario: 'capacity', point: '100', transport: 'sse', block: 0 }, [
      'EMFILE',
    ]);
    expect(reportText(searched([broken], sizes))).toMatch(
      /SSE: no number of subscribers gave a result\. 100 was tried too, but it does not count\. At 100, the trial ended in an error \(stage: connect\)\./,
    );
    expect(reportText(searched([], sizes))).not.toMatch(/NaN|undefined|Infinity/);
  });
});

describe('what reached its limit first', () => {
  test.each([
    ['server', at(1, 900, { cpuPercent: 90 })],
    ['generator', at(1, 900, { cpuPercent: 95, status: 'invalid', gates: [gate('client-cpu')] })],
    ['machine', at(1, 900, { status: 'invalid', gates: [gate('steal')] })],
    ['machine', at(1, 900, { cpuPercent: 97, status: 'invalid', gates: [gate('throttled')] })],
    [
      'machine',
      at(1, 900, { status: 'invalid', gates: [gate('client-cpu'), gate('client-counters'), gate('steal')] }),
    ],
    ['latency', at(1, 900)],
  ])('is %s', (kind, trial) => expect(limitInWords(trial, OBJECTIVE_MS).kind).toBe(kind));

  test('is a loss where deliveries are missing or readers cut off', () => {
    const { deliveries, server } = at(1, 10);
    const lost = at(1, 10, {
      deliveries: { ...deliveries, missing: 3 },
      server: { ...server, cpuPercent: 40, connections: { ...server.connections, droppedSlow: 2 } },
    });
    expect(limitInWords(lost, OBJECTIVE_MS)).toEqual({
      kind: 'loss',
      text: '2 slow readers cut off and 3 deliveries missing (server CPU at 40.0% of a core)',
    });
  });
});

describe('a trial that a CPU quota stopped', () => {
  const { deliveries } = at(1, 900);
  const stopped = at(1, 900, {
    status: 'invalid',
    deliveries: { ...deliveries, missing: 3 },
    gates: [gate('throttled'), gate('missing'), gate('client-loop-delay')],
  });

  test('reached no limit of server, clients or transport', () => {
    expect(limitInWords(stopped, OBJECTIVE_MS)).toEqual({
      kind: 'machine',
      text: 'the lab did not have the machine to itself (time stopped by a CPU quota: 2.00%)',
    });
  });

  test('is repeated: the next one may be valid', () => {
    expect(mayBecomeValid(stopped, OBJECTIVE_MS)).toBe(true);
  });
});

describe('a number without a valid trial', () => {
  const late = { status: 'invalid' as const, gates: [gate('client-cpu')] };

  test('counts neither as held, though everything arrived, nor as a limit', () => {
    const run = searched(
      [at(100, 10), at(200, 20, late), at(400, 20, { ...late, gates: [gate('steal')] })],
      [100, 200, 400],
    );
    expect(capacityOf(run)).toMatchObject({
      largestHeld: { value: 100 },
      smallestFailed: null,
      notCounted: [{ subscribers: 200 }, { subscribers: 400 }],
    });
    const text = reportText(run);
    expect(text).toMatch(
      /SSE carried at least 100 subscribers in a valid trial\. 200 and 400 were tried too, but they do not count\. At 200, the trial was invalid: the load generator reached its limit before the server or with it\. The busiest client worker used 8\.00% of a core, the server 50\.0%\. The event loop of a client worker was 1\.10 ms late at p99\. At 400, everything arrived in time, but the trial was invalid \(CPU time taken by the hypervisor\)\./,
    );
    expect(text).not.toMatch(/at least [24]00/);
  });

  test('lies between what held and what did not, and is named', () => {
    const run = searched(
      [at(100, 10), at(200, 20, { status: 'invalid', gates: [gate('steal')] }), at(400, 900)],
      [100, 200, 400],
    );
    expect(reportText(run)).toMatch(
      /SSE carried at least 100 subscribers\. At 400 subscribers: latency exceeded the objective \([^)]*\)\. 200 was tried too, but it does not count\./,
    );
  });

  test('decides nothing about a limit either: too late with a full server, but disturbed', () => {
    const disturbed = at(200, 900, { cpuPercent: 97, status: 'invalid', gates: [gate('others-server')] });
    expect(capacityOf(searched([at(100, 10), disturbed], [100, 200]))).toMatchObject({
      largestHeld: { value: 100 },
      smallestFailed: null,
      notCounted: [{ subscribers: 200, outcome: 'unknown' }],
    });
  });

  test('is a lower bound, and the answer says whose limit it is', () => {
    const said = (...trials: Trial[]) => capacitiesInWords([capacityOf(searched(trials, [100, 200, 400]))]);
    const byClients = 'the lab’s clients reached their limit, not the server.';
    expect(said(at(100, 10), at(200, 20, late))).toBe(
      `Subscribers carried in valid trials: SSE at least 100. “At least”: beyond that ${byClients}`,
    );
    expect(said(at(100, 10), at(200, 20, { ...late, gates: [gate('steal')] }))).toBe(
      'Subscribers carried in valid trials: SSE at least 100.',
    );
    expect(said(at(100, 10), at(200, 900))).toBe('Subscribers carried in valid trials: SSE 100.');
  });

  test('counts if a repetition is valid', () => {
    const run = searched([at(100, 900, late), { ...at(100, 10), attempt: 1 }], [100]);
    expect(capacityOf(run)).toMatchObject({ largestHeld: { value: 100 }, notCounted: [] });
  });

  test('if the generator was late in a valid trial, too', () => {
    const { generator } = at(200, 900);
    const slow = at(200, 900, { generator: { ...generator, eventLoopDelayP99Ms: OBJECTIVE_MS } });
    expect(reportText(searched([at(100, 10), slow], [100, 200]))).toMatch(
      /At 200, the load generator reached its limit before the server or with it\./,
    );
  });
});

test('the sample claims no number of subscribers without a valid trial', () => {
  const run = readRun(join(ROOT, 'results/sample/review'));
  const scenario = run.scenarios.find(({ search }) => search !== null && search !== undefined);
  if (!scenario?.search) throw new Error('the sample has a search');
  const views = scenario.points.map(point => viewPoint(run, scenario, point));
  const capacities = capacitiesOf(views, scenario.search.objectiveP99Ms);
  expect(capacities.length).toBeGreaterThan(2);
  for (const { transport, largestHeld } of capacities) {
    const own = run.trials.filter(one => one.scenario === scenario.id && one.transport === transport);
    const valid = own.filter(({ status }) => status === 'valid').map(({ point }) => Number(point));
    expect(valid).toContain(largestHeld?.max);
  }
});
