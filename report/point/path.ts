import type { Cell, Table } from '../charts/spec.ts';
import { type DirectionView, lostAt, type PathTrials, pathTrialsOf } from '../model/path-figures.ts';
import type { PointView } from '../model/point.ts';
import { ranged, renderTable } from '../parts/table.ts';
import { capital, counted, figure, given, integer, percent, withUnit } from '../text/format.ts';
import { html, type Markup } from '../text/html.ts';

const KIB = 1024;

const direction = ({
  packets,
  lostPercent,
  overflowedPackets,
  cutPackets,
  queuedMaxBytes,
}: DirectionView): Cell[] => [
  ranged(packets),
  ranged(lostPercent),
  integer(overflowedPackets),
  integer(cutPackets),
  figure(queuedMaxBytes / KIB),
];

const tableOf = (rows: readonly PathTrials[]): Table => ({
  caption:
    'What the emulated path did in the windows of valid trials. Packets of one trial, medians over blocks; small: the range over blocks. Dropped by a full queue or while the path was gone: packets of all trials together. Longest queue: of any trial, before the limit of the bandwidth.',
  columns: [
    'Transport',
    'Direction',
    'Packets',
    'Lost (%)',
    'Dropped by a full queue',
    'Dropped while the path was gone',
    'Longest queue (KiB)',
    'Relay CPU (% of a core)',
    'Relay late, p99 (ms)',
  ],
  rows: rows.flatMap(({ transport, down, up, relayCpuPercent, relayLateP99Ms }): Cell[][] => [
    [{ transport }, 'down', ...direction(down), ranged(relayCpuPercent), ranged(relayLateP99Ms)],
    [{ transport }, 'up', ...direction(up), '', ''],
  ]),
});

/** `Down: 61 of 12,345 packets lost (0.494%). Up: 57 of 11,870 packets lost (0.480%).` */
function lossInWords(view: PointView): string {
  const ways = (['down', 'up'] as const).map(way => {
    const { packets, lostPackets } = lostAt(view, way);
    const share = packets === 0 ? '' : ` (${percent((100 * lostPackets) / packets)})`;
    return `${capital(way)}: ${integer(lostPackets)} of ${counted(packets, 'packet')} lost${share}.`;
  });
  const { lossPercent } = view.point.load.path ?? {};
  const set = lossPercent === undefined ? 'none' : `${given(lossPercent)}% each way`;
  return `${ways.join(' ')} The path is set to lose ${set}.`;
}

/** The largest CPU and lateness of the relay in any valid trial. */
function relayInWords(rows: readonly PathTrials[]): string {
  const most = (pick: (row: PathTrials) => { max: number } | null) =>
    Math.max(...rows.map(row => pick(row)?.max ?? 0));
  const cpu = percent(most(({ relayCpuPercent }) => relayCpuPercent));
  const late = withUnit(
    most(({ relayLateP99Ms }) => relayLateP99Ms),
    'ms',
  );
  return `The relay used at most ${cpu} of a core, and passed packets on at most ${late} late at p99.`;
}

/** What the emulated path did at a point; null without one. */
export function renderPath(view: PointView): Markup | null {
  const rows = pathTrialsOf(view);
  if (rows.length === 0) return null;
  return html`<div class="more"><h4>The path</h4>
<p class="detail">${lossInWords(view)} ${relayInWords(rows)}</p>
<details><summary>What the path did, by transport</summary>${renderTable(tableOf(rows))}</details></div>`;
}
