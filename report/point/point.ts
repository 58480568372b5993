import { transitOver } from '../../analysis/runs/paths.ts';
import { sessionCount } from '../../analysis/sessions/join.ts';
import type { Run } from '../../results/format/run.ts';
import type { Load } from '../../scenarios/load/load.ts';
import { inProse, nameOf } from '../../scenarios/load/transport.ts';
import { type Lateness, latenessOf } from '../model/lateness.ts';
import { isMeasured, type PointView } from '../model/point.ts';
import { heading, plainHeading } from '../parts/heading.ts';
import { notice } from '../parts/notice.ts';
import { list, withUnit } from '../text/format.ts';
import { anchor, html, type Markup } from '../text/html.ts';
import { renderBrowser } from './browser.ts';
import { renderComparison } from './comparison.ts';
import { renderCrossChecks } from './cross-checks.ts';
import { renderGates } from './gates.ts';
import { renderGenerator } from './generator.ts';
import { keyFigures } from './key-figures.ts';
import { renderLoad } from './load.ts';
import { renderMainTable } from './main-table.ts';
import { renderPath } from './path.ts';
import { renderPhases } from './phases.ts';
import { renderCharts } from './point-charts.ts';
import { renderRecovery } from './recovery.ts';
import { renderServerLoad } from './server-load.ts';
import { renderStalled } from './stalled.ts';
import { renderTheory } from './theory.ts';
import { renderVisits } from './visits.ts';

function latenessNotice({ transports, publishLagP99Ms, hiccupP99Ms }: Lateness, load: Load): Markup {
  const [senders, whose] = load.senders ? ['senders were', 'senders’'] : ['publisher was', 'publisher’s'];
  return notice(
    'The machine affects these tails',
    html`The ${senders} up to ${withUnit(publishLagP99Ms, 'ms')} late at p99, and waits on the idle machine ended ${withUnit(hiccupP99Ms, 'ms')} late. This is half or more of the p99 latency of ${list(transports.map(inProse))}, so these tails are not caused by the transport alone. The table also has latency from publish, which excludes the ${whose} lag.`,
  );
}

function emptyNotice(view: PointView): Markup | null {
  const without = view.transports.filter(figures => figures.valid.length === 0);
  if (without.length === 0) return null;
  const why = html`<a href="#trials">Why trials were excluded</a>.`;
  if (without.length === view.transports.length) {
    return notice(
      'No valid trial',
      html`No transport has a valid trial at this point, so there are no results. ${why}`,
    );
  }
  const names = list(without.map(figures => nameOf(figures.transport)));
  return notice('Transports without a valid trial', html`${names}: no valid trial, so no results. ${why}`);
}

function renderFindings(view: PointView, run: Run, amongMany: boolean): Markup {
  const {
    environment,
    run: { preset },
  } = run;
  const trials = view.transports.flatMap(figures => figures.trials);
  if (trials.length === 0) return notice('Not measured', html`The run ended before this point had a trial.`);
  const lateness = latenessOf(view, environment);
  const { path } = view.point.load;
  const transitMs = path ? transitOver(run, path) : null;
  return html`${emptyNotice(view)}${lateness && latenessNotice(lateness, view.point.load)}
${renderMainTable(view, preset, lateness !== null)}
${renderGates(view)}
${renderComparison(view, preset)}
${renderCrossChecks(run, view)}
${
  trials.some(isMeasured) && [
    renderBrowser(view),
    renderPhases(view),
    renderVisits(view),
    renderRecovery(view),
    renderStalled(view),
    renderCharts(view, { preset, withPublish: lateness !== null, amongMany, transitMs }),
    view.point.load.fault ? null : renderTheory(view),
    renderPath(view),
    renderServerLoad(view),
    renderGenerator(view, environment),
  ]
}`;
}

/**
 * One point of a scenario: its load, results and charts. Folded, it shows only its label and its
 * key values.
 */
export function renderPoint(view: PointView, run: Run, folded: boolean): Markup {
  const { scenario, point } = view;
  const id = anchor('point', scenario.id, point.id);
  const body = html`${renderLoad(scenario, point, run.run.aa, sessionCount(run))}
${renderFindings(view, run, folded)}`;
  return folded
    ? html`<details class="point fold"><summary>${plainHeading(id, point.label)}<p class="detail">${keyFigures(view)}</p></summary>
${body}</details>`
    : html`<section class="point">
${heading(3, id, point.label)}
${body}
</section>`;
}
