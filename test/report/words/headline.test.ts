import { expect, test } from 'vitest';
import type { Answer } from '../../../report/model/needs.ts';
import { headline } from '../../../report/words/headline.ts';
import type { Transport } from '../../../scenarios/load/transport.ts';

/** An answer of which the sentence uses the title and the best transports. */
const answer = (title: string, ...best: Transport[]): Answer => ({
  ...{ id: 'soon', title, best, next: [], decided: [] },
  ...{ compared: 1, bestAt: 1, togetherAt: 0, nextAt: 0, path: null, overPaths: [] },
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
    'SSE is best, or not distinguishable from the best, for all 2 decided needs. Not decided: open.',
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

test('counts the needs that are not decided where they are many', () => {
  const open = ['A', 'B', 'C', 'D'].map(title => answer(title));
  expect(headline([answer('Lowest latency', 'sse'), ...open])).toMatch(/ 4 more needs are not decided\.$/);
});
