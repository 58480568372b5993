import { describe, expect, test } from 'vitest';
import { renderReport } from '../../../report/render.ts';
import type { Run, RunScenario } from '../../../results/format/run.ts';
import type { MeasuredTrial } from '../../../results/format/trial.ts';
import { resultTable } from '../../../scripts/terminal/result-table.ts';
import { PLAIN } from '../../../scripts/terminal/terminal.ts';
import { reportText } from '../../harness/report-text.ts';
import { failedTrial, HOSTILE, madeRun, madeScenario, madeTrial } from '../../made/run.ts';
import { madeToolTrial } from '../../made/tool-trial.ts';

const placeOf = (block = 0) =>
  ({ scenario: 'cross-check', point: 'p0', transport: 'websocket', block }) as const;

/** A run with k6 as a tool in two blocks; k6 cannot drive SSE. */
function runWithTools(over: Partial<Parameters<typeof madeToolTrial>[2] & object> = {}): Run {
  const scenario = madeScenario('cross-check', 2);
  for (const { load } of scenario.points) load.tools = ['k6'];
  const trials = [0, 1].map(block => madeTrial(placeOf(block), { latenciesMs: [10, 10], received: 500 }));
  const sse = { ...placeOf(), transport: 'sse' } as const;
  return {
    ...madeRun([scenario], [...trials, madeTrial(sse)]),
    toolTrials: [
      ...trials.map(trial => madeToolTrial(trial, 'k6', over)),
      { ...failedTrial(sse, ['k6 was built without the extension k6/x/sse']), tool: 'k6' },
    ],
  };
}

describe('a report with tool trials', () => {
  test('compares them with the lab, and says that they agree', () => {
    const text = reportText(runWithTools());
    expect(text).toMatch(/Cross-check with external tools Measured by k6 2\.3\.0\. Counts must be the same/);
    expect(text).toMatch(
      /WebSocket, 2 blocks: the lab and k6 agree on every count, bytes down by the tool’s own count .*, bytes down, p50 latency and p99 latency\./,
    );
    expect(text).toMatch(/WebSocket The lab’s clients 1,000 of 1,000 10\.0 10\.0/);
    expect(text).toMatch(/WebSocket k6 1,000 of 1,000 10\.0 10\.0/);
    expect(text).toMatch(/Cross-checked by k6, in the same blocks, where the tool can/);
    expect(text).toMatch(
      /k6 agrees with the lab on every count, bytes and latency\. Nothing to compare for k6 with SSE\./,
    );
  });

  test('says where they disagree, and why one has no result', () => {
    const text = reportText(runWithTools({ p50: 30 }));
    expect(text).toMatch(
      /They disagree on p50 latency \(30\.0 ms against 10\.0 ms; range over the lab’s own blocks: 10\.0 ms\)/,
    );
    expect(text).toMatch(
      /k6 agrees with the lab on every count, bytes and latency, except p50 latency \(k6 with WebSocket\)\./,
    );
    expect(text).toMatch(/k6, SSE, block 1: error, k6 was built without the extension k6\/x\/sse/);
  });

  test('counts no tool trial as a trial of the lab', () => {
    const { toolTrials, ...alone } = runWithTools();
    const text = reportText(runWithTools());
    expect(toolTrials).toHaveLength(3);
    expect(reportText(alone)).not.toMatch(/Cross-check with external tools/);
    expect(text).toMatch(/5 of 6 trials valid/);
    expect(reportText(alone)).toMatch(/3 of 3 trials valid/);
    const ofLab = /WebSocket 10\.0 \S+ \S+/;
    expect(ofLab.exec(text)?.[0]).toBe(ofLab.exec(reportText(alone))?.[0]);
  });

  test('escapes the texts of a tool', () => {
    const run = runWithTools();
    run.toolTrials?.push({ ...failedTrial(placeOf(), HOSTILE), tool: 'k6' });
    const page = renderReport(run, { script: 'void 0', style: 'a{}' });
    expect(page).not.toContain(HOSTILE[0]);
    expect(page).not.toContain(HOSTILE[1]);
  });

  test('the terminal shows it too', () => {
    const table = resultTable(runWithTools(), { ...PLAIN, columns: 160 });
    expect(table).toMatch(/^WebSocket\s+k6\s+1,000 /m);
    expect(table).toContain('the lab and k6 agree on every count');
  });
});

/** A run in which autocannon sent requests at full speed and at a set rate. */
function requestRun(): Run {
  const scenario: RunScenario = madeScenario('polls', 1, ['full speed', 'at a rate']);
  const [fast, rated] = scenario.points;
  if (!fast || !rated) throw new Error('two points were made');
  for (const { load } of [fast, rated]) {
    load.arrivals = { kind: 'none' };
    load.transports = { 'short-polling': { intervalMs: 1000 } };
  }
  fast.load.requests = { answer: 'empty' };
  rated.load.requests = { answer: 'news', ratePerSecond: 1000 };
  const trialAt = (point: string, perSecond: number, serverPercent: number): MeasuredTrial => {
    const trial = madeTrial({ scenario: 'polls', point, transport: 'short-polling', block: 0 });
    const times = { count: 4 * perSecond, mean: 1, min: 0.5, p50: 1, p90: 2, p99: 3, max: 4 };
    const requests = {
      answered: 4 * perSecond,
      perSecond,
      failed: 0,
      responseMs: times,
      correctedMs: point === 'p1' ? { ...times, p99: 7 } : null,
    };
    const bytes = { tool: null, server: { downBytes: 1, upBytes: 1 } };
    return {
      ...trial,
      latencyMs: null,
      server: { ...trial.server, cpuPercent: serverPercent },
      tool: 'autocannon',
      toolReport: { version: '9.0.0', deliveryMs: null, requests, bytes },
    };
  };
  return { ...madeRun([scenario], []), toolTrials: [trialAt('p0', 9000, 99), trialAt('p1', 1000, 12)] };
}

describe('a report of requests', () => {
  test('has how many were answered, what limits the rate, and both latencies', () => {
    const text = reportText(requestRun());
    expect(text).toMatch(/full speed Short polling 9,000 1\.00 3\.00 —/);
    expect(text).toMatch(/the server’s core/);
    expect(text).toMatch(/at a rate Short polling 1,000 1\.00 3\.00 7\.00/);
    expect(text).toMatch(/nothing \(the set rate was met\)/);
    expect(text).toMatch(
      /requests that find no update \(204\), sent by autocannon, as fast as they are answered/,
    );
  });

  test('the terminal shows it too', () => {
    expect(resultTable(requestRun(), { ...PLAIN, columns: 160 })).toMatch(
      /^The polls: full speed\n.*\nShort polling +9,000 .*\nWhat limits it: the server’s core$/m,
    );
  });
});
