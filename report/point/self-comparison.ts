import { type SelfComparison, selfComparisons } from '../../analysis/comparison/self-comparison.ts';
import type { Run } from '../../results/format/run.ts';
import type { Cell } from '../charts/spec.ts';
import { heading } from '../parts/heading.ts';
import { renderTable } from '../parts/table.ts';
import { integer } from '../text/format.ts';
import { html, type Markup } from '../text/html.ts';
import {
  DIFFERENCE_COLUMNS,
  differencesByMetric,
  differencesInWords,
  intervalInWords,
  ratioInWords,
  verdictInWords,
} from '../words/verdicts.ts';

const row = ({ scenario, point, transport, comparison }: SelfComparison): Cell[] => [
  `${scenario.title}: ${point.label}`,
  { transport },
  comparison.metric.title,
  ratioInWords(comparison),
  intervalInWords(comparison),
  integer(comparison.ratios.length),
  verdictInWords(comparison),
];

/**
 * The result of an A/A run: each transport against itself, and how often a difference was found.
 */
export function renderSelfComparison(run: Run): Markup {
  const comparisons = selfComparisons(run);
  const byMetric = differencesByMetric(comparisons);
  return html`<section class="summary in-summary">
${heading(2, 'summary', 'Each transport against itself')}
<p class="rule">This is an A/A run: in each block every transport ran twice, as a and as b, in random order. Any difference here comes from chance or from the method. It shows how far the comparisons of other runs can be trusted.</p>
<p class="value">${differencesInWords(comparisons)}.</p>
${
  byMetric.length > 0 &&
  renderTable({
    caption: 'The same, metric by metric',
    columns: DIFFERENCE_COLUMNS,
    rows: byMetric,
  })
}
${
  comparisons.length > 0 &&
  renderTable({
    caption: 'Arm a divided by arm b, paired within blocks: the median ratio with its 95% interval',
    columns: ['Scenario and point', 'Transport', 'Metric', 'a / b', '95% interval', 'Blocks', 'Verdict'],
    rows: comparisons.map(row),
  })
}
</section>`;
}
