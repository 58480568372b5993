import { repeatedBytes } from '../../analysis/models/network.ts';
import type { MeasuredTrial } from '../../results/format/trial.ts';

/** The wire bytes of one delivery beyond the application's bytes. */
export interface WireBytes {
  /** TCP/IP and Ethernet headers, acknowledgements and handshakes included: wire − application. */
  headersDown: number;
  headersUp: number;
  total: number;
  packetsDown: number;
  packetsUp: number;
  /**
   * The share that packets × headers do not explain, of the valid trial with the largest. Positive:
   * more bytes than explained; negative: fewer.
   */
  worstRemainderPercent: number;
  /**
   * The same without what segments can explain that came twice: the share by which a remainder is
   * larger or smaller than that.
   */
  worstUnexplainedPercent: number;
  /** How many segments came twice, in all valid trials. */
  repeatedSegments: number;
}

/** Bytes of one delivery, both ways, in parts that add up. */
export interface DeliveryBytes {
  /** Where it was compressed: payload and envelope together, after that. */
  payload: number;
  overheadDown: number;
  up: number;
  /** What was compressed, before that; null without compression. */
  before: { payload: number; withEnvelope: number } | null;
  /** What TLS added, both ways; null without TLS. */
  tls: number | null;
  /** What HTTP/2 added, both ways; null without it. */
  http2: number | null;
  /** Application bytes. */
  total: number;
  /** Null where the wire was not counted. */
  wire: WireBytes | null;
}

type Wire = NonNullable<MeasuredTrial['bandwidth']['wire']>;
type Ledger = NonNullable<MeasuredTrial['bandwidth']['ledger']>;

/** What of a remainder is beyond what segments explain that came twice, in % of the wire bytes. */
function unexplainedPercent({ remainderBytes, remainderPercent, repeatedSegments = 0 }: Ledger): number {
  const { least, most } = repeatedBytes(repeatedSegments);
  const beyond =
    remainderBytes > most ? remainderBytes - most : remainderBytes < least ? remainderBytes - least : 0;
  return remainderBytes === 0 ? 0 : (remainderPercent * beyond) / remainderBytes;
}

const worstOf = (percents: readonly number[]): number =>
  percents.reduce((worst, one) => (Math.abs(one) > Math.abs(worst) ? one : worst), 0);

/** A smaller share of the whole is rounding in the arithmetic. */
const LEAST_SHARE = 1e-9;

/** What parts leave of a whole; 0 where only rounding in the arithmetic is left. */
function without(whole: number, ...parts: readonly number[]): number {
  const rest = parts.reduce((left, part) => left - part, whole);
  return Math.abs(rest) < LEAST_SHARE * whole ? 0 : rest;
}

/** Null where a trial has no wire counters, because parts of different trials would not add up. */
function wireBytes(
  valid: readonly MeasuredTrial[],
  arrived: number,
  application: { down: number; up: number },
): WireBytes | null {
  const counted = valid.flatMap(({ bandwidth: { wire, ledger } }) =>
    wire && ledger ? [{ wire, ledger }] : [],
  );
  if (counted.length < valid.length) return null;
  const each = (amount: (wire: Wire) => number) =>
    counted.reduce((sum, { wire }) => sum + amount(wire), 0) / arrived;
  const [down, up] = [each(wire => wire.downBytes), each(wire => wire.upBytes)];
  return {
    headersDown: without(down, application.down),
    headersUp: without(up, application.up),
    total: down + up,
    packetsDown: each(wire => wire.downPackets),
    packetsUp: each(wire => wire.upPackets),
    worstRemainderPercent: worstOf(counted.map(({ ledger }) => ledger.remainderPercent)),
    worstUnexplainedPercent: worstOf(counted.map(({ ledger }) => unexplainedPercent(ledger))),
    repeatedSegments: counted.reduce((sum, { ledger }) => sum + (ledger.repeatedSegments ?? 0), 0),
  };
}

/** The bytes of one delivery over all blocks; null where nothing was delivered. */
export function deliveryBytes(valid: readonly MeasuredTrial[]): DeliveryBytes | null {
  const sum = (amount: (trial: MeasuredTrial) => number) =>
    valid.reduce((total, trial) => total + amount(trial), 0);
  const arrived = sum(trial => trial.deliveries.arrived);
  const due = sum(trial => trial.deliveries.expected);
  if (arrived === 0 || due === 0) return null;
  const down = sum(trial => trial.bandwidth.application.downBytes) / arrived;
  const up = sum(trial => trial.bandwidth.application.upBytes) / arrived;
  const isTls = valid.some(trial => trial.bandwidth.tls);
  const tlsDown = sum(trial => trial.bandwidth.tls?.downBytes ?? 0) / arrived;
  const tlsUp = sum(trial => trial.bandwidth.tls?.upBytes ?? 0) / arrived;
  const isHttp2 = valid.some(trial => trial.bandwidth.http2);
  const http2Down = sum(trial => trial.bandwidth.http2?.downBytes ?? 0) / arrived;
  const http2Up = sum(trial => trial.bandwidth.http2?.upBytes ?? 0) / arrived;
  const sent = sum(trial => trial.bandwidth.payloadBytes) / due;
  const isCompressed = valid.some(trial => trial.bandwidth.compression);
  const compressed = sum(trial => trial.bandwidth.compression?.compressedBytes ?? 0) / arrived;
  // MessagePack may have fewer bytes than the payload as JSON; then all of them count as payload.
  const payload = Math.min(isCompressed ? compressed : sent, down - tlsDown - http2Down);
  const wire = wireBytes(valid, arrived, { down, up });
  return {
    payload,
    before: isCompressed
      ? {
          payload: sent,
          withEnvelope: sum(trial => trial.bandwidth.compression?.contentBytes ?? 0) / arrived,
        }
      : null,
    overheadDown: without(down, tlsDown, http2Down, payload),
    up: without(up, tlsUp, http2Up),
    tls: isTls ? tlsDown + tlsUp : null,
    http2: isHttp2 ? http2Down + http2Up : null,
    total: down + up,
    wire,
  };
}
