import { answersOf } from '../../report/model/needs.ts';
import { viewPoint } from '../../report/model/point.ts';
import { headline, UNDECIDED } from '../../report/words/headline.ts';
import type { Run } from '../../results/format/run.ts';

/**
 * The answer of a run, in the sentence with which its report begins; null for an A/A or a smoke
 * run, which compare no transports.
 */
export function answerInWords(run: Run): string | null {
  const { aa, preset } = run.run;
  if (aa || preset === 'smoke' || run.trials.length === 0) return null;
  const views = run.scenarios.map(scenario => scenario.points.map(point => viewPoint(run, scenario, point)));
  return headline(answersOf(views, preset)) ?? UNDECIDED;
}
