import type { Transport } from '../../scenarios/load/transport.ts';
import { type Answer, type Decided, exampleOf } from '../model/needs.ts';
import type { PointView } from '../model/point.ts';
import { type Rival, shownFrontOf } from '../model/rank.ts';
import { placeInWords } from '../words/over-paths.ts';

/** Times the lowest, with its 95% interval. */
export interface Ratio {
  median: number;
  low: number;
  high: number;
  blocks: number;
}

/** p99 of the latency at a point; p90 where the point has too few moments for a p99. */
export interface LatencyTail {
  of: 'p99' | 'p90';
  ms: number;
}

/** A transport at a point, compared with the lowest there. */
export interface MeasuredTransport {
  transport: Transport;
  /** In the unit of the example. */
  value: number;
  /** Null for the lowest, or without an interval. */
  ratio: Ratio | null;
  /** Whether it is known to have more than the lowest. */
  isMore: boolean;
  /** Whether it counts beside the lowest there. */
  isTied: boolean;
  /** Null where the point has no latency. */
  tail: LatencyTail | null;
  /**
   * Another point at which it is known to have more than the lowest; null if it has none, or if it
   * is known to have more here.
   */
  elsewhere: { place: string; ratio: Ratio } | null;
}

/** The point that illustrates the answer to a need. */
export interface NeedExample {
  place: string;
  /** The title of the measure. */
  measure: string;
  unit: string;
  lowest: Transport;
  measured: MeasuredTransport[];
}

const ratioOf = ({ against: { interval } }: Rival): Ratio | null =>
  interval && {
    median: interval.median,
    low: interval.low,
    high: interval.high,
    blocks: interval.blocks,
  };

const isMore = ({ against: { verdict } }: Rival): boolean => verdict === 'more';

function tailAt({ transports }: PointView, transport: Transport): LatencyTail | null {
  const latency = transports.find(one => one.transport === transport)?.latency.fromSchedule;
  if (latency?.p99) return { of: 'p99', ms: latency.p99.value };
  const p90Ms = latency?.merged?.quantileMs(0.9) ?? null;
  return p90Ms === null ? null : { of: 'p90', ms: p90Ms };
}

/** The first decided point at which a transport is known to have more than one of the best. */
function elsewhereOf({ decided, best }: Answer, transport: Transport): MeasuredTransport['elsewhere'] {
  const [found] = decided.flatMap(({ view, first, rivals }) => {
    const rival = rivals.find(one => one.transport === transport);
    const ratio = rival && isMore(rival) && best.includes(first.transport) ? ratioOf(rival) : null;
    return ratio ? [{ place: placeInWords(view, ', '), ratio }] : [];
  });
  return found ?? null;
}

const measuredOf = ({ view, first, rivals }: Decided, answer: Answer): MeasuredTransport[] => [
  {
    transport: first.transport,
    value: first.spread.value,
    ratio: null,
    isMore: false,
    isTied: false,
    tail: tailAt(view, first.transport),
    elsewhere: null,
  },
  ...rivals.map(rival => ({
    transport: rival.transport,
    value: rival.spread.value,
    ratio: ratioOf(rival),
    isMore: isMore(rival),
    isTied: shownFrontOf({ first, rivals }).includes(rival.transport),
    tail: tailAt(view, rival.transport),
    elsewhere: isMore(rival) ? null : elsewhereOf(answer, rival.transport),
  })),
];

/** The point that illustrates an answer; null without a decided one. */
export function needExample(answer: Answer): NeedExample | null {
  const decided = exampleOf(answer);
  if (!decided) return null;
  const { view, title, unit, first } = decided;
  return {
    place: placeInWords(view, ', '),
    measure: title,
    unit,
    lowest: first.transport,
    measured: measuredOf(decided, answer),
  };
}
