import type { Run } from '../../results/format/run.ts';
import type { PointView } from '../model/point.ts';
import { foldedSection } from '../parts/folded-section.ts';
import { reveal } from '../parts/reveal.ts';
import { renderUnbrokenTable } from '../parts/table.ts';
import { FIRST_INPUT } from '../planner/controls.ts';
import { costBars, costLegend } from '../planner/cost-bars.ts';
import { RECORD_ID } from '../planner/state.ts';
import { MOST_SYSTEM_CHARACTERS, type PlannerPart } from '../record/choice.ts';
import { decisionRecord } from '../record/decision-record.ts';
import type { RecordBlock, RecordDocument } from '../record/document.ts';
import { type RecordFacts, recordFacts } from '../record/facts.ts';
import { preselected } from '../record/preselected.ts';
import { embedJson, html, Markup } from '../text/html.ts';
import { unbroken } from '../text/unbroken.ts';

function renderBlock(block: RecordBlock): Markup {
  if (typeof block === 'string') return html`<p>${unbroken(block)}</p>`;
  if ('strong' in block) return html`<p><strong>${unbroken(block.strong)}</strong></p>`;
  if ('warning' in block)
    return html`<p class="record-warning"><b>Warning:</b> ${unbroken(block.warning)}</p>`;
  if ('list' in block) return html`<ul>${block.list.map(text => html`<li>${unbroken(text)}</li>`)}</ul>`;
  if ('costs' in block)
    return html`<div class="costs"><p class="detail">What costs, per month</p>${costLegend()}${costBars(block.costs)}</div>`;
  return renderUnbrokenTable(block.table);
}

/** A web address is a link; a file's name is none, since a saved page may be anywhere. */
const renderLink = (text: string): Markup =>
  /^https?:/.test(text) ? html`<a href="${text}">${text}</a>` : html`<code>${text}</code>`;

/** A decision record as a page of its own. */
export const renderRecord = ({
  title,
  status,
  parts,
  source,
}: RecordDocument): Markup => html`<h3>${title}</h3>
<p class="detail">${status}</p>
${parts.map(part => html`<h4>${part.title}</h4>${part.blocks.map(renderBlock)}`)}
<h4>Source</h4>
<dl class="source">${source.map(({ name, text, isLink }) => html`<div><dt>${name}</dt><dd>${isLink ? renderLink(text) : text}</dd></div>`)}</dl>`;

/** A box for each need; the page's script finds them by their name. */
const needBoxes = (
  { needs }: RecordFacts,
  chosen: readonly string[],
): Markup => html`<fieldset><legend>Needs that count</legend>
${needs.map(({ id, title }) => html`<label><input type="checkbox" name="need" value="${id}"${chosen.includes(id) ? new Markup(' checked') : ''}> ${title}</label>`)}
</fieldset>`;

/**
 * The decision record: one page to print or to export, for the planner's numbers and the needs that
 * the reader chooses. It is rendered for default numbers and the needs that fit them; the page's
 * script renders it again for others. Null where nothing can be compared.
 */
export function renderDecisionRecord(
  run: Run,
  scenarios: readonly PointView[][],
  planner: PlannerPart | null,
): Markup | null {
  if (run.run.aa || run.run.preset === 'smoke') return null;
  const facts = recordFacts(run, scenarios);
  if (facts.needs.length === 0) return null;
  const input = planner && FIRST_INPUT;
  const choice = { system: '', needs: preselected(facts.needs, input?.eventsPerUserHour ?? null), input };
  const record = decisionRecord(facts, planner, choice, { link: null, day: null });
  return foldedSection(
    RECORD_ID,
    'Decision record',
    html`${reveal('the decision record')}
<div class="measured">
<p class="rule">One page for your files: the answer for ${planner && 'the planner’s numbers and '}the needs that count for you, with its reasons.</p>
<form id="record-form" class="record-form" aria-label="Decision record" autocomplete="off" hidden>
<p><label>For <input name="system" type="text" maxlength="${MOST_SYSTEM_CHARACTERS}" placeholder="notifications" size="30"></label></p>
${needBoxes(facts, choice.needs)}
<p id="record-own-needs" class="detail" hidden>These needs are not the ones that fit the planner’s numbers. <button type="button">Needs for these numbers</button></p>
<p class="record-actions"><button type="button" data-record="copy">Copy as Markdown</button> <button type="button" data-record="save">Save as Markdown</button> <button type="button" data-record="print">Print this page</button> <a id="record-link" href="#${RECORD_ID}">Link to this record</a> <span role="status"></span></p>
</form>
<p id="record-invalid" class="plan-status" role="status"></p>
<article id="record-page" class="record-page">${renderRecord(record)}</article>
</div>
<script type="application/json" id="record-data">${new Markup(embedJson(facts))}</script>`,
    'record in-summary',
  );
}
