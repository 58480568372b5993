import type { MeasuredTrial } from '../../results/format/trial.ts';
import { BROKER_NAMES, PROXY_NAMES, topologyName } from '../../scenarios/load/topology-words.ts';
import { nameOf, TESTED_TRANSPORTS, type TestedTransport } from '../../scenarios/load/transport.ts';
import type { Cell, Table } from '../charts/spec.ts';
import { percentileOf } from '../model/percentile-of.ts';
import type { PointView } from '../model/point.ts';
import {
  addedBy,
  type ByTopology,
  byTopology,
  type DeployedRole,
  notPassedAt,
  type Share,
  sharesAt,
} from '../model/topologies.ts';
import { renderTable } from '../parts/table.ts';
import { figure, NOTHING } from '../text/format.ts';
import { html, type Markup } from '../text/html.ts';

const signed = (value: number): string => `${value > 0 ? '+' : ''}${figure(value)}`;

/** What a topology adds to a value: marked where its blocks do not agree on the sign. */
function addedCell(
  { straight }: ByTopology,
  view: PointView,
  transport: TestedTransport,
  of: (trial: MeasuredTrial) => number | null,
): Cell {
  const added = addedBy(straight, view, transport, of);
  if (added === null) return NOTHING;
  const value = added.isKnown ? signed(added.value) : '?';
  const range = added.min === added.max ? '' : `${signed(added.min)} to ${signed(added.max)}`;
  return { value, detail: added.blocks > 1 ? range : [range, '1 block'].filter(Boolean).join(', ') };
}

/** One row per topology; a transport that is not passed on has the reason in its cell. */
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
    columns: ['Around the servers', ...transports.map(nameOf)],
    rows: groups.deployed.map(({ view, topology }) => [
      topologyName(topology),
      ...transports.map((transport): Cell => {
        const why = notPassedAt(view, transport);
        return why === null ? cellOf(view, transport) : { value: 'not passed on', detail: why };
      }),
    ]),
  };
}

const ROLE_NAMES: Record<DeployedRole, string> = { servers: 'servers', proxy: 'proxy', broker: 'broker' };

/** A value of each process that there is: `servers 120, proxy 57`. */
const byRole = (shares: readonly Share[], of: (share: Share) => string): string =>
  shares.map(share => `${ROLE_NAMES[share.role]} ${of(share)}`).join(', ');

/** What of a value all processes of a point have together; null if one is not known. */
function together(shares: readonly Share[], of: (share: Share) => number | null): number | null {
  const known = shares.map(of);
  return shares.length === 0 || known.includes(null)
    ? null
    : known.reduce<number>((sum, one) => sum + (one ?? 0), 0);
}

/** A value of all processes of a point together, and of each of them. */
const sharedCell =
  (of: (share: Share) => number | null) =>
  (view: PointView, transport: TestedTransport): Cell => {
    const shares = sharesAt(view, transport);
    const sum = together(shares, of);
    return sum === null
      ? NOTHING
      : { value: figure(sum), detail: byRole(shares, share => figure(of(share))) };
  };

const cpuCell = sharedCell(share => share.cpuMicrosPerDelivery);
const memoryCell = sharedCell(({ bytesPerSubscriber: bytes }) => (bytes === null ? null : bytes / 1024));

/** The versions of proxies and brokers, as they said. */
const versionsOf = ({ deployed }: ByTopology): string =>
  [
    ...new Set(
      deployed.flatMap(({ view }) =>
        view.transports.flatMap(({ valid }) =>
          valid.flatMap(({ proxy, broker }) => [
            ...(proxy ? [`${PROXY_NAMES[proxy.program]} ${proxy.version}`] : []),
            ...(broker ? [`${BROKER_NAMES[broker.program]} ${broker.version}`] : []),
          ]),
        ),
      ),
    ),
  ].join(', ');

/**
 * What each topology adds to a delivery, and what its processes take, for each transport; null for
 * points that do not differ by their topology alone.
 */
export function renderTopologies(points: readonly PointView[]): Markup | null {
  const groups = byTopology(points);
  if (!groups) return null;
  const wire = ({ bandwidth }: MeasuredTrial) => bandwidth.wireBytesPerDelivery;
  const added =
    (of: (trial: MeasuredTrial) => number | null) => (view: PointView, transport: TestedTransport) =>
      addedCell(groups, view, transport, of);
  const small =
    'Small: the least and the most of the blocks. “?”: the 95% interval of their mean has 0 in it; of one block, it differs by less than three times the range of the others.';
  return html`<div class="outcome"><h3>What each adds</h3>
${renderTable(table(groups, `Added to the median latency (ms). ${small}`, added(percentileOf('p50'))))}
<details><summary>p99, bytes, CPU and memory</summary>
${renderTable(table(groups, `Added to the p99 latency (ms). ${small}`, added(percentileOf('p99'))))}
${renderTable(table(groups, `Added to the bytes on the wire of a delivery, both ways (B). ${small}`, added(wire)))}
${renderTable(table(groups, 'CPU of all these processes, in µs per delivery; they share the server’s cores. Small: each of them.', cpuCell))}
${renderTable(table(groups, 'Growth of their memory, in KiB per subscriber. Small: each of them.', memoryCell))}
<p class="detail">${versionsOf(groups)}. The files of deploy/ configure the proxies.</p></details></div>`;
}
