import { inProse } from '../../scenarios/load/transport.ts';
import type { TheoryQuantity, TheoryRow } from '../model/theory.ts';
import { list, percent } from '../text/format.ts';

/** The name of a quantity of the theory, and what its model leaves out. */
interface QuantityWords {
  title: string;
  /** Within a sentence. */
  prose: string;
  unit: string;
  /** Possible causes of the differences in these rows; empty where none has the right sign. */
  unknown(rows: readonly TheoryRow[]): string;
}

/** Latencies below this consist mostly of process wake-up. */
const SHORT_MS = 1;

/**
 * 95% of the means of n evenly spread waits lie within this share of the true mean, in %:
 * 1.96 · 2 / √(12 n).
 */
const chancePercent = (deliveries: number) => (100 * 1.96 * 2) / Math.sqrt(12 * deliveries);

/** Whether more was measured than predicted. */
const isMore = ({ predicted, measured, residualPercent }: TheoryRow): boolean =>
  (residualPercent?.value ?? measured.value - predicted.value) > 0;

const isLess = (row: TheoryRow): boolean => !isMore(row);

/** A cause of the differences of some rows: it names them unless these are all; empty for none. */
function causeOf(rows: readonly TheoryRow[], isIts: (row: TheoryRow) => boolean, cause: string): string {
  const own = rows.filter(isIts);
  if (own.length === 0) return '';
  return own.length === rows.length
    ? cause
    : `For ${list(own.map(({ transport }) => inProse(transport)))}: ${cause}`;
}

function unknownOfLatency(rows: readonly TheoryRow[]): string {
  const polled = rows.filter(({ transport }) => transport === 'short-polling');
  const others = rows.filter(({ transport }) => transport !== 'short-polling');
  const short = others.some(({ measured }) => measured.value < SHORT_MS);
  const long = others.filter(({ measured }) => measured.value >= SHORT_MS);
  return [
    ...polled.map(
      ({ transport, deliveries }) =>
        `With so few deliveries, chance alone moves the mean of ${inProse(transport)} by up to ${percent(chancePercent(deliveries))}.`,
    ),
    ...(short
      ? [
          'The model uses the transit time of the idle machine. A latency below a millisecond is mostly process wake-up, and its duration depends on how busy the machine is. The model does not include this.',
        ]
      : []),
    ...(long.length > 0
      ? [
          `The model assumes that server and clients work at the rate of their CPU time per delivery. It does not include how the two interleave${long.some(isMore) ? ', or waits for a busy core' : ''}.`,
        ]
      : []),
  ].join(' ');
}

/** Words for every quantity. */
export const QUANTITIES: Record<TheoryQuantity, QuantityWords> = {
  latencyMeanMs: {
    title: 'Mean latency (ms)',
    prose: 'mean latency',
    unit: 'ms',
    unknown: unknownOfLatency,
  },
  batchMean: {
    title: 'Batch mean (notifications)',
    prose: 'batch mean',
    unit: 'notifications',
    unknown: rows =>
      causeOf(
        rows,
        isMore,
        'The model assumes that every client polls on time. A late poll finds more notifications waiting.',
      ),
  },
  requests: {
    title: 'Requests in the window',
    prose: 'requests',
    unit: 'requests',
    unknown: rows =>
      causeOf(
        rows,
        isLess,
        'The model assumes that every client polls on time and that every response takes the mean time. Late clients poll less often.',
      ),
  },
  applicationBytesPerDelivery: {
    title: 'Application bytes per delivery (B)',
    prose: 'application bytes per delivery',
    unit: 'B',
    unknown: rows =>
      `The model includes every byte of a message. For ${list(rows.map(({ transport }) => inProse(transport)))} it does not predict which messages at the window’s edges fell inside it, or how many notifications shared a response.`,
  },
  toFirstMeanMs: {
    title: 'Mean time to the first notification (ms)',
    prose: 'mean time to the first notification',
    unit: 'ms',
    unknown: rows =>
      causeOf(
        rows,
        isMore,
        'The model counts round trips: one for TCP, one for the request or the upgrade. It does not include the work of server and clients.',
      ),
  },
};
