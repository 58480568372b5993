import type { Run, RunScenario } from '../../bench/results.ts';
import { anchor, html, type Markup } from '../html.ts';
import type { PointView } from '../model/point.ts';
import { heading } from './heading.ts';
import { notice } from './notice.ts';
import { renderPoint } from './point.ts';
import { renderSweep } from './sweep.ts';

/** One scenario: what is asked, what theory expects, and what each of its points showed. */
export function renderScenario(run: Run, scenario: RunScenario, points: PointView[]): Markup {
  const tried = run.trials.some(trial => trial.scenario === scenario.id);
  const claims =
    scenario.claims.length > 0 &&
    html`<p class="claims">Bears on the claims ${scenario.claims.join(', ')}</p>`;
  return html`<section class="scenario">
${heading(2, anchor('scenario', scenario.id), scenario.title)}
<p class="question">${scenario.question}</p>
<div class="prediction"><h3>What theory predicts</h3><p>${scenario.prediction}</p>${claims}</div>
${
  tried
    ? [renderSweep(points), ...points.map(view => renderPoint(view, run))]
    : notice('Not measured', html`The run ended before this scenario had a trial.`)
}
</section>`;
}
