import type { MeasuredTrial } from '../../results/format/trial.ts';
import { PROXY_NAMES, topologyName } from '../../scenarios/load/topology-words.ts';
import { nameOf, TESTED_TRANSPORTS, type TestedTransport } from '../../scenarios/load/transport.ts';
import type { Cell, Table } from '../charts/spec.ts';
import { percentileOf } from '../model/percentile-of.ts';
import type { PointView } from '../model/point.ts';
import {
  addedBy,
  type ByTopology,
  byTopology,
  isOneSided,
  notPassedAt,
  ofProxy,
} from '../model/topologies.ts';
import { renderTable } from '../parts/table.ts';
import { figure, NOTHING } from '../text/format.ts';
import { html, type Markup } from '../text/html.ts';

const signed = (value: number): string => `${value > 0 ? '+' : ''}${figure(value)}`;

/** What a proxy adds to a value: marked where its blocks do not agree on the sign. */
function addedCell(
  { straight }: ByTopology,
  view: PointView,
  transport: TestedTransport,
  of: (trial: MeasuredTrial) => number | null,
): Cell {
  const added = addedBy(straight, view, transport, of);
  if (added === null) return NOTHING;
  const value = isOneSided(added) ? signed(added.value) : '?';
  return {
    value,
    detail: added.blocks > 1 ? `${signed(added.min)} to ${signed(added.max)}` : '1 block each',
  };
}

/** One row per proxy; a transport that is not passed on has the reason in its cell. */
function table(
  groups: ByTopology,
  caption: string,
  cellOf: (view: PointView, transport: TestedTransport) => Cell,
): Table {
  const transports = TESTED_TRANSPORTS.filter(transport =>
    groups.straight.transports.some(one => one.transport === transport),
  );
  return {
    caption,
    columns: ['Through', ...transports.map(nameOf)],
    rows: groups.through.map(({ view, topology }) => [
      topologyName(topology),
      ...transports.map((transport): Cell => {
        const why = notPassedAt(view, transport);
        return why === null ? cellOf(view, transport) : { value: 'not passed on', detail: why };
      }),
    ]),
  };
}

const kib = (bytes: number): number => bytes / 1024;

/** What the proxy itself takes: its CPU a delivery, and its memory a subscriber. */
function ownCell(view: PointView, transport: TestedTransport): Cell {
  const { subscribers } = view.point.load;
  const cpu = ofProxy(view, transport, ({ cpuMicrosPerDelivery }) => cpuMicrosPerDelivery);
  const memory = ofProxy(view, transport, ({ rssBytes, rssBytesBeforeConnect }) =>
    kib((rssBytes - rssBytesBeforeConnect) / subscribers),
  );
  return cpu === null ? NOTHING : { value: figure(cpu), detail: `${figure(memory)} KiB` };
}

/** The versions of the proxies, as they said. */
const versionsOf = ({ through }: ByTopology): string =>
  [
    ...new Set(
      through.flatMap(({ view, topology }) =>
        view.transports.flatMap(({ valid }) =>
          valid.flatMap(({ proxy }) => (proxy ? [`${PROXY_NAMES[topology.proxy]} ${proxy.version}`] : [])),
        ),
      ),
    ),
  ].join(', ');

/**
 * What each proxy adds to a delivery, and what it takes itself, for each transport; null for points
 * that do not differ by their proxy alone.
 */
export function renderThroughProxy(points: readonly PointView[]): Markup | null {
  const groups = byTopology(points);
  if (!groups) return null;
  const wire = ({ bandwidth }: MeasuredTrial) => bandwidth.wireBytesPerDelivery;
  const added =
    (of: (trial: MeasuredTrial) => number | null) => (view: PointView, transport: TestedTransport) =>
      addedCell(groups, view, transport, of);
  const small =
    'Small: the least and the most of the blocks; “?”: they do not agree on the sign, or there is one alone.';
  return html`<div class="outcome"><h3>What each proxy adds</h3>
${renderTable(table(groups, `Added to the median latency (ms). ${small}`, added(percentileOf('p50'))))}
<details><summary>p99, bytes, and what the proxy itself takes</summary>
${renderTable(table(groups, `Added to the p99 latency (ms). ${small}`, added(percentileOf('p99'))))}
${renderTable(table(groups, `Added to the bytes on the wire of a delivery, both ways (B). ${small}`, added(wire)))}
${renderTable(table(groups, 'CPU of the proxy itself, in µs per delivery, on the core of the server. Small: its memory for each subscriber.', ownCell))}
<p class="detail">${versionsOf(groups)}. The files of deploy/ configure them.</p></details></div>`;
}
