import type { CostFit, TransportCostModel } from '../../analysis/cost-model/model.ts';
import type { Quantity } from '../../analysis/cost-model/terms.ts';
import type { Processes } from './processes.ts';

/** The bytes that are paid for: wire bytes, or application bytes if the wire was not counted. */
export type TrafficLayer = 'wire' | 'application';

/** The quantities of a layer: from the server, and to it. */
export const BYTES = {
  wire: { out: 'wireDownBytesPerSecond', in: 'wireUpBytesPerSecond' },
  application: { out: 'applicationDownBytesPerSecond', in: 'applicationUpBytesPerSecond' },
} as const satisfies Record<TrafficLayer, Record<'out' | 'in', Quantity>>;

/** Errors in % of the predicted value; null if not known. Traffic out and in have one each. */
export type Errors = Record<'cpu' | 'memory' | 'out' | 'in', number | null>;

const errorsBy = (layer: TrafficLayer, errorOf: (quantity: Quantity) => number | null): Errors => ({
  cpu: errorOf('cpuMicrosPerSecond'),
  memory: errorOf('memoryBytes'),
  out: errorOf(BYTES[layer].out),
  in: errorOf(BYTES[layer].in),
});

function worstErrorPercent(fit: CostFit | null): number | null {
  const errors = (fit?.heldOut ?? []).flatMap(({ errorPercent }) =>
    errorPercent === null ? [] : [Math.abs(errorPercent)],
  );
  return errors.length > 0 ? Math.max(...errors) : null;
}

/** The largest error of each quantity at a held-out cell; null without one. */
export const heldOutErrors = ({ fits }: TransportCostModel, layer: TrafficLayer): Errors =>
  errorsBy(layer, quantity => worstErrorPercent(fits[quantity]));

/** The larger of two errors; null if neither is known. */
const larger = (first: number | null, second: number | null): number | null =>
  first === null || second === null ? (first ?? second) : Math.max(first, second);

/**
 * The error of each predicted quantity: half of the 95% prediction interval, or the largest error
 * at a held-out cell if that is more. The interval takes for granted that the cost is a sum;
 * held-out cells test that. Null without either.
 */
export function errorsOf(
  model: TransportCostModel,
  { cost, cpuMicrosPerSecond, cpuError95 }: Processes,
  layer: TrafficLayer,
): Errors {
  const share = (error: number | null, value: number | null) => {
    // A transport whose clients send nothing has no error of that.
    if (value === 0) return 0;
    return error === null || value === null ? null : (100 * error) / value;
  };
  const predicted = errorsBy(layer, quantity => share(cost.error95[quantity], cost[quantity]));
  const heldOut = heldOutErrors(model, layer);
  return {
    cpu: larger(heldOut.cpu, share(cpuError95, cpuMicrosPerSecond)),
    memory: larger(heldOut.memory, predicted.memory),
    out: larger(heldOut.out, predicted.out),
    in: larger(heldOut.in, predicted.in),
  };
}
