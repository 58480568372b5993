import type { CostModel } from '../../analysis/cost-model/model.ts';
import type { Environment } from '../../results/format/environment.ts';
import { renderUnbrokenCheck } from '../parts/check.ts';
import { renderCanvas } from '../parts/figure.ts';
import { heading } from '../parts/heading.ts';
import { reveal } from '../parts/reveal.ts';
import { labelled } from '../parts/swatch.ts';
import { renderUnbrokenTable } from '../parts/table.ts';
import { answerInWords, furtherNumbersInWords, isFarBeyond } from '../planner/answer-words.ts';
import { MOST_TIMES, SAID_FROM_TIMES } from '../planner/beyond.ts';
import { breakEvenOf } from '../planner/break-even.ts';
import { BREAK_EVEN_TITLE, breakEvenInWords } from '../planner/break-even-words.ts';
import {
  CHOICE_NAMES,
  CHOICES,
  type Choice,
  CONTROLS,
  type Control,
  FIRST_INPUT,
  INPUT_NAMES,
} from '../planner/controls.ts';
import { costBars, costLegend } from '../planner/cost-bars.ts';
import { type DistanceCheck, distanceInWords } from '../planner/distance-check.ts';
import { measuredInputs } from '../planner/measured.ts';
import { memoryInWords, notesOf, trafficInWords, transitInWords } from '../planner/notes.ts';
import { modelsOf, type Plan, type PlannerData, planOf, tellsCosts } from '../planner/plan.ts';
import { MAX_UTILIZATION } from '../planner/processes.ts';
import { ROUND_TRIPS_LABEL } from '../planner/round-trips.ts';
import { lastPlace, placeOf } from '../planner/slider.ts';
import { PLAN_ID } from '../planner/state.ts';
import { breakEvenTable, costPartsTable, planTable } from '../planner/tables.ts';
import type { TraceNumbers } from '../planner/traces.ts';
import { given, integer } from '../text/format.ts';
import { embedJson, html, Markup } from '../text/html.ts';
import { unbroken } from '../text/unbroken.ts';

const measuredId = ({ key }: Control): string => `plan-${key}-measured`;

/**
 * A number field with its unit and a slider for the same number, and room for what is wrong. The
 * page's script finds them by their ids. `measured`: what the run measured of it is said below.
 */
function renderControl(control: Control, measured: string | undefined): Markup {
  const { key, label, unit, min, max, fallback, whole } = control;
  const id = `plan-${key}`;
  const range = measured === undefined ? '' : ` ${measuredId(control)}`;
  return html`<div class="control">
<label for="${id}">${label}</label>
<span class="field"><input type="number" id="${id}" value="${fallback}" min="${min}" max="${max}" step="${whole ? '1' : 'any'}" inputmode="${whole ? 'numeric' : 'decimal'}" aria-describedby="${id}-unit${range} ${id}-fault"><span class="unit" id="${id}-unit">${unit}</span></span>
<input type="range" id="${id}-slider" aria-label="${label}" value="${placeOf(control, fallback)}" min="0" max="${lastPlace(control)}" step="1" aria-valuetext="${given(fallback)} ${unit}">
<p class="fault" id="${id}-fault"></p>
</div>`;
}

/** What the run measured of each number, folded away. */
function renderMeasured(measured: ReturnType<typeof measuredInputs>): Markup {
  const lines = INPUT_NAMES.flatMap(name => {
    const [text, control] = [measured[name], CONTROLS[name]];
    return text === undefined ? [] : [html`<li id="${measuredId(control)}">${control.label}: ${text}</li>`];
  });
  return html`<details><summary>What this run measured of these numbers</summary><ul class="sentences">${lines}</ul></details>`;
}

/** The field of a choice. */
const renderChoice = ({ key, label, options }: Choice): Markup => html`<div class="control">
<label for="plan-${key}">${label}</label>
<select id="plan-${key}" aria-describedby="plan-${key}-fault">
${Object.entries(options).map(([value, text]) => html`<option value="${value}">${text}</option>`)}</select>
<p class="fault" id="plan-${key}-fault"></p>
</div>`;

/** The field of the users' round trips: one number, or a mix. It has no slider. */
const renderRoundTrips = (): Markup => html`<div class="control wide">
<label for="plan-rtt">${ROUND_TRIPS_LABEL}</label>
<span class="field"><input type="text" id="plan-rtt" value="0" autocapitalize="off" spellcheck="false" aria-describedby="plan-rtt-hint plan-rtt-fault"></span>
<p class="fault" id="plan-rtt-fault"></p>
<p class="detail" id="plan-rtt-hint">A number of ms, or a mix: 60% 20 ms, 30% 80 ms, 10% 300 ms. 0: as near as in this run</p>
</div>`;

/** A button for each trace that the run replayed; it fills in the numbers of the trace. */
const renderTraces = (traces: readonly TraceNumbers[]): Markup[] =>
  traces.map(
    ({ name }, index) => html`<button type="button" data-trace="${index}">As in the trace ${name}</button> `,
  );

/** What costs: a bar for each transport, and the same as a table. */
const renderCosts = (plan: Plan): Markup => html`<figure class="chart costs">
<figcaption><h3>What costs, per month</h3><p class="detail">Small print: the range within the error of the model.</p></figcaption>
${costLegend()}
<div id="plan-bars">${costBars(plan)}</div>
<details><summary>Table</summary><div id="plan-parts">${renderUnbrokenTable(costPartsTable(plan))}</div></details>
</figure>`;

/**
 * The model without its fitted cells: they are listed elsewhere, and the planner does not use them.
 */
function withoutCells(model: CostModel): CostModel {
  const slim = modelsOf(model).map(one => {
    const fits = Object.entries(one.fits).map(([quantity, fit]) => [quantity, fit && { ...fit, cells: [] }]);
    return [one.transport, { ...one, fits: Object.fromEntries(fits) }];
  });
  return Object.fromEntries(slim);
}

/** The chart of costs by events. The page's script computes its data and draws it. */
function renderBreakEven({ model, transitMs }: PlannerData): Markup {
  const summary = breakEvenInWords(breakEvenOf(FIRST_INPUT, model, transitMs));
  const legend = modelsOf(model).map(({ transport }) => html`<li>${labelled(transport)}</li>`);
  return html`<figure class="chart">
<figcaption><h4>${BREAK_EVEN_TITLE}</h4><p id="plan-summary">${unbroken(summary)}</p>
<details><summary>How to read it</summary><p class="detail">Thin lines are extrapolated, above or below what was measured. A line ends where its transport is not good enough, or where the load is more than ${MOST_TIMES} times the most that was measured. A logarithmic axis cannot show a cost of 0.</p></details></figcaption>
<ul class="legend" aria-label="Legend">${legend}</ul>
<div class="frame break-even rows-0">${renderCanvas(`${BREAK_EVEN_TITLE}. ${summary}`, undefined, 'plan-chart')}<script type="application/json"></script></div>
<details><summary>Table</summary><div id="plan-costs">${renderUnbrokenTable(breakEvenTable(FIRST_INPUT, model, transitMs))}</div></details>
</figure>`;
}

/**
 * The planner: resources and cost of each transport for the reader's own numbers, and the cheapest
 * transport that is good enough. It is rendered for default numbers; the page's script renders it
 * again for others. Null without a model that gives costs.
 */
export function renderPlanner(
  costModel: CostModel,
  { transit }: Pick<Environment, 'transit'>,
  traces: readonly TraceNumbers[] = [],
  distance: DistanceCheck | null = null,
): Markup | null {
  const data: PlannerData = { model: withoutCells(costModel), transitMs: transit?.meanMs ?? 0, traces };
  if (!tellsCosts(data)) return null;
  const plan = planOf(FIRST_INPUT, data.model, data.transitMs);
  const measured = measuredInputs(data.model);
  const bases = [
    trafficInWords(plan.layer),
    transitInWords(transit?.meanMs ?? null),
    memoryInWords(data.model),
    distanceInWords(distance),
  ];
  return html`<section class="outcome plan">
${heading(2, PLAN_ID, 'Planner: resources and cost for your load')}
${reveal('planner')}
<div class="measured">
<details><summary>What the planner computes</summary><p class="rule">The planner uses the cost model below, for this server on this machine. Events come at random times or evenly spaced; each goes to one user or to as many as you say. Where it goes to many, a further delivery costs what it cost in scenario capacity, and a KiB of its payload what it cost in scenario slow-consumer. Evenly spaced events never wait for one another below a full core. Short polling polls as rarely as your p99 limit allows. Good enough means: p99 within your limit and no more cores than available. CPU is that of a process: what it takes without deliveries counts too, so a delivery takes less the more there are. The matrix has the CPU of a delivery at its own points. A server process takes one core and is filled to ${given(MAX_UTILIZATION * 100)}%. As far as you have cores, it gets no more subscribers than one process of any transport carried in a valid trial of this run: the cores beyond those for CPU are a precaution, and the answer names them. It gets more processes, if you have cores, where that brings p99 below your limit, or one process within ${MOST_TIMES} times of what was measured. Where an event goes to g users, g times the most of the grid counts as measured, up to what scenario capacity had. Beyond ${SAID_FROM_TIMES} times the most that was measured, the planner says how far; beyond ${MOST_TIMES} times it gives no value. The cost of spreading users over processes is not included. What costs: cores are whole server processes, all else is traffic at your prices. Events are payload, topic, seq and stamps; headers are all else that an event needs, from the request to the acknowledgement. A month has 30.44 days, a GB ${integer(1e9)} B; prices are in any currency.</p>
<ul class="sentences">${bases.map(text => html`<li>${unbroken(text)}</li>`)}</ul></details>
<noscript><p class="detail">To enter other numbers, enable JavaScript.</p></noscript>
<form id="plan-form" class="plan-form" aria-label="Your numbers" autocomplete="off" hidden>
${INPUT_NAMES.map(name => renderControl(CONTROLS[name], measured[name]))}${CHOICE_NAMES.map(name => renderChoice(CHOICES[name]))}${renderRoundTrips()}${renderMeasured(measured)}
<p class="plan-actions">${renderTraces(traces)}<button type="reset">Reset numbers</button> <a id="plan-link" href="#${PLAN_ID}">Link to these numbers</a></p>
</form>
<p id="plan-status" class="plan-status" role="status"></p>
<div id="plan-results" class="plan-results">
<p class="${isFarBeyond(plan) ? 'plan-answer far' : 'plan-answer'}"><output id="plan-answer" aria-live="polite">${unbroken(answerInWords(plan, FIRST_INPUT))}</output></p>
<p class="detail" id="plan-further">${unbroken(furtherNumbersInWords(FIRST_INPUT))}</p>
<div id="plan-notes">${notesOf(plan).map(renderUnbrokenCheck)}</div>
${renderCosts(plan)}
<details><summary>All resources</summary><div id="plan-figures" class="plan-figures">${renderUnbrokenTable(planTable(plan))}</div></details>
<h3>Break-even between transports</h3>
${renderBreakEven(data)}
</div>
</div>
<script type="application/json" id="plan-data">${new Markup(embedJson(data))}</script>
</section>`;
}
