import { expect, test } from 'vitest';
import type { Answer, Decided } from '../../../report/model/needs.ts';
import { extentInWords } from '../../../report/words/answer.ts';
import { headline } from '../../../report/words/headline.ts';
import type { Transport } from '../../../scenarios/load/transport.ts';
import { madeScenario } from '../../made/run.ts';

type Front = readonly [first: Transport, ...beside: Transport[]];

/** A point at which the front counts and all of `more` are known to have more. */
function point([first, ...beside]: Front, more: Transport[], label = 'a point'): Decided {
  const scenario = madeScenario('ticker', 5, [label, 'another point']);
  const rival = (verdict: 'more' | 'unresolved') => (transport: Transport) => ({
    transport,
    against: { verdict },
  });
  return {
    ...{ measureId: 'p50', title: 'Median latency', unit: 'ms', price: null },
    view: { scenario, point: scenario.points[0] },
    first: { transport: first },
    rivals: [...beside.map(rival('unresolved')), ...more.map(rival('more'))],
    front: [first, ...beside],
  } as unknown as Decided;
}

const ALL: Transport[] = ['short-polling', 'long-polling', 'sse', 'websocket'];

/** An answer in which these are best at the only point, and all others have more there. */
const answer = (title: string, ...best: Transport[]): Answer => ({
  ...{ id: 'soon', title, best, compared: 1, bestAt: 1, path: null, overPaths: [] },
  counts: best.map(transport => ({ transport, at: 1 })),
  decided:
    best.length === 0
      ? []
      : [
          point(
            best as unknown as Front,
            ALL.filter(one => !best.includes(one)),
          ),
        ],
});

test('is null where no need is decided', () => {
  expect(headline([])).toBeNull();
  expect(headline([answer('Lowest latency')])).toBeNull();
});

test('names one transport that is best for every decided need', () => {
  expect(headline([answer('Lowest latency', 'sse')])).toBe(
    'SSE is best, or not distinguishable from the best, for the only decided need.',
  );
  expect(headline([answer('Lowest latency', 'sse'), answer('Little traffic', 'sse'), answer('Open')])).toBe(
    'SSE is best, or not distinguishable from the best, for both decided needs. Not decided: open.',
  );
});

test('names the needs for which others are best', () => {
  const answers = [
    answer('Lowest latency', 'websocket', 'sse'),
    answer('A stream', 'sse', 'websocket'),
    answer('Rare updates', 'long-polling', 'short-polling'),
  ];
  expect(headline(answers)).toBe(
    'SSE and WebSocket are each best, or not distinguishable from the best, for 2 of 3 decided needs; short polling and long polling for 1. Better than these in one need: short polling and long polling for “rare updates”.',
  );
  const more = [answer('Both ways', 'sse', 'websocket'), answer('Many idle subscribers', 'short-polling')];
  expect(headline([...answers, ...more])).toMatch(
    /for 3 of 5 decided needs; short polling for 2 and long polling for 1\. Better than these in 2 needs: short polling and long polling for “rare updates” and short polling for “many idle subscribers”\.$/,
  );
});

/** SSE is best for two needs, and WebSocket for latency, at these points. */
const withLatency = (decided: Decided[]) => [
  answer('Little traffic', 'sse'),
  answer('Little processor time', 'sse'),
  { ...answer('Lowest latency', 'websocket'), decided, compared: decided.length, bestAt: decided.length },
];
const even = point(['websocket'], ['short-polling']);
const lower = point(['websocket'], ['short-polling', 'sse'], 'frames, not POST');

test('calls nothing better that its own points do not decide to be so', () => {
  const sentence = headline(withLatency([even, even]));
  expect(sentence).toMatch(/^SSE is best, .* for 2 of 3 decided needs; WebSocket for 1\.$/);
});

test('names the point where only one of several decides it', () => {
  expect(headline(withLatency([lower, lower, even]))).toMatch(/: WebSocket for “lowest latency”\.$/);
  expect(headline(withLatency([lower, even, even]))).toMatch(
    / Better than SSE in one need: WebSocket for “lowest latency” \(only at “frames, not POST”\)\.$/,
  );
  const long = point(['websocket'], ['sse'], '50 visits a second, each on an open connection');
  expect(headline(withLatency([long, even, even]))).toMatch(
    / for “lowest latency” \(1 of 3 points, in “The ticker”\)\.$/,
  );
  const chat = structuredClone(lower);
  const { load } = chat.view.point;
  load.senders = { upstream: 'own' } as NonNullable<typeof load.senders>;
  expect(headline(withLatency([chat, even, even]))).toMatch(
    / WebSocket for “lowest latency” \(only in The ticker, where SSE sends by POST\)\.$/,
  );
});

test('counts the needs that are not decided where they are many', () => {
  const open = ['A', 'B', 'C', 'D'].map(title => answer(title));
  expect(headline([answer('Lowest latency', 'sse'), ...open])).toMatch(/ Not decided: 4 more needs\.$/);
});

test('the words of a need say at how many of its points each transport counts', () => {
  const counts: Answer['counts'] = [
    { transport: 'sse', at: 1 },
    { transport: 'websocket', at: 3 },
  ];
  expect(
    extentInWords({ ...answer('Soon', 'websocket'), decided: [even, even, lower], counts, compared: 5 }),
  ).toBe(
    'Lowest median latency, or not distinguishable from the lowest, at 3 decided points: WebSocket at all 3 and SSE at 1. This run does not decide 2 more points.',
  );
});
