import { type BlockRef, blockKey, blockRef } from '../../results/format/blocks.ts';
import type { Run } from '../../results/format/run.ts';
import type { Transport } from '../../scenarios/load/transport.ts';
import { type BlockRatio, ratioInterval } from '../comparison/ratio-interval.ts';
import { median } from '../statistics/paired-ratios.ts';
import { type PointRef, trialsOf } from './claim-figures.ts';
import { bytesPerDelivery } from './quantities.ts';
import type { ClaimFigure } from './verdict.ts';

/** The line feed that tcp-floor adds to the JSON of a notification. */
const LINE_FEED_BYTES = 1;

/** Bytes of one delivery: all of it, and the part beyond the JSON of the notification. */
interface Bytes extends BlockRef {
  whole: number;
  json: number;
  overhead: number;
}

function bytesOf(run: Run, place: PointRef, floorAt: PointRef, transport: Transport): Map<string, Bytes> {
  const { of } = bytesPerDelivery;
  const lines = new Map(trialsOf(run, floorAt, 'tcp-floor').map(trial => [blockKey(trial), of(trial)]));
  return new Map(
    trialsOf(run, place, transport).flatMap(trial => {
      const [whole, line] = [of(trial), lines.get(blockKey(trial)) ?? null];
      if (whole === null || line === null) return [];
      const json = line - LINE_FEED_BYTES;
      return [[blockKey(trial), { ...blockRef(trial), whole, json, overhead: whole - json }] as const];
    }),
  );
}

function ratios(
  own: Map<string, Bytes>,
  other: Map<string, Bytes>,
  of: (bytes: Bytes) => number,
): BlockRatio[] {
  return [...own].flatMap(([block, bytes]) => {
    const reference = other.get(block);
    if (!reference || of(reference) <= 0 || of(bytes) <= 0) return [];
    return [{ ...blockRef(bytes), ratio: of(bytes) / of(reference) }];
  });
}

const overheadOf = ({ overhead }: Bytes) => overhead;

/** A number of bytes: the median over the blocks, with its range. */
function bytesFigure(
  { scenario, point }: PointRef,
  transport: Transport,
  label: string,
  values: readonly number[],
): ClaimFigure[] {
  const value = median(values);
  if (value === null) return [];
  const [lower, upper] = [Math.min(...values), Math.max(...values)];
  return [{ label, value, unit: 'B', lower, upper, scenario, point, transport }];
}

/** A ratio to WebSocket, with its 95% interval. */
function ratioFigure(
  { scenario, point }: PointRef,
  transport: Transport,
  label: string,
  all: readonly BlockRatio[],
): ClaimFigure[] {
  const middle = median(all.map(({ ratio }) => ratio));
  if (middle === null) return [];
  const interval = ratioInterval(all, null);
  const [lower, upper] = [interval?.low ?? null, interval?.high ?? null];
  return [{ label, value: interval?.median ?? middle, unit: ':1', lower, upper, scenario, point, transport }];
}

/** The labels of the values. */
export const LABELS = {
  overhead: 'bytes of a delivery beyond the JSON of its notification',
  json: 'JSON of a notification',
  overheads: 'overhead, as a multiple of that of WebSocket',
  wholes: 'whole message, as a multiple of that of WebSocket',
} as const;

/**
 * The overheads at a point and their ratios. The JSON has as many bytes as the TCP floor has at
 * `floorAt`, which must be without TLS.
 */
export function overheadFigures(run: Run, place: PointRef, floorAt = place): ClaimFigure[] {
  const websocket = bytesOf(run, place, floorAt, 'websocket');
  return ['short-polling' as const, 'long-polling' as const, 'sse' as const, 'websocket' as const].flatMap(
    transport => {
      const own = bytesOf(run, place, floorAt, transport);
      const values = (of: (bytes: Bytes) => number) => [...own.values()].map(of);
      const common = bytesFigure(place, transport, LABELS.overhead, values(overheadOf));
      if (transport === 'websocket') {
        const json = values(bytes => bytes.json);
        return [...common, ...bytesFigure(place, transport, LABELS.json, json)];
      }
      const overheads = ratios(own, websocket, overheadOf);
      const wholes = ratios(own, websocket, ({ whole }) => whole);
      return [
        ...common,
        ...ratioFigure(place, transport, LABELS.overheads, overheads),
        ...ratioFigure(place, transport, LABELS.wholes, wholes),
      ];
    },
  );
}
