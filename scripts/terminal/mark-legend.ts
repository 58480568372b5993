import { PRACTICAL_EQUALITY } from '../../analysis/statistics/paired-ratios.ts';
import { given } from '../../report/text/format.ts';
import { MARKS, type Mark } from './terminal-table.ts';

/** A text with tables, and the marks of their values. */
export interface MarkedText {
  text: string;
  marks: readonly Mark[];
}

const LEGEND: Readonly<Record<Mark, string>> = {
  best: `${MARKS.best} lowest of its column: each other transport under test is higher, or equal within ${given(PRACTICAL_EQUALITY * 100)}%.`,
  leading: `${MARKS.leading} leads its column, as “tied” in the report: others are higher, but which is lowest is not decided.`,
};
const UNMARKED = 'A measure without a mark is not decided.';
const NO_MARK = 'No value is marked as the lowest of its column: this run decides none.';
const ROUGH = '~ too few notifications per trial for a comparison. The report has the intervals.';

/** What the marks in these tables mean. */
export function legendOf({ text, marks }: MarkedText): string[] {
  const shown = (['best', 'leading'] as const).filter(mark => marks.includes(mark));
  return [
    ...shown.map(mark => LEGEND[mark]),
    shown.length > 0 ? UNMARKED : NO_MARK,
    ...(/ ~\d/.test(text) ? [ROUGH] : []),
  ];
}
