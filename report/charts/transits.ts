import type { Latency } from '../../analysis/comparison/merged-latency.ts';
import { inProse } from '../../scenarios/load/transport.ts';
import type { TransportFigures } from '../model/figures.ts';
import type { PointView } from '../model/point.ts';
import { figure, list, withUnit } from '../text/format.ts';
import type { ChartFigure, SharesSpec } from './spec.ts';

/** The axis ends here: long polling takes up to three transits, and short polling any number. */
const MOST_TRANSITS = 6;

/** The shares at which a line has a point, in %. */
const SHARES = [...Array.from({ length: 99 }, (_, index) => index + 1), 99.5, 99.9];

/** The quantiles of the table. */
const NAMED = [0.01, 0.25, 0.5, 0.75, 0.99];

interface Row {
  transport: TransportFigures['transport'];
  merged: Latency;
}

/** A line from the shortest delivery on, up to the end of the axis. */
function lineOf({ merged }: Row, transitMs: number): [number, number][] {
  const known = SHARES.flatMap((share): [number, number][] => {
    const ms = merged.quantileMs(share / 100);
    return ms === null ? [] : [[Number((ms / transitMs).toPrecision(5)), share]];
  });
  const points: [number, number][] = [[Number((merged.minMs / transitMs).toPrecision(5)), 0], ...known];
  const beyond = points.findIndex(([x]) => x > MOST_TRANSITS);
  return beyond === -1 ? points : points.slice(0, beyond + 1);
}

function extentInWords({ transport, merged }: Row, transitMs: number): string {
  const at = (quantile: number) => merged.quantileMs(quantile);
  const [from, to] = [at(0.01), at(0.99)];
  if (from === null || to === null) return `${inProse(transport)} too few deliveries`;
  return `${inProse(transport)} ${figure(from / transitMs)} to ${figure(to / transitMs)}`;
}

/**
 * The distribution of latency at a point over a path, in transits of that path, each of
 * `transitMs`; null without latencies.
 */
export function transitsFigure({ transports }: PointView, transitMs: number): ChartFigure | null {
  const rows = transports.flatMap(({ transport, latency }): Row[] => {
    const { merged } = latency.fromSchedule;
    return merged ? [{ transport, merged }] : [];
  });
  if (rows.length === 0) return null;
  const one = withUnit(transitMs, 'ms');
  const spec: SharesSpec = {
    kind: 'shares',
    xAxis: `Latency from schedule (transits of ${one})`,
    unit: 'transits',
    most: MOST_TRANSITS,
    lines: rows.map(row => ({ transport: row.transport, points: lineOf(row, transitMs) })),
  };
  const hidden = rows.filter(({ merged }) => merged.maxMs / transitMs > MOST_TRANSITS);
  return {
    title: 'Distribution of latency, in transits of the path',
    summary: `One transit takes ${one}. From p1 to p99, deliveries take this many: ${list(rows.map(row => extentInWords(row, transitMs)))}.`,
    checks:
      hidden.length === 0
        ? []
        : [
            {
              warn: false,
              text: `Some deliveries took more than ${MOST_TRANSITS} transits and are not drawn: ${list(hidden.map(({ transport }) => inProse(transport)))}.`,
            },
          ],
    spec,
    table: {
      caption: `Latency from schedule in transits of ${one}, valid trials merged`,
      columns: ['Transport', 'Min', ...NAMED.map(quantile => `p${quantile * 100}`), 'Max'],
      rows: rows.map(({ transport, merged }) => [
        { transport },
        figure(merged.minMs / transitMs),
        ...NAMED.map(quantile => {
          const ms = merged.quantileMs(quantile);
          return figure(ms === null ? null : ms / transitMs);
        }),
        figure(merged.maxMs / transitMs),
      ]),
    },
  };
}
