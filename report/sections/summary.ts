import { everyTrial } from '../../results/format/all-trials.ts';
import type { Run } from '../../results/format/run.ts';
import type { PointView } from '../model/point.ts';
import { heading } from '../parts/heading.ts';
import { reveal } from '../parts/reveal.ts';
import { renderSelfComparison } from '../point/self-comparison.ts';
import { takeaway } from '../point/takeaway.ts';
import { anchor, html, type Markup } from '../text/html.ts';

/** The results of each scenario in sentences, computed from the trials of the run alone. */
export function renderSummary(run: Run, scenarios: PointView[][]): Markup {
  if (everyTrial(run).length === 0) {
    return html`<section class="summary">
${heading(2, 'summary', 'What this run found')}
<p class="rule">Nothing: it has no trial.</p>
</section>`;
  }
  if (run.run.aa) return renderSelfComparison(run);
  const sections = scenarios.map(points => {
    const scenario = points[0]?.scenario;
    if (!scenario) return null;
    const sentences = takeaway(points, run);
    return html`<section class="found"><h3><a href="#${anchor('scenario', scenario.id)}">${scenario.title}</a></h3>
<p>${scenario.question}</p><ul class="sentences">${(sentences.length > 0 ? sentences : ['Nothing was compared.']).map(sentence => html`<li>${sentence}</li>`)}</ul></section>`;
  });
  return html`<section class="summary">
${heading(2, 'summary', 'Scenario by scenario')}
${reveal('scenario by scenario')}
<p class="rule">Each scenario section gives the values and intervals behind these sentences.</p>
<div class="measured">${sections}</div>
</section>`;
}
