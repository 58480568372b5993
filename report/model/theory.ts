import { pooledTheory } from '../../analysis/models/residual.ts';
import { THEORY_QUANTITIES } from '../../results/format/gate-and-theory.ts';
import type { MeasuredTrial } from '../../results/format/trial.ts';
import type { Transport } from '../../scenarios/load/transport.ts';
import type { PointView } from './point.ts';
import { type Spread, spreadOver } from './spread.ts';

export type TheoryQuantity = (typeof THEORY_QUANTITIES)[number];

/** One quantity of one transport: the prediction, the measurement and the residual. */
export interface TheoryRow {
  transport: Transport;
  quantity: TheoryQuantity;
  /** Number in all valid trials together. */
  deliveries: number;
  predicted: Spread;
  measured: Spread;
  /** In % of the prediction; null where the prediction is 0. */
  residualPercent: Spread | null;
  /** Whether model and measurement differ so much that it must be explained. */
  finding: boolean;
}

/** Above this share of the prediction, in %, a residual is a finding. */
export const MAX_RESIDUAL_PERCENT = 5;

/** What the theory of a trial says of one quantity; null if nothing. */
export const entryOf = (trial: MeasuredTrial, quantity: TheoryQuantity) =>
  trial.theory?.quantities.find(one => one.quantity === quantity) ?? null;

/**
 * The mean latency over all deliveries of all blocks; other quantities use the median of the
 * blocks.
 */
function pooled(valid: readonly MeasuredTrial[], quantity: TheoryQuantity) {
  const mean = quantity === 'latencyMeanMs' ? pooledTheory(valid).latencyMean : null;
  return { predicted: mean?.predictedMs, measured: mean?.measuredMs, residualPercent: mean?.residualPercent };
}

/** Smaller differences come from rounding in the arithmetic. */
function toHundredths(spread: Spread | null): Spread | null {
  const round = (value: number) => Math.round(value * 100) / 100;
  return spread && { ...spread, value: round(spread.value), min: round(spread.min), max: round(spread.max) };
}

function rowOf(
  transport: Transport,
  valid: readonly MeasuredTrial[],
  quantity: TheoryQuantity,
): TheoryRow | null {
  const together = pooled(valid, quantity);
  const spread = (what: keyof typeof together) =>
    spreadOver(valid, trial => entryOf(trial, quantity)?.[what] ?? null, together[what]);
  const [predicted, measured] = [spread('predicted'), spread('measured')];
  if (!predicted || !measured) return null;
  const residualPercent = toHundredths(spread('residualPercent'));
  // If the prediction is 0, any other measurement is a finding.
  const size = residualPercent?.value ?? (measured.value === 0 ? 0 : Number.POSITIVE_INFINITY);
  return {
    transport,
    quantity,
    deliveries: valid.reduce((sum, trial) => sum + trial.deliveries.arrived, 0),
    predicted,
    measured,
    residualPercent,
    finding: Math.abs(size) > MAX_RESIDUAL_PERCENT,
  };
}

/** Predictions and measurements of a point's valid trials, by quantity and transport. */
export function theoryOfPoint({ transports }: PointView): TheoryRow[] {
  return THEORY_QUANTITIES.flatMap(quantity =>
    transports.flatMap(({ transport, valid }) => rowOf(transport, valid, quantity) ?? []),
  );
}
