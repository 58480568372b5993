import { PRACTICAL_EQUALITY } from '../../analysis/statistics/paired-ratios.ts';
import { inProse } from '../../scenarios/load/transport.ts';
import { type Contrast, contrastOf, type Pair } from '../model/contrast.ts';
import type { NeedWords } from '../model/need-list.ts';
import type { Answer } from '../model/needs.ts';
import { counted, list, range } from '../text/format.ts';

/** Whether all ratios count as equal. */
const isEqual = (least: number, most: number): boolean =>
  most <= 1 + PRACTICAL_EQUALITY && least >= 1 / (1 + PRACTICAL_EQUALITY);

/** `3.11 times the server CPU`, `20.4–26.6% less traffic`, `as much time`. */
function ratiosInWords({ compared, ratios }: Contrast, { amount }: NeedWords): string {
  const [least, most] = [ratios[0] ?? Number.NaN, ratios.at(-1) ?? Number.NaN];
  const size = isEqual(least, most)
    ? `as much ${amount}`
    : most < 1
      ? `${range(100 * (1 - most), 100 * (1 - least))}% less ${amount}`
      : `${range(least, most)} times the ${amount}`;
  return ratios.length < compared ? `${size} (${ratios.length} of ${counted(compared, 'test')})` : size;
}

const forLoad = (load: string): string => (load === '' ? '' : ` for ${load}`);

/**
 * `Compared with WebSocket, short polling takes 3.11 times the server CPU and 4.41 times the
 * traffic for rare updates; 20.4% less traffic for a stream; not decided: server CPU for a stream.`
 * Each ratio is the range over the tests that decide it. Empty where none of these needs is
 * compared. Of the needs that compare the pair, the first `most` are said.
 */
export function contrastInWords(answers: readonly Answer[], pair: Pair, most: number): string {
  const compared = answers
    .map(({ words, ...answer }) => ({ words, contrast: contrastOf(answer, pair) }))
    .filter(({ contrast }) => contrast.compared > 0)
    .slice(0, most);
  const decided = compared.filter(({ contrast }) => contrast.ratios.length > 0);
  if (decided.length === 0) return '';
  const clauses = [...Map.groupBy(decided, ({ words }) => words.load)].map(
    ([load, own]) =>
      `${list(own.map(({ words, contrast }) => ratiosInWords(contrast, words)))}${forLoad(load)}`,
  );
  const open = compared
    .filter(({ contrast }) => contrast.ratios.length === 0)
    .map(({ words }) => `${words.amount}${forLoad(words.load)}`);
  const undecided = open.length === 0 ? '' : `; not decided: ${list(open)}`;
  return `Compared with ${inProse(pair.baseline)}, ${inProse(pair.subject)} takes ${clauses.join('; ')}${undecided}.`;
}
