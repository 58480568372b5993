import { expect, test } from 'vitest';
import type { Answer } from '../../../report/model/needs.ts';
import { kindsInWords } from '../../../report/words/kinds.ts';
import type { Transport } from '../../../scenarios/load/transport.ts';

const said = (...best: Transport[][]) => kindsInWords(best.map(own => ({ best: own }) as unknown as Answer));

test('counts the needs for which push, polling or either is best, most first', () => {
  expect(said(['sse'], ['websocket', 'sse'], ['short-polling'], ['sse', 'long-polling'], [])).toBe(
    'Push for 2 of 4 decided needs, polling for 1, either for 1.',
  );
  expect(said(['short-polling'], ['long-polling', 'short-polling'], ['sse'])).toBe(
    'Polling for 2 of 3 decided needs, push for 1.',
  );
  expect(said(['sse'], ['sse'], ['websocket'])).toBe('Push for all 3 decided needs.');
});

test('says nothing where few needs are decided', () => {
  expect(said(['sse'], ['sse'], [])).toBe('');
});
