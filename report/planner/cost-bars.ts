import { nameOf } from '../../scenarios/load/transport.ts';
import { labelled } from '../parts/swatch.ts';
import { figure, list, money, range, withUnit } from '../text/format.ts';
import { html, type Markup } from '../text/html.ts';
import { COST_PARTS, type CostPart, type CostParts } from './cost-parts.ts';
import type { Plan } from './plan.ts';
import type { TransportPlan } from './transport-plan.ts';
import { isUnknown, PART_NAMES, shortfallsInWords, verdictInWords } from './words.ts';

/** One fill for each part, distinct without colour, and without the style sheet as well. */
const FILLS: Record<CostPart, Markup> = {
  cores: html`<rect class="ink" width="8" height="8"/>`,
  events: html`<path class="stroke" fill="none" stroke="#000" d="M-2 2L2 -2M0 8L8 0M6 10L10 6"/>`,
  heartbeats: html`<circle class="ink" cx="2" cy="2" r="1.3"/><circle class="ink" cx="6" cy="6" r="1.3"/>`,
  emptyPolls: html`<path class="stroke" fill="none" stroke="#000" d="M2 0V8M6 0V8"/>`,
  headers: html``,
};

const fillOf = (part: CostPart): string => `url(#plan-fill-${part})`;

/**
 * The fills of all bars, once on the page. They belong outside of its sections: a browser does not
 * find them in a part that is not displayed.
 */
export const costFills = (): Markup =>
  html`<svg class="fills" width="0" height="0" aria-hidden="true"><defs>${COST_PARTS.map(
    part =>
      html`<pattern id="plan-fill-${part}" width="8" height="8" patternUnits="userSpaceOnUse"><rect class="paper" width="8" height="8" fill="#fff"/>${FILLS[part]}</pattern>`,
  )}</defs></svg>`;

/** Percent of the bar's full width, to a tenth of a per mille. */
const share = (value: number, most: number): number =>
  most === 0 ? 0 : Number(((100 * value) / most).toFixed(2));

/** The parts of one bar, from left to right. */
function segments(parts: CostParts, most: number): Markup[] {
  let before = 0;
  return COST_PARTS.flatMap(part => {
    const value = parts[part];
    if (value <= 0) return [];
    const [from, width] = [share(before, most), share(value, most)];
    before += value;
    return [
      html`<rect class="cost-part" stroke="#000" x="${from}%" y="1" width="${width}%" height="22" fill="${fillOf(part)}"><title>${PART_NAMES[part]} ${money(value)}</title></rect>`,
    ];
  });
}

/** `no value`, and why where nothing of it was measured: other reasons are long. */
const noValueInWords = (one: TransportPlan): string =>
  ['no value', isUnknown(one) ? shortfallsInWords(one) : ''].filter(Boolean).join(': ');

/** What one transport's bar shows, in words. */
function barInWords({ transport, costParts, costPerMonth }: TransportPlan): string {
  const parts = COST_PARTS.flatMap(part =>
    costParts && costParts[part] > 0 ? [`${PART_NAMES[part].toLowerCase()} ${money(costParts[part])}`] : [],
  );
  const of = parts.length === 0 ? '' : `: ${list(parts)}`;
  return `${nameOf(transport)}, ${figure(costPerMonth)} per month${of}`;
}

/** `good enough`, and how often a short poller asks within the acceptable latency. */
const underBar = (one: TransportPlan, plan: Plan): string =>
  [
    verdictInWords(plan, one),
    one.pollIntervalMs === null ? '' : `a poll every ${withUnit(one.pollIntervalMs, 'ms')}`,
  ]
    .filter(Boolean)
    .join('; ');

function row(one: TransportPlan, plan: Plan, most: number): Markup {
  const { costParts, costPerMonth, costPerMonthRange: band } = one;
  if (costParts === null || costPerMonth === null)
    return html`<li>${labelled(one.transport)} <span class="detail">${noValueInWords(one)}</span></li>`;
  return html`<li>${labelled(one.transport)}
<svg class="cost-bar" width="100%" height="24" role="img" aria-label="${barInWords(one)}">${segments(costParts, most)}</svg>
<span class="cost">${figure(costPerMonth)} <small>${band ? range(band.least, band.most) : ''}</small></span> <span class="detail">${underBar(one, plan)}</span></li>`;
}

/**
 * A stacked bar of the monthly cost for each transport: what costs, and so why one is dearer than
 * another. All bars have one scale. The widths are in percent, so that fills are not distorted.
 */
export function costBars(plan: Plan): Markup {
  const most = Math.max(0, ...plan.transports.map(({ costPerMonth }) => costPerMonth ?? 0));
  return html`<ul class="cost-bars">${plan.transports.map(one => row(one, plan, most))}</ul>`;
}

/** The legend of the bars. */
export const costLegend = (): Markup =>
  html`<ul class="legend" aria-label="Legend">${COST_PARTS.map(
    part =>
      html`<li><svg class="cost-key" width="26" height="14" aria-hidden="true"><rect class="cost-part" stroke="#000" x="0.5" y="0.5" width="25" height="13" fill="${fillOf(part)}"/></svg>${PART_NAMES[part]}</li>`,
  )}</ul>`;
