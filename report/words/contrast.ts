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
  return ratios.length < compared
    ? `${size} (decided in ${ratios.length} of ${counted(compared, 'test')})`
    : size;
}

/** One load, with the needs that have a decided ratio there, and those that have none. */
interface OfLoad {
  load: string;
  ratios: string[];
  open: string[];
}

function byLoad(compared: readonly { words: NeedWords; contrast: Contrast }[]): OfLoad[] {
  return [...Map.groupBy(compared, ({ words }) => words.load)].map(([load, own]) => ({
    load,
    ratios: own.flatMap(({ words, contrast }) =>
      contrast.ratios.length > 0 ? [ratiosInWords(contrast, words)] : [],
    ),
    open: own.flatMap(({ words, contrast }) => (contrast.ratios.length > 0 ? [] : [words.amount])),
  }));
}

const undecided = (open: readonly string[]): string =>
  open.length === 0 ? '' : `; not decided: ${list([...open])}`;

/**
 * `Compared with WebSocket, short polling takes 3.11 times the server CPU and 4.41 times the
 * traffic for rare updates.` and `For a stream it takes 20.4% less traffic; not decided: server
 * CPU.`: one sentence for each load. Each ratio is the range over the tests that decide it. A need
 * for which both are best is not called open. Empty where no ratio of these needs is decided. Of
 * the needs that compare the pair, the first `most` are said.
 */
export function contrastInWords(answers: readonly Answer[], pair: Pair, most: number): string {
  const compared = answers
    .map(answer => ({
      words: answer.words,
      contrast: contrastOf(answer, pair),
      isTied: answer.best.includes(pair.subject) && answer.best.includes(pair.baseline),
    }))
    .filter(({ contrast, isTied }) => contrast.ratios.length > 0 || (contrast.compared > 0 && !isTied))
    .slice(0, most);
  const loads = byLoad(compared);
  const first = loads.find(({ ratios }) => ratios.length > 0);
  if (!first) return '';
  const others = loads
    .filter(one => one !== first)
    .map(({ load, ratios, open }) =>
      ratios.length > 0
        ? `${capital(`for ${load}`)} it takes ${list(ratios)}${undecided(open)}.`
        : `Not decided for ${load}: ${list(open)}.`,
    );
  const where = first.load === '' ? '' : ` for ${first.load}`;
  return [
    `Compared with ${inProse(pair.baseline)}, ${inProse(pair.subject)} takes ${list(first.ratios)}${where}${undecided(first.open)}.`,
    ...others,
  ].join(' ');
}
