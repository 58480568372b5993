import { PACKET_HEADER_BYTES, SYN_PACKET_BYTES } from '../../analysis/models/network.ts';
import type { MeasuredTrial } from '../../results/format/trial.ts';
import { CLIENT_MAC, type Packet, SERVER_MAC } from './decrypted.ts';
import { partsOf } from './http2-frames.ts';

/** A notification in any framing. It and its payload have an end that no text in them has. */
const NOTIFICATION =
  /\{"seq":\d+,"topic":"[^"]*","scheduledAt":\d+,"publishedAt":\d+,"payload":(\{"text":"[^"]*"\})\}/g;

/** What a capture has by layer in a window, or the lab. */
export interface Layers {
  wireDown: number;
  wireUp: number;
  packets: number;
  /** Of Ethernet, IP and TCP, with the options that every packet has. */
  headers: number;
  /** What came twice, and the options by which the receiver says so (RFC 2883). */
  remainder: number;
  applicationDown: number;
  applicationUp: number;
  tlsDown: number;
  tlsUp: number;
  /** Undefined over HTTP/1.1. */
  http2Down: number | undefined;
  http2Up: number | undefined;
  payload: number;
  fullHandshakes: number;
  resumedHandshakes: number;
}

const ALERT = 21;
const APPLICATION_DATA = 23;
const SERVER_HELLO = 2;
const CERTIFICATE = 11;

/** Bytes of content in the records of a packet. Of a record, a type and a tag are not content. */
const carried = ({ records }: Packet) =>
  records.reduce((total, { bytes, type }) => total + (type === APPLICATION_DATA ? bytes - 17 : 0), 0);

/** Whether what was decrypted has the lengths that the records say. */
export const isWhole = (packets: readonly Packet[]): boolean =>
  packets.every(packet => packet.plain.length === carried(packet));

/**
 * Adds up packets, each layer by what tshark says of it, the JSON text of the notifications in
 * them, the records with content, and those with alerts.
 */
export function layersOf(
  packets: readonly Packet[],
  isHttp2 = false,
): Layers & { notifications: number; contentRecords: number; alerts: number } {
  const sum = (some: readonly Packet[], of: (packet: Packet) => number) =>
    some.reduce((total, packet) => total + of(packet), 0);
  const [down, up] = [SERVER_MAC, CLIENT_MAC].map(mac => packets.filter(({ from }) => from === mac)) as [
    Packet[],
    Packet[],
  ];
  const bytes = ({ bytes }: Packet) => bytes;
  const content = ({ contentBytes }: Packet) => contentBytes;
  // A record holds whole frames.
  const added = (some: readonly Packet[]) =>
    isHttp2 ? sum(some, ({ plain }) => partsOf(plain).added) : undefined;
  const headers = sum(packets, ({ isSyn }) => (isSyn ? SYN_PACKET_BYTES : PACKET_HEADER_BYTES));
  const count = (type: number) =>
    sum(packets, ({ handshakes }) => handshakes.filter(one => one === type).length);
  const records = (wanted: number) =>
    sum(packets, ({ records }) => records.filter(({ type }) => type === wanted).length);
  const plain = Buffer.concat(packets.map(packet => packet.plain));
  const found = [...plain.toString('latin1').matchAll(NOTIFICATION)];
  return {
    wireDown: sum(down, bytes),
    wireUp: sum(up, bytes),
    packets: packets.length,
    headers,
    remainder: sum(packets, bytes) - sum(packets, content) - headers,
    applicationDown: sum(down, content),
    applicationUp: sum(up, content),
    tlsDown: sum(down, content) - sum(down, carried),
    tlsUp: sum(up, content) - sum(up, carried),
    http2Down: added(down),
    http2Up: added(up),
    contentRecords: records(APPLICATION_DATA),
    alerts: records(ALERT),
    notifications: found.reduce((total, [text]) => total + text.length, 0),
    payload: found.reduce((total, [, payload]) => total + (payload ?? '').length, 0),
    fullHandshakes: count(CERTIFICATE),
    resumedHandshakes: count(SERVER_HELLO) - count(CERTIFICATE),
  };
}

/** The same as the lab accounts for it. */
export function ledgerOf({ bandwidth, deliveries }: MeasuredTrial, payloadBytes: number): Layers {
  const { wire, ledger, application, tls, http2 } = bandwidth;
  if (!wire || !ledger || !tls) throw new Error('a trial in an isolated network over TLS has all of these');
  return {
    wireDown: wire.downBytes,
    wireUp: wire.upBytes,
    packets: wire.downPackets + wire.upPackets,
    headers: ledger.headerBytes,
    remainder: ledger.remainderBytes,
    applicationDown: application.downBytes,
    applicationUp: application.upBytes,
    tlsDown: tls.downBytes,
    tlsUp: tls.upBytes,
    http2Down: http2?.downBytes,
    http2Up: http2?.upBytes,
    payload: deliveries.arrived * payloadBytes,
    fullHandshakes: tls.fullHandshakes,
    resumedHandshakes: tls.resumedHandshakes,
  };
}

/**
 * A line of a table of bytes for each delivery: payload, envelope, what frames both, HTTP/2, TLS,
 * headers of packets with what came twice, total, and packets.
 */
export function layerLine(name: string, layers: ReturnType<typeof layersOf>, deliveries: number): string {
  const { payload, notifications, applicationDown, applicationUp, tlsDown, tlsUp } = layers;
  const [application, tls] = [applicationDown + applicationUp, tlsDown + tlsUp];
  const http2 = (layers.http2Down ?? 0) + (layers.http2Up ?? 0);
  const wire = layers.wireDown + layers.wireUp;
  const parts = [
    payload,
    notifications - payload,
    application - tls - http2 - notifications,
    http2,
    tls,
    wire - application,
  ];
  const cells = [...parts, wire].map(bytes => Math.round(bytes / deliveries).toLocaleString('en'));
  return `| ${[name, ...cells, (layers.packets / deliveries).toFixed(1)].join(' | ')} |`;
}
