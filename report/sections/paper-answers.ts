import type { Run } from '../../results/format/run.ts';
import type { PointView } from '../model/point.ts';
import { scenarioAnswer } from '../point/scenario-answer.ts';
import { html, type Markup } from '../text/html.ts';
import { unbroken } from '../text/unbroken.ts';

/**
 * What each scenario answers to its own question, one sentence each: for the printed summary, which
 * leaves the scenarios out. Hidden on the screen. Null where the run compares nothing.
 */
export function renderPaperAnswers(run: Run, scenarios: readonly PointView[][]): Markup | null {
  if (run.run.aa || run.run.preset === 'smoke') return null;
  const answers = scenarios.flatMap(points => {
    const [first] = points;
    const [sentence] =
      first && points.some(({ transports }) => transports.some(one => one.trials.length > 0))
        ? scenarioAnswer(points, run).sentences
        : [];
    return first && sentence ? [{ title: first.scenario.title, sentence }] : [];
  });
  if (answers.length === 0) return null;
  return html`<section class="paper-answers in-summary" hidden>
<h2 id="scenario-answers">What each scenario found</h2>
<ul>${answers.map(({ title, sentence }) => html`<li><b>${title}:</b> ${unbroken(sentence)}</li>`)}</ul>
</section>`;
}
