import type { Run } from '../../results/format/run.ts';
import { TESTED_TRANSPORTS, type TestedTransport } from '../../scenarios/load/transport.ts';
import { type LinearFit, nonNegativeLeastSquares } from '../statistics/least-squares.ts';
import { studentT } from '../statistics/student-t.ts';
import { carriedOf } from './carried.ts';
import { cellTailOf } from './cell-tail.ts';
import { columnsOf, perTerm, rowOf } from './columns.ts';
import { heartbeatCpuOf } from './heartbeat-cpu.ts';
import { ownOrKnownLayerCosts } from './layer-costs.ts';
import { measuredRanges } from './measured-ranges.ts';
import type { CellFit, Coefficient, CostFit, CostModel, TransportCostModel } from './model.ts';
import { type Observation, observationsOf } from './observations.ts';
import { sharedOf } from './shared.ts';
import { modelled, offsetOf, QUANTITIES, type Quantity, type Term, termsOf, weightOf } from './terms.ts';

function rSquaredOf(quantity: Quantity, cells: readonly CellFit[]): number | null {
  const weighted = (of: (cell: CellFit) => number) =>
    cells.reduce((sum, cell) => sum + weightOf(quantity, cell.observed) * of(cell), 0);
  const middle = weighted(({ observed }) => observed) / weighted(() => 1);
  const total = weighted(({ observed }) => (observed - middle) ** 2);
  const left = weighted(({ observed, predicted }) => (observed - predicted) ** 2);
  return total === 0 ? null : 1 - left / total;
}

function unitOf(quantity: Quantity, { id }: Term): Coefficient['unit'] {
  if (quantity !== 'cpuMicrosPerSecond') return 'B';
  return id === 'constant' ? 'µs/s' : 'µs';
}

/** The fit of cells that all spent nothing: bytes up of a transport whose clients send none. */
const nothing = (terms: readonly Term[]): LinearFit => ({
  coefficients: terms.map(() => 0),
  standardErrors: terms.map(() => null),
  covariance: null,
  residualSumOfSquares: 0,
  degreesOfFreedom: 0,
});

const isFitted = ({ point }: Observation) => !point.load.heldOut;

/** Inserts a coefficient that is known from elsewhere, without an error of this fit. */
function withKnown(fit: LinearFit, place: number, value: number): LinearFit {
  const { coefficients, standardErrors, covariance } = fit;
  return {
    ...fit,
    coefficients: coefficients.toSpliced(place, 0, value),
    standardErrors: standardErrors.toSpliced(place, 0, null),
    covariance:
      covariance
        ?.map(row => row.toSpliced(place, 0, 0))
        .toSpliced(place, 0, new Array<number>(coefficients.length + 1).fill(0)) ?? null,
  };
}

/** A coefficient that is known from elsewhere. */
interface Known {
  term: Term['id'];
  value: number;
}

function fitOf(
  transport: TestedTransport,
  quantity: Quantity,
  all: readonly Observation[],
  known: Known | null = null,
): CostFit | null {
  const terms = termsOf(transport, quantity);
  const place = terms.findIndex(({ id }) => id === known?.term);
  const free = terms.filter((_, index) => index !== place);
  const rest = ({ figure, predictors }: Observation) =>
    figure - offsetOf(quantity, predictors) - (known?.value ?? 0) * (terms[place]?.amount(predictors) ?? 0);
  const inGrid = all.filter(isFitted);
  const isNothing = inGrid.length > 0 && inGrid.every(({ figure }) => figure === 0);
  const weighs = ({ figure }: Observation) => isNothing || quantity === 'memoryBytes' || figure > 0;
  const fitted = inGrid.filter(weighs);
  const columns = columnsOf(
    free,
    fitted.map(({ predictors }) => predictors),
  );
  const columnFit = isNothing
    ? null
    : nonNegativeLeastSquares(
        fitted.map(({ predictors }) => rowOf(columns, predictors)),
        fitted.map(rest),
        fitted.map(({ figure }) => weightOf(quantity, figure)),
      );
  const freeFit = isNothing ? nothing(free) : columnFit && perTerm(columns, columnFit);
  if (freeFit === null) return null;
  const fit = known && place !== -1 ? withKnown(freeFit, place, known.value) : freeFit;
  const cellOf = ({ point, blocks, predictors, figure: observed }: Observation): CellFit => {
    const predicted = modelled(transport, quantity, fit.coefficients, predictors);
    const errorPercent = observed > 0 ? 100 * (predicted / observed - 1) : null;
    return { point: point.id, label: point.label, blocks, observed, predicted, errorPercent };
  };
  const cells = fitted.map(cellOf);
  const { covariance, degreesOfFreedom, residualSumOfSquares } = fit;
  return {
    coefficients: terms.map((term, index) => {
      const value = fit.coefficients[index] as number;
      const standardError = fit.standardErrors[index] ?? null;
      const isDistinguishable =
        standardError === null ? null : value > studentT(degreesOfFreedom) * standardError;
      return {
        term: term.id,
        per: term.per,
        unit: unitOf(quantity, term),
        value,
        standardError,
        isDistinguishable,
        takenFrom: columns.takenFrom[free.indexOf(term)] ?? null,
      };
    }),
    rSquared: isNothing ? null : rSquaredOf(quantity, cells),
    covariance,
    residualVariance: covariance && residualSumOfSquares / degreesOfFreedom,
    degreesOfFreedom,
    cells,
    heldOut: all.filter(one => !isFitted(one)).map(cellOf),
  };
}

/**
 * The cost of the server of each transport as a sum of constant costs, fitted to scenario
 * `cost-model` of a run, and bytes to scenario `idle` as well. Memory and the CPU of a heartbeat
 * are fitted to scenario `idle` alone. No coefficient may be below 0: with one, the planner could
 * find a load that costs less than nothing. Held-out cells are predicted but not part of the fit.
 */
export function costModelOf(run: Run): CostModel {
  const model: CostModel = {};
  for (const transport of TESTED_TRANSPORTS) {
    const cells = observationsOf(run, transport, 'cpuMicrosPerSecond').filter(isFitted);
    if (cells.length === 0) continue;
    const heartbeat = heartbeatCpuOf(run, transport);
    const known = heartbeat && { term: 'heartbeat' as const, value: heartbeat.micros };
    const fits = Object.fromEntries(
      QUANTITIES.map(quantity => {
        const own = observationsOf(run, transport, quantity);
        return [quantity, fitOf(transport, quantity, own, quantity === 'cpuMicrosPerSecond' ? known : null)];
      }),
    ) as TransportCostModel['fits'];
    const ranges = measuredRanges(transport, cells);
    const { heartbeatsPerSecond } = ranges.measured;
    heartbeatsPerSecond.most = Math.max(heartbeatsPerSecond.most, heartbeat?.mostPerSecond ?? 0);
    const layers = ownOrKnownLayerCosts(run, transport);
    const waiting = observationsOf(run, transport, 'memoryBytes').filter(isFitted);
    model[transport] = {
      transport,
      fits,
      ...ranges,
      carried: carriedOf(run, transport),
      shared: sharedOf(run, transport, fits.cpuMicrosPerSecond),
      mostSubscribersInMemory:
        waiting.length === 0 ? null : Math.max(...waiting.map(({ point }) => point.load.subscribers)),
      tail: cellTailOf(run, transport),
      ...(layers.length > 0 && { layers }),
    };
  }
  return model;
}
