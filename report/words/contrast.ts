import { PRACTICAL_EQUALITY } from '../../analysis/statistics/paired-ratios.ts';
import { inProse } from '../../scenarios/load/transport.ts';
import { type Contrast, contrastOf, type Pair } from '../model/contrast.ts';
import type { NeedWords } from '../model/need-list.ts';
import type { Answer } from '../model/needs.ts';
import { capital, counted, list, range } from '../text/format.ts';

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
  return ratios.length < compared ? `${size} (in ${ratios.length} of ${counted(compared, 'test')})` : size;
}

/**
 * `Compared with WebSocket, short polling takes 3.11 times the server CPU and 4.41 times the
 * traffic for rare updates.` and `For a stream it takes 20.4% less traffic.`: one sentence for each
 * load. Each ratio is the range over the tests that decide it. What no test decides is left to the
 * matrix. Empty where no ratio of these needs is decided. Of the needs with a decided ratio, the
 * first `most` are said.
 */
export function contrastInWords(answers: readonly Answer[], pair: Pair, most: number): string {
  const compared = answers
    .map(answer => ({ words: answer.words, contrast: contrastOf(answer, pair) }))
    .filter(({ contrast }) => contrast.ratios.length > 0)
    .slice(0, most);
  const loads = [...Map.groupBy(compared, ({ words }) => words.load)].map(([load, own]) => ({
    load,
    ratios: list(own.map(({ words, contrast }) => ratiosInWords(contrast, words))),
  }));
  return loads
    .map(({ load, ratios }, index) => {
      const where = load === '' ? '' : `for ${load}`;
      if (index > 0) return `${capital([where, 'it takes', ratios].filter(Boolean).join(' '))}.`;
      return `Compared with ${inProse(pair.baseline)}, ${inProse(pair.subject)} takes ${[ratios, where].filter(Boolean).join(' ')}.`;
    })
    .join(' ');
}
