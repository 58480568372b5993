import type { Run } from '../../bench/results.ts';
import { counted, given, list, NOTHING, rangeOf, withUnit } from '../format.ts';
import { anchor, html, type Markup } from '../html.ts';
import {
  contest,
  type Entry,
  METRICS,
  type Metric,
  type Outcome,
  PRACTICAL_EQUALITY,
} from '../model/contest.ts';
import { latenessOf } from '../model/lateness.ts';
import type { PointView } from '../model/point.ts';
import { inProse, isContestant } from '../transports.ts';
import { heading } from './heading.ts';
import { labelled } from './swatch.ts';

const spoken = ({ transport, spread }: Entry, unit: string): string => {
  const value = `${inProse(transport)} ${withUnit(spread.value, unit)}`;
  const ends = rangeOf(spread);
  return ends ? `${value} (${ends})` : value;
};

function blocksOf(entries: Entry[]): string {
  const counts = entries.map(entry => entry.spread.blocks);
  const [least, most] = [Math.min(...counts), Math.max(...counts)];
  return least === most ? counted(most, 'block') : `${least} to ${most} blocks`;
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

function finding(outcome: Outcome, { unit }: Metric): Markup {
  const all = (entries: Entry[]) => list(entries.map(entry => spoken(entry, unit)));
  switch (outcome.kind) {
    case 'lowest': {
      const { winner, others } = outcome;
      const ends = rangeOf(winner.spread);
      const blocks = blocksOf([winner, ...others]);
      return html`<p class="verdict">${labelled(winner.transport)} <b class="lowest">lowest</b></p>
<p class="value">${withUnit(winner.spread.value, unit)} <span>(${ends ? `${ends}; ${blocks}` : `in each of ${blocks}`})</span></p>
<p class="detail">Then ${all(others)}.</p>`;
    }
    case 'unresolved': {
      const { tied, others } = outcome;
      const blocks = blocksOf([...tied, ...others]);
      if (others.length === 0) {
        return html`<p class="verdict unresolved">No difference resolved</p>
<p class="detail">Between ${all(tied)}; ${blocks}.</p>`;
      }
      return html`<p class="verdict either">${tied.map(entry => html`<span>${labelled(entry.transport)}</span>`)}</p>
<p class="detail">No difference resolved between ${all(tied)}; ${blocks}. Then ${all(others)}.</p>`;
    }
    case 'not-compared': {
      const { reason, entries } = outcome;
      const figures = entries.length > 0 && html` ${capital(all(entries))}; ${blocksOf(entries)}.`;
      return html`<p class="verdict unresolved">${entries.length > 0 ? 'Not compared' : NOTHING}</p>
<p class="detail">${capital(reason)}.${figures}</p>`;
    }
  }
}

/** A p99 that is mostly lateness of publisher or machine is no finding about a transport. */
function lateness(view: PointView, metric: Metric, run: Run): Markup | null {
  const late = metric.id === 'p99' ? latenessOf(view, run.environment) : null;
  const contestants = late?.transports.filter(isContestant) ?? [];
  if (contestants.length === 0) return null;
  return html`<p class="detail warn">Lateness of the publisher or of the machine is as large as half or more of this for ${list(contestants.map(inProse))}.</p>`;
}

function absent({ without, kind }: Outcome): Markup | null {
  if (without.length === 0 || kind === 'not-compared') return null;
  return html`<p class="detail">No valid figure: ${list(without.map(inProse))}.</p>`;
}

function tile(metric: Metric, points: PointView[], run: Run): Markup {
  const findings = points.map(view => {
    const { scenario, point } = view;
    const label =
      points.length > 1 &&
      html`<a class="where" href="#${anchor('point', scenario.id, point.id)}">${point.label}</a>`;
    const outcome = contest(view, metric, run.run.preset);
    return html`<li>${label}${finding(outcome, metric)}${absent(outcome)}${lateness(view, metric, run)}</li>`;
  });
  return html`<div class="tile"><h4>${metric.title}</h4><ul>${findings}</ul></div>`;
}

/** What the run found, in plain words and computed from its trials alone. */
export function renderSummary(run: Run, scenarios: PointView[][]): Markup {
  const sections = scenarios.map(points => {
    const scenario = points[0]?.scenario;
    if (!scenario) return null;
    return html`<section class="found"><h3><a href="#${anchor('scenario', scenario.id)}">${scenario.title}</a></h3>
<p>${scenario.question}</p><div class="tiles">${METRICS.map(metric => tile(metric, points, run))}</div></section>`;
  });
  const fewest = Math.min(...run.scenarios.map(scenario => scenario.parameters.blocks));
  const few =
    fewest < 5
      ? ' With fewer than 5 blocks, only the range over blocks is given, and no interval is computed from it.'
      : '';
  return html`<section class="summary">
${heading(2, 'summary', 'What this run found')}
<p class="rule">A transport is called lowest only where its whole range over the blocks lies below the range of every other one, by more than ${given(PRACTICAL_EQUALITY * 100)}%. Ranges stand in brackets, in the unit of the figure before them.${few}</p>
${sections}
</section>`;
}
