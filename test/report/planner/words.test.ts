import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { costModelOf } from '../../../analysis/cost-model/fit.ts';
import type { CostModel } from '../../../analysis/cost-model/model.ts';
import { renderTable } from '../../../report/parts/table.ts';
import {
  answerInWords,
  furtherNumbersInWords,
  nearEqualInWords,
} from '../../../report/planner/answer-words.ts';
import { extrapolatedInWords } from '../../../report/planner/beyond-words.ts';
import { type BreakEvenPoint, breakEvenOf, stretchesOf } from '../../../report/planner/break-even.ts';
import { breakEvenInWords } from '../../../report/planner/break-even-words.ts';
import {
  CONTROLS,
  eachInput,
  FIRST_INPUT,
  INPUT_NAMES,
  type PlanInput,
} from '../../../report/planner/controls.ts';
import { costBars } from '../../../report/planner/cost-bars.ts';
import { notesOf, trafficInWords, transitInWords } from '../../../report/planner/notes.ts';
import { type PlannerData, planOf } from '../../../report/planner/plan.ts';
import { breakEvenTable, costPartsTable, planTable } from '../../../report/planner/tables.ts';
import { verdictInWords } from '../../../report/planner/words.ts';
import { renderPlanner } from '../../../report/sections/planner.ts';
import { seededRandom } from '../../../scenarios/load/seeded-random.ts';
import { textOf } from '../../harness/report-text.ts';
import { runOf, type Spoil } from '../../made/costs.ts';
import { COSTS, madeModel, NUMBERS, without } from '../../made/plans.ts';

const transit = { count: 80, meanMs: 0.4, p50Ms: 0.36 };

function answer(model = madeModel(), over: Partial<PlanInput> = {}, transitMs = 0.4): string {
  const input = { ...NUMBERS, ...over };
  return answerInWords(planOf(input, model, transitMs), input);
}

const notes = (model = madeModel(), over: Partial<PlanInput> = {}) =>
  notesOf(planOf({ ...NUMBERS, ...over }, model, 0.4));

describe('the answer', () => {
  test('names the winner and what it takes, for the numbers that were asked about', () => {
    expect(answer()).toBe(
      'For 5,000 subscribers, 12 events of 300 B per user per hour (each to one user), p99 within 500 ms and 4 cores: SSE is the cheapest that is good enough: 27.9 per month for 1 core, 88.3 GB out and 60.9 GB in.',
    );
  });

  test('says one event, and the range of the cost where its error is known', () => {
    const text = answer(madeModel(COSTS, { errorPercent: 10 }), { eventsPerUserHour: 1 });
    expect(text).toContain(', 1 event of 300 B per user per hour');
    expect(text).toMatch(/: [\d.]+ \([\d.]+–[\d.]+\) per month for 1 core/);
  });

  test('says who costs only a little more than what counts as equal', () => {
    const plan = planOf(NUMBERS, madeModel(), 0.4);
    const at = (websocket: number) => ({
      ...plan,
      cheapest: ['sse' as const],
      contenders: [],
      transports: plan.transports.map(one => ({
        ...one,
        costPerMonth: one.transport === 'sse' ? 20 : one.transport === 'websocket' ? websocket : 90,
      })),
    });
    expect(nearEqualInWords(at(21.02))).toBe('WebSocket costs only 5.10% more; up to 5% counts as equal.');
    expect(nearEqualInWords(at(22.1))).toBe('');
    expect(nearEqualInWords({ ...at(21.02), contenders: ['websocket'] })).toBe('');
    expect(nearEqualInWords({ ...at(21.02), cheapest: ['sse', 'websocket'] })).toBe('');
    expect(answerInWords(at(21.02), NUMBERS)).toContain(' WebSocket costs only 5.10% more;');
    expect(answer()).not.toContain('costs only');
  });

  test('says which cores are a precaution, and what they cost', () => {
    const carried = { subscribers: 2000, subscribersOfAny: 2000, polls: null };
    const model = madeModel(COSTS, { carried });
    const said =
      'a precaution, for %: 2,000 subscribers is the most that one process carried in a valid trial.';
    expect(answer(model, { subscribers: 4000 })).toContain(
      ` By the model 1 core is enough. The second is ${said.replace('%', '20.0 per month')}`,
    );
    expect(answer(model)).toContain(
      ` By the model 1 core is enough. The other 2 are ${said.replace('%', '40.0 per month')}`,
    );
    expect(answer(model, { cores: 1 })).not.toContain('precaution');
    expect(answer()).not.toContain('precaution');
    const row = planTable(planOf(NUMBERS, model, 0.4)).rows.find(([title]) => title === 'Cores');
    expect(row?.at(-1)).toMatchObject({ value: '3', detail: expect.stringMatching(/, 1 by the model$/) });
  });

  test('says how often to poll where short polling wins', () => {
    const cheap = {
      ...COSTS['short-polling'],
      wireDownBytesPerSecond: {},
      wireUpBytesPerSecond: {},
    };
    expect(answer(madeModel({ ...COSTS, 'short-polling': cheap }))).toMatch(
      /: short polling is the cheapest that is good enough, polling every 505 ms: 21\.2 per month for 1 core, 13\.2 GB out and 0 GB in\. Short polling pays with latency: p99 500 ms, against 0\.400–0\.429 ms with long polling, SSE and WebSocket\.$/,
    );
    expect(answer()).not.toContain('pays with latency');
  });

  test('polls no more rarely than the limit of the reader allows', () => {
    const cheap = { ...COSTS['short-polling'], wireDownBytesPerSecond: {}, wireUpBytesPerSecond: {} };
    for (const acceptableMs of [50, 2000]) {
      const plan = planOf({ ...NUMBERS, acceptableMs }, madeModel({ ...COSTS, 'short-polling': cheap }), 0.4);
      const polled = plan.transports.find(({ transport }) => transport === 'short-polling');
      expect(polled?.latency?.p99Ms).toBeCloseTo(acceptableMs, 5);
    }
  });

  test('has no cost where nothing has a price, and says one that reads the same once', () => {
    const free = { pricePerCoreMonth: 0, pricePerGbOut: 0 };
    expect(answer(madeModel(), free)).toMatch(
      /: short polling, long polling, SSE and WebSocket are good enough\. Nothing that they need has a price, so money does not decide\.$/,
    );
    const plan = planOf({ ...NUMBERS, ...free }, madeModel(), 0.4);
    expect(new Set(plan.transports.map(one => verdictInWords(plan, one)))).toEqual(new Set(['good enough']));
    expect(breakEvenInWords(breakEvenOf({ ...NUMBERS, ...free }, madeModel(), 0.4))).toMatch(
      /^Good enough, without a price, by events per user per hour: /,
    );
    expect(answer(madeModel(), { pricePerGbOut: 0 })).toMatch(
      /equal within 5%: each 20\.0 per month\. Short polling pays with latency: p99 500 ms, .* Money does not decide here\.$/,
    );
  });

  test('names no winner among those within 5%', () => {
    expect(answer(madeModel(without('wireDownBytesPerSecond')))).toMatch(
      /: SSE and WebSocket are the cheapest that are good enough, equal within 5%: 22\.3 and 21\.8 per month\. Money does not decide here\.$/,
    );
  });

  test('says of each why it is not good enough, where none is', () => {
    expect(answer(madeModel(), { acceptableMs: 1 }, 3)).toMatch(
      /, no transport is good enough: short polling \(p99 12\.9 ms, \d+ server processes, \d+ times the one that was measured\), long polling \(p99 3\.0\d ms\), SSE \(p99 3\.00 ms\) and WebSocket \(p99 3\.00 ms\)\.$/,
    );
  });

  test('decides nothing where no cost is known, and says why once', () => {
    const model = madeModel(without('cpuMicrosPerSecond'));
    expect(answer(model)).toMatch(/, it is not decided which transports are good enough: cost not known\.$/);
    const plan = planOf(NUMBERS, model, 0.4);
    expect(new Set(plan.transports.map(one => verdictInWords(plan, one)))).toEqual(new Set(['not decided']));
    expect(breakEvenInWords(breakEvenOf(NUMBERS, model, 0.4))).toMatch(/: no value everywhere\.$/);
    // Short polling cannot be as fast as this, whatever its CPU.
    expect(answer(model, { acceptableMs: 1 })).toMatch(
      /, no transport with a value is good enough: short polling \(p99 10\.3 ms\)\. Not decided for long polling, SSE and WebSocket: cost not known\.$/,
    );
  });
});

describe('what the answer must be read with', () => {
  test('is that money does not decide, where the model may be off by more than the difference', () => {
    const off = madeModel(COSTS, { errorPercent: 30 });
    expect(answer(off)).toMatch(
      / GB in\. Money does not decide here: between SSE and WebSocket, the difference is below the error of the model\.$/,
    );
    const plan = planOf(NUMBERS, off, 0.4);
    const verdicts = plan.transports.map(one => verdictInWords(plan, one));
    expect(verdicts).toEqual([
      'good enough',
      'good enough',
      'cheapest',
      'good enough, dearer by less than the model’s error',
    ]);
    expect(answer(madeModel(COSTS, { errorPercent: 1 }))).not.toContain('Money');
  });

  test('is that the error of CPU decides whether the cores are enough', () => {
    const busy = { subscribers: 100_000, eventsPerUserHour: 3600 };
    const off = madeModel(COSTS, { errorPercent: 40 });
    const texts = (cores: number) => notes(off, { ...busy, cores }).map(({ text }) => text);
    const said =
      /^Cores within the error of CPU: .*WebSocket 2–4\. So the model does not decide whether the cores are enough\.$/;
    expect(texts(3)).toContainEqual(expect.stringMatching(said));
    expect(texts(4).join(' ')).not.toMatch(/WebSocket 2–4/);
    expect(answer(off, { ...busy, cores: 3 })).toMatch(
      / Within the error of CPU, the cores may not be enough for .*WebSocket\./,
    );
    expect(answer(off, { ...busy, cores: 2 })).toMatch(
      /is good enough: .*\. Within the error of CPU, the cores may be enough for .*WebSocket\.$/,
    );
    const plan = planOf({ ...NUMBERS, ...busy, cores: 2 }, off, 0.4);
    const [, , , webSocket] = plan.transports;
    if (!webSocket) throw new Error('no plan');
    expect(verdictInWords(plan, webSocket)).toBe('cores not decided');
    const enough = planOf({ ...NUMBERS, ...busy, cores: 3 }, off, 0.4);
    expect(enough.transports.map(one => verdictInWords(enough, one)).at(-1)).toMatch(/, cores not decided$/);
    const row = planTable(enough).rows.find(([title]) => title === 'Cores');
    expect(row?.at(-1)).toMatchObject({
      value: '3',
      detail: expect.stringMatching(/^2–4, .* busy, ± 40\.0%$/),
    });
  });

  test('is that a value is of no use where its error is as large', () => {
    const row = (errorPercent: number, title: string) =>
      planTable(planOf(NUMBERS, madeModel(COSTS, { errorPercent }), 0.4)).rows.find(
        ([first]) => first === title,
      );
    expect(row(251, 'Memory')?.at(-1)).toEqual({
      value: 'no usable value',
      detail: 'error larger than the value',
    });
    expect(row(99, 'Memory')?.at(-1)).toMatchObject({ detail: '± 99.0%' });
    const traffic = 'Traffic out per month (GB)';
    expect(row(251, traffic)?.at(-1)).toMatchObject({ detail: 'error larger than the value' });
  });

  test('is that the error of a cost is not known, which is not the same as none', () => {
    const texts = (model: CostModel) => notes(model).map(({ text }) => text);
    expect(texts(madeModel())).toContain(
      'The error of the cost of short polling, long polling, SSE and WebSocket is not known. A small difference may be that error.',
    );
    expect(texts(madeModel(COSTS, { errorPercent: 1 })).join(' ')).not.toContain('is not known');
  });

  test('is that empty long polls have the bytes of an answer, where the run shows none', () => {
    const model = madeModel(COSTS, { errorPercent: 1 });
    const said =
      'Empty polls of long polling have the bytes of an answer here, which is too much: no cell shows theirs. Needed: scenario idle in the same run.';
    const texts = (over: Partial<PlanInput> = {}) => notes(model, over).map(({ text }) => text);
    expect(texts()).not.toContain(said);
    const [empty] = model['long-polling']?.fits.wireDownBytesPerSecond?.coefficients ?? [];
    if (!empty) throw new Error('no coefficient');
    empty.takenFrom = 'answer';
    expect(texts()).toContain(said);
    // No poll runs out at an event per second.
    expect(texts({ eventsPerUserHour: 3600 })).not.toContain(said);
  });

  test('is the range of p99 over the cells, in the table', () => {
    const tail = { leastMs: 1, medianMs: 3, mostMs: 9 };
    const rare = { ...NUMBERS, subscribers: 10, eventsPerUserHour: 1 };
    const plan = planOf(rare, madeModel(COSTS, { tail }), 0.4);
    const row = planTable(plan).rows.find(([title]) => typeof title === 'object');
    expect(row?.[0]).toEqual({
      value: 'p99 latency (ms)',
      detail: expect.stringMatching(
        /^push and long polling: not of your load, except for a queue: median p99 of the measured cells, up to [\d,]+ subscribers$/,
      ),
    });
    expect(row?.slice(1)).toEqual([
      '500',
      { value: '3.00', detail: '1.00–9.00' },
      { value: '3.00', detail: '1.00–9.00' },
      { value: '3.00', detail: '1.00–9.00' },
    ]);
  });

  test('is that the CPU is that of events to one, where the run did not measure events to many', () => {
    const many = { subscribersPerEvent: 100 };
    const [first] = notes(madeModel(), many);
    expect(first?.text).toBe(
      'The CPU of short polling, long polling, SSE and WebSocket is that of events to one user, which is too much: what goes to many is built once. Needed: scenario capacity in the same run.',
    );
    const shared = {
      micros: 5,
      mostMicros: 5,
      leastMicros: 4,
      mostPerSecond: 1e5,
      mostPollsPerSecond: 1e5,
      mostSubscribers: 8000,
      payloadBytes: 300,
      mostKibPerSecond: 0,
      kib: null,
      turn: null,
    };
    expect(notes(madeModel(COSTS, { shared }), many)[0]?.text).not.toContain('events to one');
    expect(notes()[0]?.text).not.toContain('events to one');
    expect(answer(madeModel(), many)).toContain('(each to 100 users)');
  });

  test('is that heartbeats change bytes alone, where the fit found no CPU of them', () => {
    const costs = { ...COSTS, sse: { ...COSTS.sse, cpuMicrosPerSecond: { constant: 8000, delivery: 14 } } };
    const texts = (heartbeatSeconds: number) =>
      notes(madeModel(costs), { heartbeatSeconds }).map(({ text }) => text);
    expect(texts(5)).toContain(
      'This run found no CPU of a heartbeat for SSE: another interval changes their bytes alone.',
    );
    expect(texts(15).join(' ')).not.toContain('heartbeat');
    expect(answer(madeModel(), { heartbeatSeconds: 30 })).not.toBe(answer());
  });

  test('is how far the model is off, or that nobody tested it', () => {
    const tested = notes(madeModel(COSTS, { errorPercent: -4 })).map(({ text }) => text);
    expect(tested.at(-1)).toMatch(
      /^Largest model errors at held-out cells: CPU 4\.00%, memory 4\.00%, traffic out 4\.00% and traffic in 4\.00%\. The ± of a value is the 95% prediction interval if that is more\.$/,
    );
    const untested = notes().map(({ text }) => text);
    expect(untested.at(-1)).toMatch(/^Not tested at held-out cells: CPU of short polling, /);
  });

  test('is where it goes beyond what was measured', () => {
    const [first] = notes(costModelOf(runOf()), { subscribers: 4000 });
    expect(first?.warn).toBe(true);
    expect(first?.text).toMatch(/^Extrapolated outside the measured range of one server process: /);
    expect(first?.text).toMatch(/SSE and WebSocket in subscribers \(above\)/);
    const memory = notes(madeModel(COSTS, { mostSubscribersInMemory: 4000 }));
    expect(memory[0]?.text).toMatch(
      /: short polling, long polling, SSE and WebSocket in subscribers held in memory \(above\)\.$/,
    );
    const within = notes(costModelOf(runOf()), { subscribers: 400, eventsPerUserHour: 7200 });
    expect(within.some(({ text }) => text.startsWith('Extrapolated'))).toBe(false);
  });

  test('is on which side of the measured range it is', () => {
    const [one] = planOf(NUMBERS, madeModel(), 0.4).transports;
    if (!one) throw new Error('no plan');
    const beyond = [{ name: 'subscribers' as const, value: 20, most: 10, times: 2 }];
    const extrapolated = ['subscribers' as const, 'payloadBytes' as const];
    expect(extrapolatedInWords({ ...one, extrapolated, beyond, memoryExtrapolated: false })).toBe(
      'subscribers (above) and bytes of payload (below)',
    );
    const [far] = beyond.map(own => ({ ...own, value: 50, times: 5 }));
    expect(
      extrapolatedInWords({ ...one, extrapolated, beyond: far ? [far] : [], memoryExtrapolated: false }),
    ).toBe('bytes of payload (below) and subscribers (5.00 times as much)');
  });

  test('is how far beyond, and where there is no value why and what would give one', () => {
    const model = madeModel(COSTS, { most: { subscribers: 1000 } });
    const far = answer(model);
    expect(far).toMatch(
      / GB in\. This is an extrapolation: 5,000 subscribers in one process are 5\.00 times the most to which the model was fitted\.$/,
    );
    expect(notes(model)[0]?.text).toMatch(/in subscribers \(5\.00 times as much\)\.$/);
    expect(answer(madeModel(COSTS, { most: { subscribers: 2000 } }))).not.toContain('extrapolation');
    const small = madeModel(COSTS, { most: { subscribers: 300 } });
    expect(notes(small, { subscribers: 12_000, cores: 3 })[1]).toEqual({
      warn: true,
      text: 'No value for long polling, SSE and WebSocket: 12,000 subscribers, 40.0 times the most to which the model was fitted. Values end at 10 times. Needed: a cell of scenario cost-model with at least 1,200 subscribers in one process.',
    });
    const measured = model['short-polling']?.measured;
    if (measured) measured.subscribers.most = 1e6;
    expect(answer(model, { subscribers: 42_000, acceptableMs: 10_000 })).toMatch(
      / No value for long polling, SSE and WebSocket\.$/,
    );
    expect(answer(small, { subscribers: 42_000 })).toMatch(
      /, no transport has a value: the load is more than 10 times the most that was measured\.$/,
    );
    const million = notes(madeModel(), { subscribers: 1_000_000, eventsPerUserHour: 3600 }).map(
      ({ text }) => text,
    );
    expect(million.join(' ')).toMatch(
      /\d+ server processes, \d+ times the one that was measured\. Values end at 10 times\. Needed: measurements with several server processes, which this lab does not make\./,
    );
  });

  test('in a table says that there is no value', () => {
    const model = madeModel(COSTS, { most: { deliveriesPerSecond: 10 } });
    const { rows } = breakEvenTable(NUMBERS, model, 0.4);
    expect(rows.at(-1)?.[3]).toMatchObject({
      value: 'no value',
      detail: expect.stringContaining('deliveries per second'),
    });
    expect(breakEvenInWords(breakEvenOf(NUMBERS, model, 0.4))).toMatch(/; no value from [\d.]+ on\.$/);
    const table = planTable(planOf({ ...NUMBERS, eventsPerUserHour: 36_000 }, model, 0.4));
    const row = (title: string) => table.rows.find(([first]) => first === title)?.slice(1);
    expect(row('Cost per month')).toEqual(['—', '—', '—', '—']);
    expect(row('Cores')).toEqual(['—', '—', '—', '—']);
  });

  test('is which bytes are paid for, and which way they go', () => {
    expect(trafficInWords('wire')).toMatch(/every byte on the wire, .*: out from the server, in to it/);
    expect(trafficInWords('application')).toMatch(/did not count wire bytes/);
    expect(transitInWords(0.4)).toContain('0.400 ms');
    expect(transitInWords(null)).toContain('leaves out the network path');
  });
});

describe('break-even', () => {
  const points = breakEvenOf(NUMBERS, madeModel(), 0.4);

  test('goes over all numbers of events, in stretches without a gap', () => {
    const stretches = stretchesOf(points);
    const { min, max } = CONTROLS.eventsPerUserHour;
    expect(stretches.at(0)?.fromEventsPerUserHour).toBe(min);
    expect(stretches.at(-1)?.toEventsPerUserHour).toBe(max);
    for (const [index, { cheapest, toEventsPerUserHour }] of stretches.entries()) {
      const next = stretches[index + 1];
      if (!next) continue;
      expect(next.cheapest).not.toEqual(cheapest);
      const place = points.findIndex(one => one.eventsPerUserHour === toEventsPerUserHour);
      expect(points[place + 1]?.eventsPerUserHour).toBe(next.fromEventsPerUserHour);
    }
  });

  test('is the plan of each number', () => {
    const one = points[50];
    if (!one) throw new Error('no such place');
    const input = { ...NUMBERS, eventsPerUserHour: one.eventsPerUserHour };
    expect(one.plan).toEqual(planOf(input, madeModel(), 0.4));
    expect(breakEvenInWords(points)).toMatch(
      /^Cheapest that is good enough, by events per user per hour: SSE up to /,
    );
  });

  test('says up to five stretches, and counts further ones if they are two or more', () => {
    const [point] = points;
    if (!point) throw new Error('no point');
    const changing = (count: number): BreakEvenPoint[] =>
      Array.from({ length: count }, (_, index) => ({
        eventsPerUserHour: index + 1,
        plan: { ...point.plan, cheapest: [index % 2 === 0 ? 'sse' : 'websocket'] },
      }));
    expect(breakEvenInWords(changing(5))).toMatch(/; WebSocket at 4; SSE at 5\.$/);
    expect(breakEvenInWords(changing(6))).toMatch(
      /; WebSocket at 4; then 2 more changes, which the chart shows\.$/,
    );
  });

  test('has a table with a row for the reader’s own number', () => {
    const { rows, columns } = breakEvenTable(NUMBERS, madeModel(), 0.4);
    expect(columns).toEqual([
      'Events per user per hour',
      'Short polling',
      'Long polling',
      'SSE',
      'WebSocket',
    ]);
    expect(rows.map(([first]) => first)).toEqual([
      '0.1',
      '1',
      '10',
      '12 (yours)',
      '100',
      '1,000',
      '10,000',
      '36,000',
    ]);
    expect(rows[3]?.[3]).toBe('27.9');
    const own = breakEvenTable({ ...NUMBERS, eventsPerUserHour: 100 }, madeModel(), 0.4);
    expect(own.rows.map(([first]) => first)).toContain('100 (yours)');
    expect(own.rows).toHaveLength(7);
  });
});

/** CPU that scatters by 10%. */
function scattering(): Spoil {
  const random = seededRandom(13);
  return figures => {
    figures.cpuMicrosPerSecond *= 1 + 0.2 * (random() - 0.5);
  };
}

describe('whatever is asked', () => {
  const corner = fc.tuple(
    ...INPUT_NAMES.map(name => {
      const { min, max, fallback } = CONTROLS[name];
      return fc.constantFrom(min, max, fallback);
    }),
  );

  test.each([
    ['a model without errors', madeModel()],
    ['a model with errors', madeModel(COSTS, { errorPercent: 120 })],
    ['a model without CPU', madeModel(without('cpuMicrosPerSecond'))],
    [
      'a process that is full of itself',
      madeModel({ sse: { ...COSTS.sse, cpuMicrosPerSecond: { constant: 8e5 } } }),
    ],
    ['a run', costModelOf(runOf())],
    ['a run whose values scatter', costModelOf(runOf(scattering(), 1))],
    ['a small grid', madeModel(COSTS, { most: { subscribers: 300, answersPerSecond: 0 } })],
    [
      'a model with a tail and little that was carried',
      madeModel(COSTS, {
        errorPercent: 120,
        tail: { leastMs: 1, medianMs: 3, mostMs: 9 },
        carried: { subscribers: null, subscribersOfAny: 30, polls: null },
      }),
    ],
  ])('nothing reads as NaN, undefined, null or Infinity: %s', (_, model) => {
    fc.assert(
      fc.property(corner, fc.constantFrom(0, 0.4, 300), (values, transitMs) => {
        const input = eachInput(name => values[INPUT_NAMES.indexOf(name)] as number);
        const plan = planOf(input, model, transitMs);
        const table = planTable(plan);
        const text = [
          answerInWords(plan, input),
          breakEvenInWords([{ eventsPerUserHour: input.eventsPerUserHour, plan }]),
          ...notesOf(plan).map(note => note.text),
          furtherNumbersInWords(input),
          textOf(costBars(plan).text),
          textOf(renderTable(costPartsTable(plan)).text),
          textOf(renderTable(table).text),
        ].join('\n');
        expect(text).not.toMatch(/\b(NaN|undefined|null|Infinity)\b|∞|\[object/);
        expect(table.rows.every(row => row.length === table.columns.length)).toBe(true);
      }),
    );
  });
});

describe('the section', () => {
  test('is there only where a run tells what things cost', () => {
    expect(renderPlanner({}, { transit })).toBeNull();
    expect(renderPlanner(madeModel(without('cpuMicrosPerSecond')), { transit })).toBeNull();
    expect(renderPlanner(madeModel(), { transit: null })).not.toBeNull();
  });

  test('reads without a script: the answer, the tables, what it rests on', () => {
    const page = renderPlanner(madeModel(), { transit })?.text ?? '';
    const text = textOf(page);
    expect(text).toContain(answerInWords(planOf(FIRST_INPUT, madeModel(), transit.meanMs), FIRST_INPUT));
    expect(text).toMatch(/Verdict good enough good enough cheapest good enough/);
    expect(text).toMatch(/Cores 1 0\.2\d+ busy 1 0\.0\d+ busy/);
    expect(text).toMatch(/Poll interval \(ms\) 505 — — —/);
    expect(text).toMatch(/60 \(yours\)/);
    expect(text).toContain('Latency includes one transit on this run’s idle machine, 0.400 ms');
    expect(page).toMatch(/<form [^>]* hidden>/);
    expect(page).not.toMatch(/ style="/);
  });

  test.each([
    ['twice what was measured', 1000, false],
    ['four times', 500, true],
    ['200 times, where there is no value', 10, false],
  ])('the answer is not bold far beyond the measurements: %s', (_, subscribers, isFar) => {
    const model = madeModel(COSTS, { most: { subscribers } });
    const page = renderPlanner(model, { transit })?.text ?? '';
    const written = page.match(/<p class="([^"]+)"><output id="plan-answer"/)?.[1];
    expect(written).toBe(isFar ? 'plan-answer far' : 'plan-answer');
    const text = answerInWords(planOf(FIRST_INPUT, model, transit.meanMs), FIRST_INPUT);
    expect(text.includes('This is an extrapolation')).toBe(isFar);
  });

  test('has a labelled field and a slider for each number', () => {
    const page = renderPlanner(madeModel(), { transit })?.text ?? '';
    for (const name of INPUT_NAMES) {
      const { key, fallback } = CONTROLS[name];
      expect(page).toContain(`<label for="plan-${key}">`);
      expect(page).toContain(`<input type="number" id="plan-${key}" value="${fallback}"`);
      expect(page).toMatch(new RegExp(`<input type="range" id="plan-${key}-slider" aria-label="[^"]+"`));
    }
    expect(page).toMatch(/<span class="unit" id="plan-payload-unit">B<\/span>/);
    for (const range of [
      'Subscribers: in one process CPU of 0–1,000,000,000,000',
      'Acceptable p99 latency: poll intervals of 250–5,000 ms',
      'Cores available: one server process',
    ]) {
      expect(page).toContain(range);
    }
    expect(page).toContain(
      'aria-describedby="plan-subscribers-unit plan-subscribers-measured plan-subscribers-fault"',
    );
    const ids = [...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('gives the script a model that plans the same, and nothing that could end its element', () => {
    const label = '</script><script>globalThis.broken = 1</script>';
    const model = madeModel(COSTS, { errorPercent: 5, label });
    const page = renderPlanner(model, { transit })?.text ?? '';
    const json = page.match(/<script type="application\/json" id="plan-data">(.*?)<\/script>/)?.[1] ?? '';
    const data = JSON.parse(json) as PlannerData;
    expect(planOf(NUMBERS, data.model, data.transitMs)).toEqual(planOf(NUMBERS, model, 0.4));
    // Its own, and the chart's, which the page fills.
    expect(page.match(/<script/g)).toHaveLength(2);
    expect(page).not.toContain('<script>globalThis');
    expect(data.model.sse?.fits.cpuMicrosPerSecond?.cells).toEqual([]);
  });
});
