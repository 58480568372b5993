import { answersOf } from '../../report/model/needs.ts';
import { viewPoint } from '../../report/model/point.ts';
import { overPathInWords, UNDECIDED } from '../../report/words/headline.ts';
import { kindsInWords } from '../../report/words/kinds.ts';
import { verdictInShort } from '../../report/words/verdict.ts';
import type { Run } from '../../results/format/run.ts';

/**
 * The verdict of a run, with which its report begins, and whether it holds over a path: the tables
 * above it have the values. Null for an A/A or a smoke run, which compare no transports.
 */
export function answerInWords(run: Run): string | null {
  const { aa, preset } = run.run;
  if (aa || preset === 'smoke' || run.trials.length === 0) return null;
  const views = run.scenarios.map(scenario => scenario.points.map(point => viewPoint(run, scenario, point)));
  const answers = answersOf(views, preset);
  return [kindsInWords(answers), verdictInShort(answers) || UNDECIDED, overPathInWords(answers)]
    .filter(Boolean)
    .join(' ');
}
