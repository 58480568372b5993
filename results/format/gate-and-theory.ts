import { type Static, Type } from 'typebox';
import { exact, nullable, quantity } from './parts.ts';

// Checks of a trial's values: whether they are reliable, and what theory predicts.

export const Gate = Type.Object(
  {
    id: Type.String({ description: 'id of the check' }),
    measured: Type.Number(),
    bound: Type.Number({ description: 'the largest value that passes' }),
    unit: Type.String(),
    passed: Type.Boolean(),
  },
  { ...exact, description: 'one check of whether the values are reliable' },
);
export type Gate = Static<typeof Gate>;

export const Machine = Type.Object(
  {
    stealPercent: quantity(
      'share of the window that the hypervisor took from a core, the largest over the cores in use',
    ),
    throttledPercent: Type.Optional(
      nullable(
        quantity(
          'time for which a CPU quota stopped the control group or one above it, added over the cores, in % of the window; null if unknown, missing in older runs',
        ),
      ),
    ),
    otherCpuPercent: Type.Object(
      {
        server: quantity('on the cores of the server'),
        clients: quantity('on the cores of clients and publisher'),
      },
      { ...exact, description: 'CPU time of other processes, in % of the cores’ time' },
    ),
  },
  exact,
);

export const Steadiness = Type.Object(
  {
    firstThirdP50Ms: quantity('median latency of notifications due in the first third of the window'),
    lastThirdP50Ms: quantity('median latency of notifications due in the last third of the window'),
    driftPercent: Type.Number({ description: 'change from the first to the last third' }),
  },
  { ...exact, description: 'null if a third has too few deliveries' },
);

export const THEORY_QUANTITIES = [
  'latencyMeanMs',
  'batchMean',
  'requests',
  'applicationBytesPerDelivery',
  'toFirstMeanMs',
] as const;
export type TheoryQuantity = (typeof THEORY_QUANTITIES)[number];

const EvenDistribution = Type.Object(
  {
    shape: Type.Literal('uniform'),
    fromMs: quantity('ms'),
    toMs: quantity('ms'),
    ksDistance: quantity('Kolmogorov-Smirnov: largest gap between model and measured CDF, 0 to 1'),
  },
  exact,
);

const QuantileDistribution = Type.Object(
  {
    shape: Type.Literal('quantiles'),
    quantilesMs: Type.Array(Type.Number(), {
      minItems: 1,
      description: 'of the model, in the middle of equal shares: n values, the i-th at (i + ½)/n',
    }),
    distanceMs: quantity('mean difference of these from the measured quantiles (Wasserstein distance)'),
  },
  exact,
);

/** Predictions of the models of analysis/models/all.ts for this trial, with the measured values. */
export const Theory = Type.Object(
  {
    quantities: Type.Array(
      Type.Object(
        {
          quantity: Type.Enum(THEORY_QUANTITIES),
          predicted: Type.Number(),
          measured: Type.Number(),
          residualPercent: nullable(
            Type.Number({ description: '(measured − predicted) / predicted; null if the prediction is 0' }),
          ),
        },
        exact,
      ),
    ),
    distribution: nullable(
      Type.Union([EvenDistribution, QuantileDistribution], {
        description: 'distribution of the latency from schedule, if the model gives more than a mean',
      }),
    ),
  },
  exact,
);
export type Theory = Static<typeof Theory>;
