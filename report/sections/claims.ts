import type { ClaimFigure, ClaimVerdict } from '../../analysis/claims/claims.ts';
import type { Complexity } from '../../analysis/claims/code-size.ts';
import type { Run, RunScenario } from '../../results/format/run.ts';
import type { Table } from '../charts/spec.ts';
import { renderCheck } from '../parts/check.ts';
import { heading } from '../parts/heading.ts';
import { reveal } from '../parts/reveal.ts';
import { renderTable } from '../parts/table.ts';
import { counted, range, withUnit } from '../text/format.ts';
import { anchor, html, type Markup } from '../text/html.ts';
import { type Pack, unpacked } from '../text/packed.ts';
import { renderComplexity } from './complexity.ts';

type Verdict = ClaimVerdict['verdict'];

/** A word and a symbol for each verdict; the style sheet adds a colour. */
const BADGES: Record<Verdict, { symbol: string; kind: string }> = {
  holds: { symbol: '✓', kind: 'holds' },
  'holds if': { symbol: '◐', kind: 'holds-if' },
  refuted: { symbol: '✗', kind: 'refuted' },
  'not measured': { symbol: '–', kind: 'not-measured' },
};

const VERDICTS = Object.keys(BADGES) as Verdict[];

function badge(verdict: Verdict): Markup {
  const { symbol, kind } = BADGES[verdict];
  return html`<b class="badge ${kind}"><span aria-hidden="true">${symbol}</span> ${verdict}</b>`;
}

/**
 * The place where a value was measured, as headings name it; ids if the run does not have the
 * place.
 */
function placeOf({ scenarios }: Run, { scenario, point }: ClaimFigure): string {
  const own = scenarios.find(({ id }) => id === scenario);
  const label = own?.points.find(({ id }) => id === point)?.label ?? point;
  return [own?.title ?? scenario, label].filter(Boolean).join(': ');
}

const tableOf = (run: Run, { id, figures }: ClaimVerdict): Table => ({
  caption: `The values behind the verdict on ${id}. Small print: the 95% interval of a ratio, or the range over the blocks of another value`,
  columns: ['Metric', 'Transport', 'Value', 'Scenario and point'],
  rows: figures.map(one => [
    one.label,
    one.transport ? { transport: one.transport } : 'all',
    {
      value: withUnit(one.value, one.unit),
      detail: one.lower === null || one.upper === null ? '' : range(one.lower, one.upper),
    },
    placeOf(run, one),
  ]),
});

/** The anchor of a scenario's charts; for a sweep, the charts of all points side by side. */
function chartsOf({ id, search, points: [first, second] }: RunScenario): string {
  if (search || !first) return anchor('scenario', id);
  return second ? anchor('sweep', id) : anchor('point', id, first.id);
}

/**
 * Links to the charts of the scenarios that a verdict rests on; null if the report has none of
 * them.
 */
function links({ scenarios }: Run, { figures }: ClaimVerdict): Markup | null {
  const used = scenarios.filter(({ id }) => figures.some(({ scenario }) => scenario === id));
  if (used.length === 0) return null;
  return html`<p class="detail">Measured in: ${used.map((scenario, index) => html`${index > 0 && ', '}<a href="#${chartsOf(scenario)}">${scenario.title}</a>`)}</p>`;
}

/** The reason of a verdict, and what the run would need for one. */
function reasons({ verdict, because, missing }: ClaimVerdict): Markup {
  return html`<p class="detail">${because}${verdict === 'not measured' && missing && html` Needed: ${missing}.`}</p>`;
}

function card(run: Run, claim: ClaimVerdict, pack: Pack): Markup {
  const { id, verdict, condition, figures } = claim;
  return html`<article class="claim" id="${anchor('claim', id)}">
<h3><span>${id}</span> ${claim.claim}</h3>
<p>${badge(verdict)}${condition && html` ${condition}`}</p>
<details><summary>Why</summary>${reasons(claim)}
${links(run, claim)}
${figures.length > 0 && html`<details><summary>${counted(figures.length, 'value')} behind the verdict</summary>${pack(renderTable(tableOf(run, claim), 'texts'), 'figures-behind')}</details>`}
</details></article>`;
}

/** The verdicts of this run on common claims; claims that it did not measure are folded. */
export function renderClaims(
  run: Run,
  claims: readonly ClaimVerdict[],
  complexity: Complexity | null,
  pack: Pack = unpacked,
): Markup {
  const counts = VERDICTS.map(verdict => ({
    verdict,
    count: claims.filter(one => one.verdict === verdict).length,
  })).filter(({ count }) => count > 0);
  const judged = claims.filter(({ verdict }) => verdict !== 'not measured');
  const open = claims.filter(({ verdict }) => verdict === 'not measured');
  const cards = (ones: readonly ClaimVerdict[]) =>
    html`<div class="cards">${ones.map(one => card(run, one, pack))}</div>`;
  return html`<section class="claims-section in-summary">
${heading(2, 'claims', 'Common claims, and the verdicts of this run')}
${reveal('verdicts on common claims')}
<div class="measured">
<p class="rule">Articles on this subject commonly make these claims. The verdicts are computed from the trials of this run. They hold for its loads, machine and network.</p>
${run.run.preset === 'smoke' && renderCheck({ warn: true, text: 'This is a smoke run and measures nothing. Its verdicts only show that the report works.' })}
<p class="counts">${counts.map(({ verdict, count }) => html`<span>${badge(verdict)} ${count}</span>`)}</p>
${judged.length > 0 && cards(judged)}
${open.length > 0 && html`<details><summary>${counted(open.length, 'claim')} that this run did not measure</summary>${cards(open)}</details>`}
${complexity && renderComplexity(complexity)}
</div>
</section>`;
}
