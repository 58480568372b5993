import type { TransportCostModel } from '../../analysis/cost-model/model.ts';
import type { PlannedLoad } from '../../analysis/cost-model/predict.ts';
import type { PlanInput } from './controls.ts';
import type { Errors } from './errors.ts';
import { bySubscribers, type Processes, processesFor } from './processes.ts';

/** What a load takes if the model is off by its error. */
export interface Ranges {
  /** `most` is null if no number would be enough. Null if the error of CPU is not known. */
  cores: { least: number; most: number | null } | null;
  /** Null if the error of anything with a price is not known. */
  cost: { least: number; most: number } | null;
  /**
   * The least cost to compare with that of others: with as many processes as the subscribers that
   * any process carried ask for. If fewer are enough, they are for all transports. Null as above.
   */
  leastCostCompared: number | null;
}

/** The monthly cost; null if any part is not known. */
export function costOf(
  { pricePerCoreMonth, pricePerGbOut, pricePerGbIn }: PlanInput,
  cores: number | null,
  outGb: number | null,
  inGb: number | null,
): number | null {
  if (cores === null || outGb === null || inGb === null) return null;
  return cores * pricePerCoreMonth + outGb * pricePerGbOut + inGb * pricePerGbIn;
}

const factorOf = (side: -1 | 1, percent: number): number => Math.max(0, 1 + (side * percent) / 100);

/** What without a price is off does not matter to the cost. */
const priced = (price: number, errorPercent: number | null): number | null =>
  price === 0 ? 0 : errorPercent;

/**
 * Cores and cost if CPU and traffic are off by their errors, all in the same direction. How many
 * subscribers a process was seen to carry is a lower bound, so the least has the cores that CPU
 * alone needs. Cores that the limit of p99 needs are in all. `outGb` and `inGb` are the predicted
 * traffic per month.
 */
export function rangesOf({
  model,
  load,
  input,
  processes: { count, setBy },
  errorPercent,
  outGb,
  inGb,
}: {
  model: TransportCostModel;
  load: PlannedLoad;
  input: PlanInput;
  processes: Pick<Processes, 'count' | 'setBy'>;
  errorPercent: Errors;
  outGb: number | null;
  inGb: number | null;
}): Ranges {
  const isMore = setBy === 'latency' || setBy === 'measured';
  const bound = isMore && count !== null ? count : bySubscribers(model, load, input.cores);
  const needed = setBy === 'latency' ? bound : 1;
  const coresOff = (side: -1 | 1, percent: number, atLeast: number) =>
    processesFor(model, load, { factor: factorOf(side, percent), atLeast });
  const cpu = errorPercent.cpu;
  const least = cpu === null ? null : coresOff(-1, cpu, needed);
  const cores = cpu === null || least === null ? null : { least, most: coresOff(1, cpu, bound) };

  const cpuPriced = priced(input.pricePerCoreMonth, cpu);
  const outPriced = priced(input.pricePerGbOut, errorPercent.out);
  const inPriced = priced(input.pricePerGbIn, errorPercent.in);
  const costOff = (side: -1 | 1, atLeast: number): number | null => {
    if (cpuPriced === null || outPriced === null || inPriced === null) return null;
    const gb = (predicted: number | null, percent: number) =>
      predicted === null ? null : predicted * factorOf(side, percent);
    return costOf(input, coresOff(side, cpuPriced, atLeast), gb(outGb, outPriced), gb(inGb, inPriced));
  };
  const [leastCost, mostCost] = [costOff(-1, needed), costOff(1, bound)];
  return {
    cores,
    cost: leastCost === null || mostCost === null ? null : { least: leastCost, most: mostCost },
    leastCostCompared: costOff(-1, bound),
  };
}
