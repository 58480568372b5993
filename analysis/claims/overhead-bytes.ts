import type { Run } from '../../results/format/run.ts';
import type { Transport } from '../../scenarios/load/transport.ts';
import { median, medianInterval } from '../statistics/paired-ratios.ts';
import { type PointRef, trialsOf } from './claim-figures.ts';
import { bytesPerDelivery } from './quantities.ts';
import type { ClaimFigure } from './verdict.ts';

/** The line feed that tcp-floor adds to the JSON of a notification. */
const LINE_FEED_BYTES = 1;

/** Bytes of one delivery: all of it, and the part beyond the JSON of the notification. */
interface Bytes {
  whole: number;
  json: number;
  overhead: number;
}

function bytesOf(run: Run, place: PointRef, transport: Transport): Map<number, Bytes> {
  const { of } = bytesPerDelivery;
  const lines = new Map(trialsOf(run, place, 'tcp-floor').map(trial => [trial.block, of(trial)]));
  return new Map(
    trialsOf(run, place, transport).flatMap(trial => {
      const [whole, line] = [of(trial), lines.get(trial.block) ?? null];
      if (whole === null || line === null) return [];
      const json = line - LINE_FEED_BYTES;
      return [[trial.block, { whole, json, overhead: whole - json }] as const];
    }),
  );
}

function ratios(own: Map<number, Bytes>, other: Map<number, Bytes>, of: (bytes: Bytes) => number): number[] {
  return [...own].flatMap(([block, bytes]) => {
    const reference = other.get(block);
    if (!reference || of(reference) <= 0 || of(bytes) <= 0) return [];
    return [of(bytes) / of(reference)];
  });
}

const overheadOf = ({ overhead }: Bytes) => overhead;

function figure(
  place: PointRef,
  transport: Transport,
  label: string,
  unit: string,
  values: readonly number[],
): ClaimFigure[] {
  const value = median(values);
  if (value === null) return [];
  const interval = unit === ':1' ? medianInterval(values) : null;
  const isRatio = unit === ':1';
  return [
    {
      label,
      value: interval?.median ?? value,
      unit,
      lower: isRatio ? (interval?.low ?? null) : Math.min(...values),
      upper: isRatio ? (interval?.high ?? null) : Math.max(...values),
      scenario: place.scenario,
      point: place.point,
      transport,
    },
  ];
}

/** The labels of the values. */
export const LABELS = {
  overhead: 'bytes of a delivery beyond the JSON of its notification',
  json: 'JSON of a notification',
  overheads: 'overhead, as a multiple of that of WebSocket',
  wholes: 'whole message, as a multiple of that of WebSocket',
} as const;

/** The overheads at a point and their ratios. */
export function overheadFigures(run: Run, place: PointRef): ClaimFigure[] {
  const websocket = bytesOf(run, place, 'websocket');
  return ['short-polling' as const, 'long-polling' as const, 'sse' as const, 'websocket' as const].flatMap(
    transport => {
      const own = bytesOf(run, place, transport);
      const values = (of: (bytes: Bytes) => number) => [...own.values()].map(of);
      const common = figure(place, transport, LABELS.overhead, 'B', values(overheadOf));
      if (transport === 'websocket')
        return [
          ...common,
          ...figure(
            place,
            transport,
            LABELS.json,
            'B',
            values(({ json }) => json),
          ),
        ];
      return [
        ...common,
        ...figure(place, transport, LABELS.overheads, ':1', ratios(own, websocket, overheadOf)),
        ...figure(
          place,
          transport,
          LABELS.wholes,
          ':1',
          ratios(own, websocket, ({ whole }) => whole),
        ),
      ];
    },
  );
}
