import { inProse } from '../../scenarios/load/transport.ts';
import type { TheoryQuantity, TheoryRow } from '../model/theory.ts';
import { list, percent } from '../text/format.ts';

/** How a quantity of the theory is called, and what its model leaves out. */
interface QuantityWords {
  title: string;
  /** Within a sentence. */
  prose: string;
  unit: string;
  /** What may be behind these rows, which the model missed. */
  unknown(rows: readonly TheoryRow[]): string;
}

/** Latencies below this are made of little but the waking of processes. */
const SHORT_MS = 1;

/** 95% of means of n waits that are spread evenly are within this share of the true mean, in %: 1.96 · 2 / √(12 n). */
const chancePercent = (deliveries: number) => (100 * 1.96 * 2) / Math.sqrt(12 * deliveries);

function unknownOfLatency(rows: readonly TheoryRow[]): string {
  const polled = rows.filter(({ transport }) => transport === 'short-polling');
  const others = rows.filter(({ transport }) => transport !== 'short-polling');
  const short = others.some(({ measured }) => measured.value < SHORT_MS);
  const long = others.some(({ measured }) => measured.value >= SHORT_MS);
  return [
    ...polled.map(
      ({ transport, deliveries }) =>
        `Chance alone moves the mean of ${inProse(transport)} by up to ${percent(chancePercent(deliveries))} with so few deliveries.`,
    ),
    ...(short
      ? [
          'The model takes one transit as the idle machine has it; a latency below a millisecond is mostly the machine waking up, which it does faster or slower by how busy it is, and that the model does not know.',
        ]
      : []),
    ...(long
      ? [
          'The model lets server or clients go on at the pace of their CPU per delivery; how the two interleave, and waiting for a core that is busy otherwise, it does not know.',
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
    unknown: () =>
      'The model has every client ask on time; who asks late finds more waiting. That it does not know.',
  },
  requests: {
    title: 'Requests in the window',
    prose: 'requests',
    unit: 'requests',
    unknown: () =>
      'The model has every client ask on time and the answers take their mean time; late clients ask less often. That it does not know.',
  },
  applicationBytesPerDelivery: {
    title: 'Application bytes per delivery (B)',
    prose: 'application bytes per delivery',
    unit: 'B',
    unknown: rows =>
      `The model knows every byte of a message; what it does not know is how many of ${list(rows.map(({ transport }) => inProse(transport)))} fell on either side of the window’s edges, nor how many notifications shared an answer.`,
  },
};
