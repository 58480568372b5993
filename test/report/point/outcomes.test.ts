import { describe, expect, test } from 'vitest';
import type { ChartSpec } from '../../../report/charts/spec.ts';
import { renderReport } from '../../../report/render.ts';
import type { Run, RunScenario } from '../../../results/format/run.ts';
import type { MeasuredTrial } from '../../../results/format/trial.ts';
import type { Transport } from '../../../scenarios/load/transport.ts';
import { reportText } from '../../harness/report-text.ts';
import { withoutKnownSpreads } from '../../harness/session-alone.ts';
import { madePhases, madeRecovery, madeStalled, madeVisits } from '../../made/outcomes.ts';
import { madeRun, madeScenario, madeTrial } from '../../made/run.ts';
import { summarise } from '../../made/trial.ts';

withoutKnownSpreads();

type Outcome = Partial<MeasuredTrial>;

/** A run of one point in which each transport had these outcomes, three blocks of the same. */
function runOf(
  outcomes: Partial<Record<Transport, Outcome>>,
  change: (scenario: RunScenario) => void = () => {},
): Run {
  const scenario = madeScenario('s', 3);
  change(scenario);
  const trials = Object.entries(outcomes).flatMap(([transport, outcome]) =>
    [0, 1, 2].map(block => ({
      ...madeTrial({ scenario: 's', point: 'p0', transport: transport as Transport, block }),
      ...outcome,
    })),
  );
  return madeRun([scenario], trials);
}

/** The charts of a run's report by their title. */
function chartsOf(run: Run): Record<string, ChartSpec> {
  const page = renderReport(run, { script: 'void 0', style: 'a{}' });
  const figures = [
    ...page.matchAll(/<figcaption><h4>(.*?)<\/h4>[\s\S]*?<script type="application\/json">(.*?)<\/script>/g),
  ];
  return Object.fromEntries(figures.map(([, title, json]) => [title, JSON.parse(json ?? '')]));
}

const roundTrip = { forward: 0.4, processing: 0.1, back: 0.3, handling: 0.2 };

withoutKnownSpreads();

describe('phases', () => {
  const quick = { phases: madePhases(roundTrip) };

  test('are stacked by their means, with a definition of each', () => {
    const run = runOf({ sse: quick, websocket: quick });
    const text = reportText(run);
    expect(text).toMatch(/Forward \(F\) from the moment the client sent the message/);
    expect(text).toMatch(
      /Back \(R\) from then until the client has read the last bytes of the notification; with polling, this includes the wait for the next poll/,
    );
    expect(text).toMatch(/Mean of the whole, and its largest part: SSE 1\.00 ms \(forward 40\.0%\)/);
    expect(text).toMatch(/Part Transport Mean \(ms\) p50 \(ms\) p99 \(ms\) Forward \(F\) SSE 0\.400/);
    expect(chartsOf(run)['Round trip, by part']).toMatchObject({
      kind: 'stack',
      parts: ['Forward (F)', 'Processing (P)', 'Back (R)', 'Handling (D)'],
    });
  });

  test('a bar that would hide the others has a chart of its own, and the values of its thin parts', () => {
    const slow = { phases: madePhases({ ...roundTrip, back: 100 }) };
    const run = runOf({ 'short-polling': slow, sse: quick });
    const charts = chartsOf(run);
    expect(charts['Round trip, by part: SSE']).toBeDefined();
    expect(charts['Round trip, by part: short polling']).toBeDefined();
    expect(reportText(run)).toMatch(
      /short polling 101 ms \(back 99\.3%; forward 0\.400 ms, processing 0\.100 ms/,
    );
  });

  test('of a visit and of closing are separate bars; parts that no transport has are left out', () => {
    const visit = madePhases({
      tcp: 0.5,
      request: 1,
      first: 0.2,
      'to-first': 1.7,
      confirmation: 0.3,
      closed: 0.1,
    });
    const run = runOf({ sse: { phases: visit }, websocket: { phases: visit } });
    const charts = chartsOf(run);
    expect(reportText(run)).toMatch(/largest part: SSE 1\.70 ms \(request 58\.8%\)/);
    expect(charts['Visit, by part']).toMatchObject({
      parts: ['TCP connection', 'Request', 'First notification'],
    });
    expect(charts['Time to close a connection, by part']).toMatchObject({
      parts: ['Confirmation', 'TCP close'],
    });
  });

  test('of a visitor that was told that its cursor is too old are not a completed visit', () => {
    const told = { phases: madePhases({ tcp: 0.5, told: 2 }) };
    const through = {
      phases: madePhases({ tcp: 0.5, request: 1, first: 0.5, 'to-first': 2, 'catch-up': 3 }),
    };
    const run = runOf({ sse: told, websocket: through });
    expect(chartsOf(run)['Visit, by part']).toMatchObject({
      rows: [{ transport: 'websocket', values: [0.5, 1, 0.5, 3].map(ms => expect.closeTo(ms, 6)) }],
    });
    expect(reportText(run)).toMatch(/its cursor is too old Mean: SSE 2\.00 ms\./);
    expect(reportText(run)).toMatch(/To the first notification alone: WebSocket 2\.00 ms\./);
  });

  test('too few of them give no p99', () => {
    const few = { phases: madePhases(roundTrip, 20) };
    expect(reportText(runOf({ sse: few }))).toMatch(/Handling \(D\) SSE 0\.200 0\.19\d —/);
  });

  test('of trials that timed none there is no section', () => {
    expect(reportText(runOf({ sse: {} }))).not.toContain('Time of each part');
  });
});

withoutKnownSpreads();

describe('visits', () => {
  const visiting = (scenario: RunScenario) => {
    for (const { load } of scenario.points)
      load.visits = { connection: 'cold', closing: 'handshake', backlog: 1 };
  };
  const visited = (over: Parameters<typeof madeVisits>[0]): Outcome => ({
    latencyMs: null,
    visits: madeVisits(over),
    phases: madePhases({ 'to-first': 2 }),
  });

  test('have a table, and the cost of one is compared, also where polling wins', () => {
    const run = runOf(
      {
        'short-polling': visited({ cpuMicrosPerVisit: 300 }),
        websocket: visited({ told: 5, completed: 45 }),
      },
      visiting,
    );
    const text = reportText(run);
    expect(text).toMatch(
      /285 of 300 visits got everything they had missed\. The server told 15 of 300 visits that the cursor is too old\. No visit failed\./,
    );
    expect(text).toMatch(/Server CPU of one visit: short polling 300 µs and WebSocket 400 µs\./);
    expect(text).toMatch(/Server CPU per visit Short polling lowest/);
    expect(text).toMatch(/WebSocket 150 135 15 0 400 520 1,200 10\.0/);
  });

  test('with one outcome for all have one sentence for it', () => {
    const outcomeOf = (over: Parameters<typeof visited>[0]) =>
      reportText(runOf({ sse: visited(over) }, visiting));
    expect(outcomeOf({})).toMatch(/ All 150 visits got everything they had missed\. Server CPU of one visit/);
    expect(outcomeOf({ completed: 0, told: 50 })).toMatch(
      / The server told all 150 visits that the cursor is too old\. No visit failed\. Server CPU/,
    );
    expect(outcomeOf({ completed: 0, failed: 50 })).toMatch(
      / 0 of 150 visits got everything .* All 150 visits failed\./,
    );
    expect(outcomeOf({ due: 0, completed: 0 })).toMatch(/ No visit was due\./);
    const { scenarios, trials, ...rest } = runOf({ sse: visited({ due: 1, completed: 1 }) }, visiting);
    expect(reportText({ ...rest, scenarios, trials: trials.slice(0, 1) })).toMatch(
      / The only visit got everything it had missed\. Server CPU/,
    );
  });

  test('without latency have no empty chart, column or tile', () => {
    const run = runOf({ sse: visited({}) }, visiting);
    const text = reportText(run);
    expect(text).not.toMatch(/Nothing to draw|Median latency|Latency from schedule/);
    expect(text).not.toMatch(/KiB per subscriber valid/);
    expect(Object.keys(chartsOf(run))).not.toContain('Server memory per subscriber, accurate to several KiB');
  });

  test('that failed are counted, and the wire only where it was counted', () => {
    const failed = visited({ completed: 49, failed: 1, wireBytesPerVisit: null, packetsPerVisit: null });
    const text = reportText(runOf({ sse: failed }, visiting));
    expect(text).toMatch(/147 of 150 visits got everything they had missed\. 3 of 150 visits failed\./);
    expect(text).toMatch(/SSE 150 147 0 3 400 520 — —/);
  });
});

describe('recovery', () => {
  const faulty = (scenario: RunScenario) => {
    for (const { load } of scenario.points) load.fault = { kind: 'restart', atSeconds: 1, forSeconds: 2 };
  };

  test('says when all had caught up and that nothing was lost, and marks the fault in its timelines', () => {
    const run = runOf({ sse: { recovery: madeRecovery() }, websocket: { recovery: madeRecovery() } }, faulty);
    const text = reportText(run);
    expect(text).toMatch(/The fault occurred 1\.00 s into the window and lasted 2\.00 s\./);
    expect(text).toMatch(
      /Median subscriber: SSE 0\.955 s and WebSocket 0\.955 s\. Last subscriber: SSE 1\.\d\d s and WebSocket/,
    );
    expect(text).toMatch(
      /On every transport, nothing was lost or duplicate, and every subscriber caught up\./,
    );
    const timelines = Object.values(chartsOf(run)).filter(({ kind }) => kind === 'timeline');
    expect(timelines).toHaveLength(3);
    for (const spec of timelines) expect(spec).toMatchObject({ span: { fromSeconds: 1, toSeconds: 3 } });
  });

  test('draws no line along the bottom: what never happened is in the table', () => {
    const quiet = madeTrial({ scenario: 's', point: 'p0', transport: 'sse', block: 0 }).series;
    const series = { ...quiet, connectionsOpened: [0, 0, 0, 0] };
    const run = runOf({ sse: { recovery: madeRecovery(), series } }, faulty);
    expect(Object.keys(chartsOf(run))).not.toContain('When clients reconnect');
    expect(Object.keys(chartsOf(runOf({ sse: { recovery: madeRecovery() } }, faulty)))).toContain(
      'When clients reconnect',
    );
  });

  test('names losses and subscribers that never caught up', () => {
    const lost = { recovery: madeRecovery({ recovered: 7, sinceClearedMs: null, reconnectedMs: null }) };
    const trial = madeTrial({ scenario: 's', point: 'p0', transport: 'websocket', block: 0 });
    const run = runOf(
      { websocket: { ...lost, deliveries: { ...trial.deliveries, missing: 4, duplicate: 1 } }, sse: lost },
      faulty,
    );
    expect(reportText(run)).toMatch(
      /Not all recovered\. SSE: 9 of 30 subscribers not caught up\. WebSocket: 12 deliveries missing, 3 deliveries duplicate and 9 of 30/,
    );
    expect(reportText(run)).toMatch(/No subscriber caught up\./);
  });

  test('says who noticed a fault of which nobody told, beside what the model predicts', () => {
    const elsewhere = (scenario: RunScenario) => {
      const [point] = scenario.points;
      if (!point) throw new Error('a made-up scenario has a point');
      point.load.fault = { kind: 'address', atSeconds: 1 };
      point.load.arrivals = { kind: 'periodic', ratePerSecond: 4 };
      point.load.audience = { kind: 'shared', topic: 't' };
    };
    const noticedMs = summarise([35_000, ...Array.from({ length: 8 }, () => 35_500), 36_000]);
    const closedMs = summarise([37_000, 41_000, 43_000, 47_000]);
    const run = runOf(
      {
        sse: { recovery: madeRecovery({ noticedMs, dead: { connections: 10, closed: 0, closedMs: null } }) },
        websocket: { recovery: madeRecovery({ noticedMs, dead: { connections: 10, closed: 4, closedMs } }) },
      },
      elsewhere,
    );
    const text = reportText(run);
    expect(text).toMatch(
      /SSE: all 30 clients gave their connection up after 35\.0 to 36\.0 s \(predicted: 34\.8 to 37\.2 s\); the server closed none of 30 dead connections within the window\./,
    );
    expect(text).toMatch(
      /WebSocket: .* the server closed 12 of 30 dead connections after 37\.0 to 47\.0 s \(predicted: 35\.0 to 50\.0 s\)\./,
    );
    expect(text).not.toMatch(/Clients gave their connections up/);
    expect(Object.keys(chartsOf(run))).toContain(
      'Dead connections that the server still has at the end of the window',
    );
  });

  test('says nothing of noticing where the fault is announced', () => {
    expect(reportText(runOf({ sse: { recovery: madeRecovery() } }, faulty))).not.toMatch(/noticed/);
  });

  test('compares no model with a window that has a deliberate fault', () => {
    const run = runOf({ sse: { recovery: madeRecovery() } }, faulty);
    expect(reportText(run)).not.toMatch(/Theory and measurement|measurement and model|Steady:/);
  });
});

describe('stalled readers', () => {
  test('are cut off by some and not by others, and memory is shown over the window', () => {
    const run = runOf({
      'long-polling': { stalled: madeStalled({ cutOff: 0, firstCutOffMs: null, lastCutOffMs: null }) },
      sse: { stalled: madeStalled() },
    });
    const text = reportText(run);
    expect(text).toMatch(
      /cut off stalled subscribers: SSE 6 of 6 \(the first after 1\.50 s, the last after 2\.50 s\)/,
    );
    expect(text).toMatch(/It cut off none on long polling\./);
    const one = madeStalled({ firstCutOffMs: 1500, lastCutOffMs: 1500 });
    expect(reportText(runOf({ sse: { stalled: one } }))).toMatch(
      /stalled subscribers: SSE 6 of 6 \(after 1\.50 s\)\./,
    );
    expect(text).toMatch(/SSE 6 6 1\.50 2\.50 80\.0/);
    expect(chartsOf(run)['Server memory while some subscribers do not read']).toMatchObject({
      kind: 'timeline',
      fromZero: false,
      span: null,
    });
  });
});

describe('silence', () => {
  test('is counted by subscriber and hour, and has no chart of deliveries', () => {
    const silent = (requests: number): Outcome => {
      const made = madeTrial(
        { scenario: 's', point: 'p0', transport: 'sse', block: 0 },
        { received: 0, latenciesMs: null, requests },
      );
      const { deliveries, latencyMs, server, bandwidth } = made;
      bandwidth.application = { downBytes: 400, upBytes: 400 };
      return { deliveries, latencyMs, server, bandwidth };
    };
    const run = runOf({ 'short-polling': silent(80), sse: silent(0) }, scenario => {
      for (const { load } of scenario.points) load.arrivals = { kind: 'none' };
    });
    const text = reportText(run);
    // 80 requests of 10 subscribers in 4 s are 7,200 an hour for each.
    expect(text).toMatch(
      /Requests per subscriber and hour: SSE 0 requests and short polling 7,200 requests\./,
    );
    expect(text).toMatch(
      /Application bytes per subscriber and hour: short polling 72,000 B and SSE 72,000 B\./,
    );
    expect(text).not.toMatch(/Nothing to draw|Server CPU per delivery|Application bytes per delivery/);
  });
});
