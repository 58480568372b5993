import { pooledTheory } from '../../analysis/models/residual.ts';
import { THEORY_QUANTITIES } from '../../results/format/gate-and-theory.ts';
import type { MeasuredTrial } from '../../results/format/trial.ts';
import type { Transport } from '../../scenarios/load/transport.ts';
import type { PointView } from './point.ts';
import { type Spread, spreadOver } from './spread.ts';

export type TheoryQuantity = (typeof THEORY_QUANTITIES)[number];

/** One quantity of one transport: what the model says, what was measured, and how far apart they are. */
export interface TheoryRow {
  transport: Transport;
  quantity: TheoryQuantity;
  /** In all valid trials together. */
  deliveries: number;
  predicted: Spread;
  measured: Spread;
  /** In % of the predicted; null where the model says 0. */
  residualPercent: Spread | null;
  /** Whether model and measurement are so far apart that it must be explained. */
  finding: boolean;
}

/** Beyond this share of the predicted, in %, a residual is a finding. */
export const MAX_RESIDUAL_PERCENT = 5;

const entryOf = (trial: MeasuredTrial, quantity: TheoryQuantity) =>
  trial.theory?.quantities.find(one => one.quantity === quantity) ?? null;

/** What all blocks together say of a quantity where that is more than their median: a mean over all deliveries. */
function pooled(valid: readonly MeasuredTrial[], quantity: TheoryQuantity) {
  const mean = quantity === 'latencyMeanMs' ? pooledTheory(valid).latencyMean : null;
  return { predicted: mean?.predictedMs, measured: mean?.measuredMs, residualPercent: mean?.residualPercent };
}

/** What is smaller comes from rounding in the arithmetic. */
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
  // Where the model says 0, anything else is off by more than any percentage.
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

/** What the models say of a point's transports, quantity by quantity, of their valid trials. */
export function theoryOfPoint({ transports }: PointView): TheoryRow[] {
  return THEORY_QUANTITIES.flatMap(quantity =>
    transports.flatMap(({ transport, valid }) => rowOf(transport, valid, quantity) ?? []),
  );
}
