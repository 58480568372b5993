import { PACKET_HEADER_BYTES } from '../../analysis/models/network.ts';
import { inProse, type Transport } from '../../scenarios/load/transport.ts';
import type { DeliveryBytes, WireBytes } from '../model/delivery-bytes.ts';
import type { TransportFigures } from '../model/figures.ts';
import { figure, integer, list, NOTHING, percent, signedPercent } from '../text/format.ts';
import { leastFirst } from './least-first.ts';
import type { Cell, ChartFigure, Check, Table } from './spec.ts';

/** The parts of a delivery's bytes, in the order in which they are stacked; the last two only where the wire was counted. */
const APPLICATION_PARTS = ['Payload', 'Envelope, framing, headers down', 'Application up'];
const WIRE_PARTS = ['TCP/IP/Ethernet down', 'TCP/IP/Ethernet up'];

/** From this share of the wire bytes on, what headers do not explain must be explained by somebody. */
const MAX_REMAINDER_PERCENT = 1;

interface Row {
  transport: Transport;
  bytes: DeliveryBytes | null;
}
type Counted = { transport: Transport; wire: WireBytes };

const partsOf = ({ payload, overheadDown, up, wire }: DeliveryBytes): number[] => [
  payload,
  overheadDown,
  up,
  ...(wire ? [wire.headersDown, wire.headersUp] : []),
];

/** Whether packets × headers explain what the wire carried. */
function remainderCheck(counted: readonly Counted[]): Check {
  const sizeOf = ({ wire }: Counted) => Math.abs(wire.worstRemainderPercent);
  const packets = `Packets × ${integer(PACKET_HEADER_BYTES)} B of headers`;
  const over = counted.filter(one => sizeOf(one) > MAX_REMAINDER_PERCENT);
  if (over.length > 0) {
    const who = list(
      over.map(one => `${inProse(one.transport)} ${signedPercent(one.wire.worstRemainderPercent)}`),
    );
    return {
      warn: true,
      text: `${packets} and the application’s bytes do not explain the wire: over ${percent(MAX_REMAINDER_PERCENT)} of it remains in the worst valid trial (${who}). Sent again, under way at an edge of the window, or miscounted.`,
    };
  }
  const worst = Math.max(...counted.map(sizeOf));
  // Rounded up: a bound must not be smaller than what it bounds.
  const bound = Math.ceil(worst * 100) / 100;
  const how = worst === 0 ? 'to the byte' : `to within ${percent(bound)}`;
  return {
    warn: false,
    text: `${packets} and the application’s bytes explain the wire ${how} in every valid trial.`,
  };
}

const NOT_COUNTED: Check = {
  warn: true,
  text: 'The wire was not counted, as this network has no counters: TCP, IP and Ethernet headers, acknowledgements and handshakes are missing here.',
};

function tableOf(rows: readonly Row[], onWire: boolean): Table {
  const wireCells = (wire: WireBytes | null | undefined): Cell[] => [
    figure(wire?.headersDown),
    figure(wire?.headersUp),
    figure(wire?.total),
    figure(wire?.packetsDown),
    figure(wire?.packetsUp),
    wire ? signedPercent(wire.worstRemainderPercent) : NOTHING,
  ];
  const parts = [...APPLICATION_PARTS, 'Application total', ...(onWire ? [...WIRE_PARTS, 'Wire total'] : [])];
  return {
    caption: `Bytes per delivery: down is server to client, up is client to server${
      onWire ? '; TCP/IP/Ethernet is wire − application: all headers, acknowledgements and handshakes' : ''
    }`,
    columns: [
      'Transport',
      ...parts.map(part => `${part} (B)`),
      ...(onWire
        ? ['Packets down per delivery', 'Packets up per delivery', 'Unexplained, worst trial (% of wire)']
        : []),
    ],
    rows: rows.map(({ transport, bytes }) => [
      { transport },
      figure(bytes?.payload),
      figure(bytes?.overheadDown),
      figure(bytes?.up),
      figure(bytes?.total),
      ...(onWire ? wireCells(bytes?.wire) : []),
    ]),
  };
}

/** The byte ledger: what one delivery moves, layer by layer, up to the wire where that was counted. */
export function bytesFigure(transports: TransportFigures[]): ChartFigure {
  const known = transports.flatMap(({ transport, bytes }) => (bytes ? [{ transport, bytes }] : []));
  const counted = known.flatMap(({ transport, bytes: { wire } }) => (wire ? [{ transport, wire }] : []));
  const onWire = counted.length > 0;
  const what = onWire ? 'Wire bytes' : 'Application bytes';
  const totalOf = ({ total, wire }: DeliveryBytes) => (onWire ? (wire?.total ?? null) : total);
  const words = leastFirst(
    known.map(({ transport, bytes }) => {
      const value = totalOf(bytes);
      return {
        transport,
        value,
        more: value ? ` (${Math.round((bytes.payload / value) * 100)}% payload)` : '',
      };
    }),
    'B',
  );
  return {
    title: `How many bytes one delivery ${onWire ? 'puts on the wire' : 'moves'}, and what for`,
    summary: words ? `${what} of one delivery, both ways: ${words}.` : 'No valid trial has this figure.',
    checks: known.length === 0 ? [] : [onWire ? remainderCheck(counted) : NOT_COUNTED],
    spec: {
      kind: 'stack',
      xAxis: `${what} per delivery (B)`,
      unit: 'B',
      parts: onWire ? [...APPLICATION_PARTS, ...WIRE_PARTS] : APPLICATION_PARTS,
      rows: transports.map(({ transport, bytes }) => ({
        transport,
        values: bytes && totalOf(bytes) !== null ? partsOf(bytes) : null,
      })),
    },
    table: tableOf(transports, onWire),
  };
}
