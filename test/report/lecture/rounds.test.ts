import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Verdict } from '../../../analysis/statistics/paired-ratios.ts';
import { drawnQuestion } from '../../../report/lecture/drawn-question.ts';
import { renderCompared, renderFields } from '../../../report/lecture/guess-view.ts';
import { lectureOf } from '../../../report/lecture/lecture.ts';
import { placesOf } from '../../../report/lecture/places.ts';
import { capacityQuestions } from '../../../report/lecture/questions.ts';
import { roundsOf } from '../../../report/lecture/rounds.ts';
import { slideScale } from '../../../report/lecture/slide-scale.ts';
import { viewPoint } from '../../../report/model/point.ts';
import { scenarioAnswer } from '../../../report/point/scenario-answer.ts';
import type { Run } from '../../../results/format/run.ts';
import { readRun } from '../../../results/format/run-file.ts';
import { ROOT } from '../../../root.ts';
import { textOf } from '../../harness/report-text.ts';
import { withoutKnownSpreads } from '../../harness/session-alone.ts';
import { madeRun, madeScenario, pointTrials, spreadMs, USUAL } from '../../made/run.ts';

withoutKnownSpreads();

const viewsOf = (run: Run) =>
  run.scenarios.map(scenario => scenario.points.map(point => viewPoint(run, scenario, point)));
const roundsIn = (run: Run) => viewsOf(run).flatMap(points => roundsOf(points, run));

const ticker = () => madeRun([madeScenario('ticker', 5)], pointTrials('ticker', 'p0', 5));

/** Three points that differ by their payload. */
function sweep(): Run {
  const scenario = madeScenario('sweep', 5, ['1 KiB', '2 KiB', '4 KiB']);
  for (const [index, { load }] of scenario.points.entries()) load.payloadBytes = 1024 * 2 ** index;
  return madeRun(
    [scenario],
    ['p0', 'p1', 'p2'].flatMap(point => pointTrials('sweep', point, 5)),
  );
}

describe('the places that verdicts allow', () => {
  const verdicts = (table: Record<string, Verdict>) => (one: string, other: string) =>
    table[`${one}${other}`] ?? 'unresolved';

  test('are single where all is decided, and ranges where not', () => {
    const table: Record<string, Verdict> = { ac: 'less', ca: 'more', bc: 'less', cb: 'more', ab: 'equal' };
    expect(placesOf(['a', 'b', 'c'], verdicts(table))).toEqual([
      { from: 1, to: 2 },
      { from: 1, to: 2 },
      { from: 3, to: 3 },
    ]);
    expect(placesOf(['a', 'b'], verdicts({}))).toEqual([
      { from: 1, to: 2 },
      { from: 1, to: 2 },
    ]);
  });
});

describe('the rounds of a scenario', () => {
  test('begin with the chart that answers its question; the other measures follow', () => {
    const run = ticker();
    for (const scenario of run.scenarios) scenario.answeredBy = 'cpu';
    const rounds = roundsIn(run);
    expect(rounds.map(({ id }) => id)).toEqual(['ticker.cpu', 'ticker.p50', 'ticker.p99', 'ticker.bytes']);
    expect(rounds[0]).toMatchObject({ group: 'ticker', question: run.scenarios[0]?.question });
    expect(rounds[0]?.theory).toBe(run.scenarios[0]?.prediction);
  });

  test('ask for the order at their only point, with the decided places, and for one value', () => {
    const [round] = roundsIn(ticker());
    const [order, number] = round?.questions ?? [];
    if (order?.kind !== 'order' || number?.kind !== 'number') throw new Error('an order and a number');
    expect(order.text).toBe(
      'Order of median latency, lowest first, at “10 subscribers” (25 a second, polls each 500 ms)',
    );
    expect(order.places.map(({ transport, from, to }) => [transport, from, to])).toEqual([
      ['websocket', 1, 1],
      ['sse', 2, 2],
      ['long-polling', 3, 3],
      ['short-polling', 4, 4],
    ]);
    expect(order.places[0]?.value).toBe('1.04\u00a0ms');
    // Theory predicts its median; of the others, which nobody can guess, it gives the mean alone.
    expect(number.text).toBe(
      'Median latency of short polling at “10 subscribers” (25 a second, polls each 500 ms), in ms',
    );
    expect(number.value).toBeCloseTo(262, 0);
    expect(number.min).toBeLessThan(number.max);
  });

  test('ask for the value nearest to its prediction, or else for the first', () => {
    const asked = (id: string) =>
      roundsIn(readRun(join(ROOT, 'results/sample/review')))
        .find(one => one.id === id)
        ?.questions.find(({ kind }) => kind === 'number')?.text;
    expect(asked('notifications.p50')).toMatch(/^Median latency of short polling .*polls each 1 s\), in ms$/);
    // No model predicts it.
    expect(asked('notifications.cpu')).toMatch(/^Server CPU per delivery of short polling at /);
  });

  test('allow both places where two transports are not distinguishable', () => {
    const even = { ...USUAL, sse: { ...USUAL.sse, latenciesMs: USUAL.websocket.latenciesMs } };
    const run = madeRun([madeScenario('ticker', 5)], pointTrials('ticker', 'p0', 5, even));
    const [order] = roundsIn(run)[0]?.questions ?? [];
    if (order?.kind !== 'order') throw new Error('an order');
    expect(order.places.filter(({ transport }) => transport === 'sse' || transport === 'websocket')).toEqual([
      expect.objectContaining({ from: 1, to: 2 }),
      expect.objectContaining({ from: 1, to: 2 }),
    ]);
  });

  test('ask for no order where the run decides none', () => {
    const same = { latenciesMs: spreadMs(1, 2) };
    const run = madeRun(
      [madeScenario('ticker', 5)],
      pointTrials('ticker', 'p0', 5, { sse: same, websocket: same }),
    );
    expect(roundsIn(run)[0]?.questions.map(({ kind }) => kind)).toEqual(['number']);
  });

  test('ask at both ends of an axis', () => {
    const [round] = roundsIn(sweep());
    expect(round?.questions.map(({ kind, text }) => [kind, text.match(/“.*”/)?.[0]])).toEqual([
      ['order', '“1 KiB”'],
      ['order', '“4 KiB”'],
      ['number', '“4 KiB”'],
    ]);
    expect(round?.spec.kind).toBe('curve');
  });

  test('ask for the order in between where neither end decides one', () => {
    const run = sweep();
    const same = { latenciesMs: spreadMs(1, 2) };
    const [all, even] = [USUAL, { sse: same, websocket: same }].map(figures =>
      ['p0', 'p1', 'p2'].flatMap(point => pointTrials('sweep', point, 5, figures)),
    );
    run.trials = [
      ...(even ?? []).filter(({ point }) => point !== 'p1'),
      ...(all ?? []).filter(({ point }) => point === 'p1'),
    ];
    const kinds = roundsIn(run)[0]?.questions.map(({ kind, text }) => [kind, text.match(/“.*”/)?.[0]]);
    expect(kinds).toEqual([
      ['order', '“2 KiB”'],
      ['number', '“4 KiB”'],
    ]);
  });

  test('of the samples have each question over a picture of its answer', () => {
    let apart = 0;
    for (const set of ['review', 'distance', 'tour']) {
      const run = readRun(join(ROOT, 'results/sample', set));
      for (const points of viewsOf(run)) {
        const { question } = points[0]?.scenario ?? {};
        const rounds = roundsOf(points, run).filter(({ id }) => !id.endsWith('.over-path'));
        const [first, ...others] = rounds;
        if (!first) continue;
        const { pictures, sentences } = scenarioAnswer(points, run);
        expect(first).toMatchObject({ question, sentences });
        expect(pictures.map(({ title }) => title)).toContain(first.chartTitle);
        // Each other chart has its own title and says something of its own.
        for (const one of others) {
          expect(one.question).toBe(one.chartTitle);
          expect(one.sentences).not.toContain(sentences[0]);
        }
        if (first.id.endsWith('.answer')) apart += 1;
      }
    }
    expect(apart).toBeGreaterThan(1);
  });

  test('ask something of each chart of the samples', () => {
    for (const set of ['review', 'distance']) {
      const rounds = roundsIn(readRun(join(ROOT, 'results/sample', set)));
      expect(rounds.length).toBeGreaterThan(20);
      expect(rounds.filter(({ questions }) => questions.length === 0).map(({ id }) => id)).toEqual([]);
    }
  });

  test('are none of a smoke run, of a run against itself, and without trials', () => {
    const [smoke, aa] = [ticker(), ticker()];
    smoke.run.preset = 'smoke';
    aa.run.aa = true;
    for (const run of [smoke, aa, madeRun([madeScenario('ticker', 5)], [])])
      expect(roundsIn(run)).toEqual([]);
  });
});

describe('a search', () => {
  const capacity = (transport: 'sse' | 'websocket', held: number, failed: number) => ({
    transport,
    blocks: 2,
    held,
    failed,
    notCounted: [],
  });

  test('asks which transport carries the fewest, where this is decided', () => {
    const [order, number] = capacityQuestions([
      capacity('sse', 1000, 1200),
      capacity('websocket', 2000, 2400),
    ]);
    expect(order).toMatchObject({
      kind: 'order',
      places: [
        { transport: 'sse', value: '1,000 subscribers', detail: '1,200 were too many', from: 1, to: 1 },
        { transport: 'websocket', from: 2, to: 2 },
      ],
    });
    expect(number).toMatchObject({ kind: 'number', value: 2000, max: 2400 });
  });

  test('asks for nothing that it does not decide', () => {
    const questions = capacityQuestions([
      capacity('sse', 1000, 1200),
      capacity('websocket', 1100, Number.POSITIVE_INFINITY),
    ]);
    expect(questions).toEqual([]);
  });
});

describe('a chart of which nothing else can be asked', () => {
  const lines = [
    { transport: 'sse' as const, points: [{ x: 500, y: [2, 1, 3] as [number, number, number] }] },
    { transport: 'tcp-floor' as const, points: [{ x: 500, y: [1, 1, 1] as [number, number, number] }] },
  ];

  test('asks for the value that it draws last, of a transport under test', () => {
    const spec = {
      kind: 'curve' as const,
      xAxis: 'Subscribers',
      xUnit: 'subscribers',
      yAxis: 'p99 latency (ms)',
      unit: 'ms',
      logarithmic: { x: true, y: true },
      lines,
      limit: null,
    };
    expect(drawnQuestion(spec)).toMatchObject({
      text: 'p99 latency of SSE at 500 subscribers, in ms',
      value: 2,
      min: 1,
      max: 3,
    });
    expect(drawnQuestion({ ...spec, lines: [] })).toBeNull();
  });

  test('asks for the whole of stacked parts, and does not name the largest', () => {
    const rows = [
      { transport: 'sse' as const, values: [1, 4] },
      { transport: 'tcp-floor' as const, values: [1, 1] },
    ];
    const spec = { kind: 'stack' as const, xAxis: 'Round trip (ms)', unit: 'ms', parts: ['Forward', 'Back'] };
    expect(drawnQuestion({ ...spec, rows })).toMatchObject({
      text: 'All parts together with SSE, in ms',
      value: 5,
    });
    expect(drawnQuestion({ ...spec, rows: rows.slice(1) })).toBeNull();
  });

  test('asks for no value of which a guess has no factor', () => {
    const points = [[3, 3, 3] as [number, number, number], [0, 0, 0] as [number, number, number]];
    const spec = { kind: 'settings' as const, xAxis: 'Connections', unit: 'connections', logarithmic: false };
    const of = (drawn: typeof points) =>
      drawnQuestion({ ...spec, labels: ['a', 'b'], lines: [{ transport: 'sse', points: drawn }] });
    expect(of(points)).toMatchObject({ text: 'Connections of SSE at “a”, in connections', value: 3 });
    expect(of(points.slice(1))).toBeNull();
  });
});

describe('what is shown of a round', () => {
  test('before the guess holds no value, and no order of values', () => {
    const [round] = roundsIn(ticker());
    if (!round) throw new Error('a compared scenario has a round');
    const { text } = renderFields(round);
    const order = round.questions.find(question => question.kind === 'order');
    for (const { value } of order?.places ?? []) expect(text).not.toContain(value);
    expect([...text.matchAll(/data-transport="([^"]+)"/g)].map(([, transport]) => transport)).toEqual([
      'short-polling',
      'long-polling',
      'sse',
      'websocket',
    ]);
  });

  test('after it has the guess beside theory and measurement', () => {
    const [round] = roundsIn(ticker());
    if (!round) throw new Error('a compared scenario has a round');
    const guess = ['short-polling', 'long-polling', 'sse', 'websocket'] as const;
    const text = textOf(renderCompared(round, [guess, 5.2]).text);
    expect(text).toContain('Your order is off by 8 places, all transports together.');
    expect(text).toMatch(/WebSocket 4 1 3 1\.04\sms 1\.00–1\.08 /);
    expect(text).toMatch(
      /You: 5\.2\sms\. Measured: 262\sms \(252–272\)\. The measured value is 50\.4 times your guess\./,
    );
    expect(textOf(renderCompared(round, [null, null]).text)).toContain('No order was guessed.');
  });

  test('names what theory gives beside a median: its median where it has one, else its mean', () => {
    const [round] = roundsIn(ticker());
    const [order] = round?.questions ?? [];
    if (!round || order?.kind !== 'order') throw new Error('the order of median latency');
    const modelOf = (name: string) => order.places.find(({ transport }) => transport === name)?.model;
    // The model of short polling is an even spread from 4 to 500 ms.
    expect(modelOf('short-polling')).toEqual({ value: '252\u00a0ms', what: 'median, by theory' });
    expect(modelOf('websocket')?.what).toBe('mean, by theory');
    const text = textOf(renderCompared(round, [null, null]).text);
    expect(text).toContain('Off by Median latency, measured By theory');
    expect(text).toMatch(/Short polling — 4 — [\d.]+\sms [\d.–]+ 252\sms median, by theory/);
    const bytes = roundsIn(ticker()).find(({ id }) => id === 'ticker.bytes')?.questions[0];
    expect(bytes?.kind === 'order' && bytes.places.every(({ model }) => model === null)).toBe(true);
  });
});

test('the closing trade-off asks for the order on both of its axes', () => {
  const asked = (run: Run) => {
    const scenarios = viewsOf(run);
    const { conclusion } = lectureOf(run, scenarios, [], 'So it is.', scenarios.flat()[0] ?? null);
    return conclusion?.picture?.questions.map(({ kind, text }) => [kind, text.split(',')[0]]);
  };
  expect(asked(ticker())).toEqual([
    ['order', 'Order of median latency'],
    ['order', 'Order of application bytes per delivery'],
  ]);
  // One block decides no order.
  const one = madeRun([madeScenario('ticker', 1)], pointTrials('ticker', 'p0', 1));
  expect(asked(one)?.map(([kind]) => kind)).toEqual(['number']);
});

test('a scenario without a chart asks for what it costs', () => {
  const run = ticker();
  expect(lectureOf(run, viewsOf(run), [], null, null).withoutChart).toEqual([]);
  const labels = Array.from({ length: 9 }, (_, index) => `cell ${index}`);
  const grid = madeScenario('cost-model', 5, labels);
  for (const [index, { load }] of grid.points.entries()) {
    // Two numbers differ from point to point: no axis, and too many for a picture.
    Object.assign(load, { payloadBytes: 100 * (1 + (index % 3)), subscribers: 10 * (1 + (index % 2)) });
  }
  const cells = madeRun(
    [grid],
    grid.points.flatMap(({ id }) => pointTrials('cost-model', id, 5)),
  );
  const { rounds, withoutChart } = lectureOf(cells, viewsOf(cells), [], null, null);
  expect(rounds).toEqual([]);
  expect(withoutChart.map(({ group }) => group)).toEqual(['cost-model']);
  expect(withoutChart[0]?.questions.map(({ kind }) => kind)).toContain('number');
  for (const { text } of withoutChart[0]?.questions ?? []) expect(text).toMatch(/server CPU per delivery/i);
});

test('a lecture ends with the answer, and has the claims that were judged', () => {
  const run = ticker();
  const scenarios = viewsOf(run);
  const [view = null] = scenarios.flat();
  const { conclusion, quiz } = lectureOf(run, scenarios, [], 'WebSocket is best.', view);
  expect(conclusion).toMatchObject({ id: 'answer', sentence: 'WebSocket is best.' });
  expect(conclusion?.picture).toMatchObject({ group: 'answer', theory: run.scenarios[0]?.prediction });
  expect(quiz).toEqual([]);
  expect(lectureOf(run, scenarios, [], 'WebSocket is best.', null).conclusion?.picture).toBeNull();
  expect(lectureOf(run, scenarios, [], null, view).conclusion).toBeNull();
});

test('a chart on a slide is enlarged as far as it fits, and never made smaller', () => {
  const [round] = roundsIn(sweep());
  if (!round) throw new Error('a compared scenario has a round');
  const { spec } = round;
  expect(slideScale(spec, 880, 2000)).toBe(2);
  expect(slideScale(spec, 2000, 540)).toBe(2);
  expect(slideScale(spec, 300, 200)).toBe(1);
});
