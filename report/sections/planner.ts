import type { CostModel } from '../../analysis/cost-model/model.ts';
import type { Environment } from '../../results/format/environment.ts';
import { renderCheck } from '../parts/check.ts';
import { heading } from '../parts/heading.ts';
import { reveal } from '../parts/reveal.ts';
import { labelled } from '../parts/swatch.ts';
import { renderTable } from '../parts/table.ts';
import { breakEvenOf } from '../planner/break-even.ts';
import { CONTROLS, type Control, FIRST_INPUT, INPUT_NAMES } from '../planner/controls.ts';
import { memoryInWords, notesOf, trafficInWords, transitInWords } from '../planner/notes.ts';
import { modelsOf, type PlannerData, planOf } from '../planner/plan.ts';
import { MAX_UTILIZATION } from '../planner/processes.ts';
import { lastPlace, placeOf } from '../planner/slider.ts';
import { PLAN_ID } from '../planner/state.ts';
import { breakEvenTable, planTable } from '../planner/tables.ts';
import { answerInWords, BREAK_EVEN_TITLE, breakEvenInWords } from '../planner/words.ts';
import { given, integer } from '../text/format.ts';
import { embedJson, html, Markup } from '../text/html.ts';

/** A number field and a slider for the same number. The page's script finds them by their ids. */
function renderControl(control: Control): Markup {
  const { key, label, unit, min, max, fallback, whole } = control;
  const id = `plan-${key}`;
  const name = unit === '' ? label : `${label} (${unit})`;
  const text = unit === '' ? given(fallback) : `${given(fallback)} ${unit}`;
  return html`<div class="control">
<label for="${id}">${name}</label>
<input type="number" id="${id}" value="${fallback}" min="${min}" max="${max}" step="${whole ? '1' : 'any'}" inputmode="${whole ? 'numeric' : 'decimal'}">
<input type="range" id="${id}-slider" aria-label="${name}" value="${placeOf(control, fallback)}" min="0" max="${lastPlace(control)}" step="1" aria-valuetext="${text}">
</div>`;
}

/** The cells that the model was fitted to stand elsewhere in the report, and nothing is computed from them. */
function withoutCells(model: CostModel): CostModel {
  const slim = modelsOf(model).map(one => {
    const fits = Object.entries(one.fits).map(([quantity, fit]) => [quantity, fit && { ...fit, cells: [] }]);
    return [one.transport, { ...one, fits: Object.fromEntries(fits) }];
  });
  return Object.fromEntries(slim);
}

/** Whether the run tells what anything costs. */
function tellsCosts({ model, transitMs }: PlannerData): boolean {
  return planOf(FIRST_INPUT, model, transitMs).transports.some(({ costPerMonth }) => costPerMonth !== null);
}

/** The chart of costs over numbers of events; the page's script draws it into the canvas, whose data it computes. */
function renderBreakEven({ model, transitMs }: PlannerData): Markup {
  const summary = breakEvenInWords(breakEvenOf(FIRST_INPUT, model, transitMs));
  const legend = modelsOf(model).map(({ transport }) => html`<li>${labelled(transport)}</li>`);
  return html`<figure class="chart">
<figcaption><h4>${BREAK_EVEN_TITLE}</h4><p id="plan-summary">${summary}</p>
<p class="detail">Thin: outside what was measured. A line ends where its transport is not good enough; a cost of 0 has no place on a logarithmic axis.</p></figcaption>
<ul class="legend" aria-label="Legend">${legend}</ul>
<div class="frame break-even rows-0"><canvas id="plan-chart" role="img" aria-label="${BREAK_EVEN_TITLE}. ${summary}"></canvas><script type="application/json"></script></div>
<details><summary>The same as a table</summary><div id="plan-costs">${renderTable(breakEvenTable(FIRST_INPUT, model, transitMs))}</div></details>
</figure>`;
}

/**
 * The planner: the reader's own numbers, what they take with each transport, and which is the cheapest that is good enough. It is
 * rendered for some first numbers, and the page's script renders it again for others; nothing without a model that tells costs.
 */
export function renderPlanner(
  costModel: CostModel,
  { transit }: Pick<Environment, 'transit'>,
): Markup | null {
  const data: PlannerData = { model: withoutCells(costModel), transitMs: transit?.meanMs ?? 0 };
  if (!tellsCosts(data)) return null;
  const plan = planOf(FIRST_INPUT, data.model, data.transitMs);
  return html`<section class="outcome plan">
${heading(2, PLAN_ID, 'What would your numbers take?')}
${reveal('what your numbers would take')}
<div class="measured">
<p class="rule">By the cost model below: of this server, on this machine. Each event goes to one user, at random moments. Short polling asks as seldom as keeps p99 acceptable. A server process takes one core and is filled to ${given(MAX_UTILIZATION * 100)}%; what spreads users over processes is not in it. A month has 30.44 days, a GB ${integer(1e9)} B; prices are in any currency. ${trafficInWords(plan.layer)} ${transitInWords(transit?.meanMs ?? null)} ${memoryInWords(data.model)}</p>
<noscript><p class="detail">Other numbers need JavaScript.</p></noscript>
<form id="plan-form" class="plan-form" aria-label="Your numbers" autocomplete="off" hidden>
${INPUT_NAMES.map(name => renderControl(CONTROLS[name]))}
<p class="plan-actions"><button type="reset">First numbers again</button> <a id="plan-link" href="#${PLAN_ID}">Link to these numbers</a></p>
</form>
<p class="plan-answer"><output id="plan-answer" aria-live="polite">${answerInWords(plan, FIRST_INPUT)}</output></p>
<div id="plan-notes">${notesOf(plan).map(renderCheck)}</div>
<div id="plan-figures" class="plan-figures">${renderTable(planTable(plan))}</div>
<h3>Where one becomes cheaper than another</h3>
${renderBreakEven(data)}
</div>
<script type="application/json" id="plan-data">${new Markup(embedJson(data))}</script>
</section>`;
}
