import type { Run } from '../../bench/results.ts';
import { PRACTICAL_EQUALITY } from '../../bench/statistics.ts';
import { given } from '../format.ts';
import { anchor, html, type Markup } from '../html.ts';
import type { PointView } from '../model/point.ts';
import { renderFindings } from './findings.ts';
import { heading } from './heading.ts';
import { renderSelfComparison } from './self-comparison.ts';

/** What the run found, in plain words and computed from its trials alone. */
export function renderSummary(run: Run, scenarios: PointView[][]): Markup {
  if (run.trials.length === 0) {
    return html`<section class="summary">
${heading(2, 'summary', 'What this run found')}
<p class="rule">Nothing: it has no trial.</p>
</section>`;
  }
  if (run.run.aa) return renderSelfComparison(run);
  const sections = scenarios.map(points => {
    const scenario = points[0]?.scenario;
    if (!scenario) return null;
    return html`<section class="found"><h3><a href="#${anchor('scenario', scenario.id)}">${scenario.title}</a></h3>
<p>${scenario.question}</p>${renderFindings(points, run)}</section>`;
  });
  return html`<section class="summary">
${heading(2, 'summary', 'What this run found')}
<p class="rule">A transport is called lowest only where every other one has more: the ratio of the two is taken in each block, and the whole 95% interval of the median ratio must lie above ${given(1 + PRACTICAL_EQUALITY)}. An interval within ±${given(PRACTICAL_EQUALITY * 100)}% counts as equal; what is neither is not resolved by this run. In brackets behind a figure stands its range over the blocks, behind a ratio its interval. A ratio (×) is to the transport named first, and the median of the blocks: it need not be the quotient of the two figures.</p>
${sections}
</section>`;
}
