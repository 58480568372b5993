import { PACKET_HEADER_BYTES } from '../../analysis/models/network.ts';
import { inProse, type Transport } from '../../scenarios/load/transport.ts';
import type { DeliveryBytes, WireBytes } from '../model/delivery-bytes.ts';
import type { TransportFigures } from '../model/figures.ts';
import { figure, integer, list, NOTHING, percent, signedPercent } from '../text/format.ts';
import { leastFirst } from '../words/least-first.ts';
import type { Cell, ChartFigure, Check, Table } from './spec.ts';

/**
 * The parts of a delivery's bytes, in stacking order; those of the wire only where it was counted.
 */
const APPLICATION_PARTS = ['Payload', 'Envelope, framing, headers down', 'Application up'];
/** The same where notifications were compressed, each as a whole. */
const COMPRESSED_PARTS = ['Payload; if compressed, with envelope', ...APPLICATION_PARTS.slice(1)];
const BEFORE_PARTS = ['Payload before compression', 'Payload and envelope before compression'];
const WIRE_PARTS = ['TCP/IP/Ethernet down', 'TCP/IP/Ethernet up'];
/** The last parts of the bar, because the fills go by place; only where some transport has them. */
const TLS_PART = 'TLS, both ways';
const HTTP2_PART = 'HTTP/2, both ways';

/** Above this share of the wire bytes, in %, bytes that headers do not explain are a warning. */
const MAX_REMAINDER_PERCENT = 1;

/**
 * The bytes of a transport; `label` names the row where a transport has several, and `brief` stands
 * for it beside its bar.
 */
export interface LedgerRow {
  transport: Transport;
  label?: string;
  brief?: string;
  bytes: DeliveryBytes | null;
}
type Counted = Pick<LedgerRow, 'transport' | 'label'> & { wire: WireBytes };

const partsOf = (
  { payload, overheadDown, up, tls, http2, wire }: DeliveryBytes,
  { onWire, isTls, isHttp2 }: Omit<Layers, 'isCompressed'>,
): number[] => [
  payload,
  overheadDown,
  up,
  ...(onWire ? [wire?.headersDown ?? 0, wire?.headersUp ?? 0] : []),
  ...(isTls ? [tls ?? 0] : []),
  ...(isHttp2 ? [http2 ?? 0] : []),
];

/** The transports whose segments came twice, and how much of the wire bytes that is at most. */
function repeatedInWords(counted: readonly Counted[]): string {
  const own = counted.filter(({ wire }) => wire.repeatedSegments > 0);
  if (own.length === 0) return '';
  const said = own.map(
    ({ transport, label, wire }) =>
      `${label ?? inProse(transport)} ${integer(wire.repeatedSegments)}, up to ${percent(Math.abs(wire.worstRemainderPercent))} of the bytes`,
  );
  return ` Not in that: segments that the server sent again though they had arrived, because a busy client was late to acknowledge them (${said.join('; ')}).`;
}

/** Whether packets × headers explain what the wire carried. */
function remainderCheck(counted: readonly Counted[]): Check {
  const sizeOf = ({ wire }: Counted) => Math.abs(wire.worstUnexplainedPercent);
  const packets = `Packets × ${integer(PACKET_HEADER_BYTES)} B of headers`;
  const over = counted.filter(one => sizeOf(one) > MAX_REMAINDER_PERCENT);
  if (over.length > 0) {
    const remainders = list(
      over.map(
        one => `${one.label ?? inProse(one.transport)} ${signedPercent(one.wire.worstUnexplainedPercent)}`,
      ),
    );
    return {
      warn: true,
      text: `${packets} and the application’s bytes do not explain the wire bytes: over ${percent(MAX_REMAINDER_PERCENT)} remain in the worst valid trial (${remainders}). Possible causes: retransmission, packets in transit at an edge of the window, or a wrong count.`,
    };
  }
  const worst = Math.max(...counted.map(sizeOf));
  // Rounded up: a bound must not be smaller than the value.
  const bound = Math.ceil(worst * 100) / 100;
  const how = worst === 0 ? 'to the byte' : `to within ${percent(bound)}`;
  return {
    warn: false,
    text: `${packets} and the application’s bytes explain the wire bytes ${how} in every valid trial.${repeatedInWords(counted)}`,
  };
}

const NOT_COUNTED: Check = {
  warn: true,
  text: 'Wire bytes were not counted, because this network has no counters: TCP, IP and Ethernet headers, acknowledgements and handshakes are missing here.',
};

/** Which layers some transport of a chart has. */
interface Layers {
  onWire: boolean;
  isTls: boolean;
  isHttp2: boolean;
  isCompressed: boolean;
}

function tableOf(rows: readonly LedgerRow[], { onWire, isTls, isHttp2, isCompressed }: Layers): Table {
  const wireCells = (wire: WireBytes | null | undefined): Cell[] => [
    figure(wire?.headersDown),
    figure(wire?.headersUp),
    figure(wire?.total),
    figure(wire?.packetsDown),
    figure(wire?.packetsUp),
    wire ? signedPercent(wire.worstRemainderPercent) : NOTHING,
  ];
  const parts = [
    ...(isCompressed ? [...BEFORE_PARTS, ...COMPRESSED_PARTS] : APPLICATION_PARTS),
    ...(isTls ? [TLS_PART] : []),
    ...(isHttp2 ? [HTTP2_PART] : []),
    'Application total',
    ...(onWire ? [...WIRE_PARTS, 'Wire total'] : []),
  ];
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
    rows: rows.map(({ transport, label, bytes }) => [
      label ?? { transport },
      ...(isCompressed ? [figure(bytes?.before?.payload), figure(bytes?.before?.withEnvelope)] : []),
      figure(bytes?.payload),
      figure(bytes?.overheadDown),
      figure(bytes?.up),
      ...(isTls ? [figure(bytes?.tls)] : []),
      ...(isHttp2 ? [figure(bytes?.http2)] : []),
      figure(bytes?.total),
      ...(onWire ? wireCells(bytes?.wire) : []),
    ]),
  };
}

/** How many of so many bytes are payload; if it was compressed, how they compare with it before. */
const shareInWords = ({ payload, before }: DeliveryBytes, value: number): string =>
  before
    ? ` (${percent((value / before.payload) * 100)} of the payload before compression)`
    : ` (${Math.round((payload / value) * 100)}% payload)`;

/** What a delivery has on the wire, or above TCP where the wire was not counted. */
const totalOf = ({ total, wire }: DeliveryBytes, onWire: boolean) => (onWire ? (wire?.total ?? null) : total);

/** The bytes of one delivery, layer by layer: one bar for each row. */
export function ledgerFigure(rows: readonly LedgerRow[], summary: string): ChartFigure {
  const known = rows.flatMap(({ bytes, ...row }) => (bytes ? [{ ...row, bytes }] : []));
  const counted = known.flatMap(({ bytes: { wire }, ...row }) => (wire ? [{ ...row, wire }] : []));
  const onWire = counted.length > 0;
  const isTls = known.some(({ bytes }) => bytes.tls !== null);
  const isHttp2 = known.some(({ bytes }) => bytes.http2 !== null);
  const isCompressed = known.some(({ bytes }) => bytes.before !== null);
  const what = onWire ? 'Wire bytes' : 'Application bytes';
  return {
    title: `${what} of one delivery, by layer`,
    summary,
    checks: known.length === 0 ? [] : [onWire ? remainderCheck(counted) : NOT_COUNTED],
    spec: {
      kind: 'stack',
      xAxis: `${what} per delivery (B)`,
      unit: 'B',
      parts: [
        ...(isCompressed ? COMPRESSED_PARTS : APPLICATION_PARTS),
        ...(onWire ? WIRE_PARTS : []),
        ...(isTls ? [TLS_PART] : []),
        ...(isHttp2 ? [HTTP2_PART] : []),
      ],
      rows: rows.map(({ transport, label, brief, bytes }) => ({
        transport,
        ...(label !== undefined && { label }),
        ...(brief !== undefined && { brief }),
        values: bytes && totalOf(bytes, onWire) !== null ? partsOf(bytes, { onWire, isTls, isHttp2 }) : null,
      })),
    },
    table: tableOf(rows, { onWire, isTls, isHttp2, isCompressed }),
  };
}

/** The bytes of one delivery of each transport, up to the wire where it was counted. */
export function bytesFigure(transports: TransportFigures[]): ChartFigure {
  const known = transports.flatMap(({ transport, bytes }) => (bytes ? [{ transport, bytes }] : []));
  const onWire = known.some(({ bytes }) => bytes.wire !== null);
  const words = leastFirst(
    known.map(({ transport, bytes }) => {
      const value = totalOf(bytes, onWire);
      return {
        transport,
        value,
        more: value ? shareInWords(bytes, value) : '',
      };
    }),
    'B',
  );
  const what = onWire ? 'Wire bytes' : 'Application bytes';
  return ledgerFigure(
    transports.map(({ transport, bytes }) => ({ transport, bytes })),
    words ? `${what} of one delivery, both ways: ${words}.` : 'No valid trial measured this.',
  );
}
