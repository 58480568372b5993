import type { CostFit, TransportCostModel } from '../../analysis/cost-model/model.ts';

const scaled = (fit: CostFit | null, factor: number): CostFit | null =>
  fit && {
    ...fit,
    coefficients: fit.coefficients.map(one => ({
      ...one,
      value: one.value * factor,
      standardError: one.standardError === null ? null : one.standardError * factor,
    })),
    covariance: fit.covariance?.map(row => row.map(value => value * factor ** 2)) ?? null,
  };

const scaledMicros = <T extends { micros: number; leastMicros: number; mostMicros: number }>(
  one: T,
  factor: number,
): T => ({
  ...one,
  micros: one.micros * factor,
  leastMicros: one.leastMicros * factor,
  mostMicros: one.mostMicros * factor,
});

/** The model of a server whose CPU is so many times as much; its memory is not known. */
export function withCpu(model: TransportCostModel, factor: number): TransportCostModel {
  const { fits, shared, carried } = model;
  return {
    ...model,
    fits: { ...fits, cpuMicrosPerSecond: scaled(fits.cpuMicrosPerSecond, factor), memoryBytes: null },
    shared: shared && {
      ...scaledMicros(shared, factor),
      kib: shared.kib && scaledMicros(shared.kib, factor),
    },
    carried: {
      ...carried,
      polls: carried.polls && {
        ...carried.polls,
        microsPerPoll: carried.polls.microsPerPoll * factor,
      },
    },
  };
}

/** A model without CPU and memory: of these nothing is known. */
export const withoutCpu = (model: TransportCostModel): TransportCostModel => ({
  ...model,
  fits: { ...model.fits, cpuMicrosPerSecond: null, memoryBytes: null },
});

/** The same without bytes, too. */
export const unknown = (model: TransportCostModel): TransportCostModel => ({
  ...model,
  fits: {
    cpuMicrosPerSecond: null,
    memoryBytes: null,
    applicationDownBytesPerSecond: null,
    applicationUpBytesPerSecond: null,
    wireDownBytesPerSecond: null,
    wireUpBytesPerSecond: null,
  },
});
