import { everyTrial } from '../../results/format/all-trials.ts';
import type { Run } from '../../results/format/run.ts';
import { heading } from '../parts/heading.ts';
import { renderSelfComparison } from '../point/self-comparison.ts';
import { html, type Markup } from '../text/html.ts';

/** The title above the scenarios: each answers its own question first. */
export function renderSummary(run: Run): Markup {
  if (everyTrial(run).length === 0) {
    return html`<section class="summary">
${heading(2, 'summary', 'What this run found')}
<p class="rule">Nothing: it has no trial.</p>
</section>`;
  }
  if (run.run.aa) return renderSelfComparison(run);
  return html`<section class="summary">
${heading(2, 'summary', 'Scenario by scenario')}
<p class="rule">All values, charts and theory open below each answer.</p>
</section>`;
}
