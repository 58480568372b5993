import type { PathCalibration, RecoveredDirection } from '../../results/format/path.ts';
import type { Run } from '../../results/format/run.ts';
import { pathInWords } from '../../scenarios/load/path-words.ts';
import { type PathView, pathsOf } from '../model/paths.ts';
import { renderCheck } from '../parts/check.ts';
import { foldedSection } from '../parts/folded-section.ts';
import { deviationMark, intervalMark, MOST_OFF_PERCENT } from '../parts/path-marks.ts';
import { checkedInWords, distanceCheckOf } from '../planner/distance-check.ts';
import { counted, figure, integer, NOTHING, range } from '../text/format.ts';
import { html, type Markup } from '../text/html.ts';
import { calibratedInWords, notRecoveredInWords, uncheckedInWords } from '../words/paths.ts';

/** A calibration with the name of its path; in a joined run, with its session. */
interface Row {
  name: string;
  calibration: PathCalibration;
}

const rowsOf = ({ path, calibrations }: PathView): Row[] =>
  calibrations.map(calibration => ({
    name: `${pathInWords(path)}${calibration.session === undefined ? '' : `; session ${calibration.session + 1}`}`,
    calibration,
  }));

/**
 * A measured value with the wanted one below it, the bound of their difference if it is known, and
 * a small picture of both unless the wanted one is 0.
 */
const compared = (wanted: number, measured: number, bound?: number | null): Markup =>
  html`${figure(measured)} <small>wanted ${figure(wanted)}${bound != null && ` ± ${figure(bound)}`}</small> ${wanted > 0 && deviationMark(wanted, measured)}`;

function spreadCell({
  wantedSpreadMs,
  measuredSpreadMs,
  spreadFromMs,
  spreadToMs,
}: RecoveredDirection): Markup {
  if (spreadFromMs === undefined || spreadToMs === undefined)
    return compared(wantedSpreadMs, measuredSpreadMs);
  return html`${figure(measuredSpreadMs)} <small>wanted ${figure(wantedSpreadMs)}, ${range(spreadFromMs, spreadToMs)} accepted</small> ${wantedSpreadMs > 0 && intervalMark(spreadFromMs, spreadToMs, measuredSpreadMs)}`;
}

function lossCell({ counted: all, lostPackets, lossFromPercent, lossToPercent }: RecoveredDirection): Markup {
  if (all === 0) return html`${NOTHING}`;
  const lostPercent = (100 * lostPackets) / all;
  const text = html`${figure(lostPercent)} <small>${range(lossFromPercent, lossToPercent)} wanted, ${integer(lostPackets)} of ${integer(all)}</small>`;
  return lossToPercent === 0
    ? text
    : html`${text} ${intervalMark(lossFromPercent, lossToPercent, lostPercent)}`;
}

function bandwidthCell({ wantedKbitPerSecond, measuredKbitPerSecond }: RecoveredDirection): Markup {
  if (wantedKbitPerSecond === null) return html`<small>unlimited</small>`;
  if (measuredKbitPerSecond === null) {
    return html`${NOTHING} <small>wanted ${figure(wantedKbitPerSecond)}</small>`;
  }
  return compared(wantedKbitPerSecond, measuredKbitPerSecond);
}

const directionRow = (name: string, way: 'down' | 'up', found: RecoveredDirection): Markup =>
  html`<tr><th scope="row">${name}</th><td>${way}</td><td>${compared(found.wantedDelayMs, found.measuredDelayMs, found.delayBoundMs)}</td><td>${spreadCell(found)}</td><td>${lossCell(found)}</td><td>${bandwidthCell(found)}</td></tr>`;

function table(caption: string, columns: readonly string[], rows: Markup[]): Markup {
  return html`<div class="scroll" tabindex="0" role="group" aria-label="${caption}"><table class="figures paths">
<caption><span>${caption}</span></caption>
<thead><tr>${columns.map(column => html`<th scope="col">${column}</th>`)}</tr></thead>
<tbody>${rows}</tbody>
</table></div>`;
}

const directions = (rows: readonly Row[]): Markup =>
  table(
    `Wanted and measured in each direction, with single packets before the first trial. Middle of a line: the wanted value; its ends: ${MOST_OFF_PERCENT}% less and more; dot: measured. ± is the bound of the difference, by the scatter of this machine. A bar is where 99.9% of such samples lie.`,
    [
      'Path',
      'Direction',
      'Mean delay (ms)',
      'Spread of the delay (ms)',
      'Lost packets (%)',
      'Bandwidth (kbit/s)',
    ],
    rows.flatMap(({ name, calibration: { down, up } }) => [
      directionRow(name, 'down', down),
      directionRow(name, 'up', up),
    ]),
  );

/** The segments of a burst that were sent again, and how many of its deliveries arrived. */
function resentInWords({ path, burst }: PathCalibration): string {
  if (burst === null) {
    const why = path.lossPercent === undefined ? 'the path is too narrow' : 'the path drops packets';
    return `not asked: ${why}`;
  }
  const { retransmittedSegments, packets, connections = packets } = burst;
  const all = counted(connections, 'delivery', 'deliveries');
  const arrived = packets < connections ? `${integer(packets)} of ${all}` : all;
  return `${integer(retransmittedSegments)} in ${arrived}`;
}

function asSetInWords({ reasons, unchecked = [] }: PathCalibration): string {
  if (reasons.length > 0) return 'no';
  return unchecked.length > 0 ? 'as far as it could be checked' : 'yes';
}

function summaryRow({ name, calibration }: Row): Markup {
  const { backEnd, baselineDelayMs, transitMs, wantedTransitMs, transitBoundMs } = calibration;
  const transit =
    transitMs === null || wantedTransitMs == null
      ? html`${figure(transitMs)}`
      : compared(wantedTransitMs, transitMs, transitBoundMs);
  return html`<tr><th scope="row">${name}</th><td>${asSetInWords(calibration)}</td><td>${figure(baselineDelayMs)}</td><td>${transit}</td><td>${resentInWords(calibration)}</td><td>${backEnd}</td></tr>`;
}

const summaries = (rows: readonly Row[]): Markup =>
  table(
    'Each path. Transit: of a notification to the only subscriber of the TCP floor, over this path. Burst: a notification to as many connections as a trial has, with its largest payload; over limited bandwidth, to as many as it lets through in 0.1 s.',
    [
      'Path',
      'As set',
      'Added by the emulator, one way (ms)',
      'One transit (ms)',
      'Segments sent again in a burst',
      'Back end',
    ],
    rows.map(summaryRow),
  );

/**
 * The emulated paths of a run, wanted and measured, and how far the planner's latency is from what
 * was measured over them; null where it has none.
 */
export function renderPaths(run: Run): Markup | null {
  const paths = pathsOf(run);
  if (paths.length === 0) return null;
  const rows = paths.flatMap(rowsOf);
  const check = distanceCheckOf(run, run.environment.transit?.meanMs ?? 0);
  return foldedSection(
    'paths',
    'Emulated paths',
    html`<p class="rule">${calibratedInWords(paths)}</p>
${paths.flatMap(notRecoveredInWords).map(text => renderCheck({ text, warn: true }))}
${paths.flatMap(uncheckedInWords).map(text => renderCheck({ text, warn: false }))}
${rows.length > 0 && [summaries(rows), html`<h3>Each direction</h3>`, directions(rows)]}
${check && html`<h3>The planner’s latency over distance</h3><p class="rule">${checkedInWords(check)}</p>`}`,
  );
}
