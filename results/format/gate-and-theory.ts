import { type Static, Type } from 'typebox';
import { exact, nullable, quantity } from './parts.ts';

// What is said about a trial's figures: whether they can be trusted, and what theory expects.

export const Gate = Type.Object(
  {
    id: Type.String({ description: 'which check' }),
    measured: Type.Number(),
    bound: Type.Number({ description: 'the largest value that passes' }),
    unit: Type.String(),
    passed: Type.Boolean(),
  },
  { ...exact, description: 'one check of whether the figures can be trusted' },
);
export type Gate = Static<typeof Gate>;

export const Machine = Type.Object(
  {
    stealPercent: quantity(
      'of the window, the most that was taken by the hypervisor from any core that is used',
    ),
    otherCpuPercent: Type.Object(
      {
        server: quantity('on the cores of the server'),
        clients: quantity('on the cores of clients and publisher'),
      },
      { ...exact, description: 'CPU time of processes that are not ours, in % of the cores’ time' },
    ),
  },
  exact,
);

export const Steadiness = Type.Object(
  {
    firstThirdP50Ms: quantity('median latency of what was due in the first third of the window'),
    lastThirdP50Ms: quantity('and in the last third'),
    driftPercent: Type.Number({ description: 'from the first to the last' }),
  },
  { ...exact, description: 'null where a third has too few deliveries to tell' },
);

export const THEORY_QUANTITIES = [
  'latencyMeanMs',
  'batchMean',
  'requests',
  'applicationBytesPerDelivery',
] as const;

/** What the model of analysis/models/all.ts expects of this trial, beside what was measured. */
export const Theory = Type.Object(
  {
    quantities: Type.Array(
      Type.Object(
        {
          quantity: Type.Enum(THEORY_QUANTITIES),
          predicted: Type.Number(),
          measured: Type.Number(),
          residualPercent: nullable(
            Type.Number({ description: '(measured − predicted) / predicted; null where the model says 0' }),
          ),
        },
        exact,
      ),
    ),
    distribution: nullable(
      Type.Object(
        {
          shape: Type.Literal('uniform'),
          fromMs: quantity('ms'),
          toMs: quantity('ms'),
          ksDistance: quantity('Kolmogorov and Smirnov: largest gap between model and measured CDF, 0 to 1'),
        },
        { ...exact, description: 'of the latency from schedule, where the model gives more than a mean' },
      ),
    ),
  },
  exact,
);
export type Theory = Static<typeof Theory>;
