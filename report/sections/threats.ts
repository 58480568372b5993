import type { Run } from '../../results/format/run.ts';
import type { PointView } from '../model/point.ts';
import { foldedSection } from '../parts/folded-section.ts';
import { reveal } from '../parts/reveal.ts';
import { html, type Markup } from '../text/html.ts';
import { threatsOf } from '../words/threats.ts';

/** Reasons to doubt this run, and what the run itself shows about each. */
export function renderThreats(run: Run, points: readonly PointView[]): Markup | null {
  const threats = threatsOf(run, points);
  if (threats.length === 0) return null;
  return foldedSection(
    'threats',
    'Threats to validity',
    html`${reveal('threats to validity')}
<div class="measured">
<p class="rule">Each of these can make the values wrong, or of little use elsewhere. The text gives what this run shows about it.</p>
<div class="steps">${threats.map(({ title, text, touched }) => html`<div class="${touched ? 'threat touched' : 'threat'}"><h3>${title}${touched && html` <span class="mark">applies to this run</span>`}</h3><p>${text}</p></div>`)}</div>
</div>`,
  );
}
