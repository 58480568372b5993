import type { Capacity } from '../model/capacity.ts';
import { type Spread, spreadOf } from '../model/spread.ts';
import { figure, integer, NOTHING, rangeOf, withUnit } from '../text/format.ts';
import { capacityInWords } from '../words/capacity.ts';
import type { ChartFigure, CurveSpec } from './spec.ts';

interface Size {
  subscribers: number;
  p99Ms: Spread;
}

/** p99 latency at each number of subscribers, of valid trials. */
function sizesOf({ blocks }: Capacity): Size[] {
  const valid = blocks.flatMap(({ tried }) =>
    tried.flatMap(({ subscribers, trial }) =>
      trial.status === 'valid' && trial.latencyMs
        ? [{ subscribers, p99Ms: trial.latencyMs.fromSchedule.p99 }]
        : [],
    ),
  );
  return [...Map.groupBy(valid, ({ subscribers }) => subscribers)]
    .flatMap(([subscribers, own]) => {
      const spread = spreadOf(own.map(({ p99Ms }) => Math.max(p99Ms, 0.001)));
      return spread ? [{ subscribers, p99Ms: spread }] : [];
    })
    .toSorted((a, b) => a.subscribers - b.subscribers);
}

/** How latency rises with the number of subscribers, up to the objective and one step beyond. */
export function capacityFigure(capacities: readonly Capacity[], objectiveP99Ms: number): ChartFigure {
  const lines = capacities
    .map(capacity => ({ transport: capacity.transport, sizes: sizesOf(capacity) }))
    .filter(({ sizes }) => sizes.length > 0);
  const numbers = [
    ...new Set(lines.flatMap(({ sizes }) => sizes.map(({ subscribers }) => subscribers))),
  ].toSorted((a, b) => a - b);
  const spec: CurveSpec = {
    kind: 'curve',
    xAxis: 'Subscribers',
    xUnit: 'subscribers',
    yAxis: 'p99 latency from schedule (ms)',
    unit: 'ms',
    logarithmic: { x: true, y: true },
    lines: lines.map(({ transport, sizes }) => ({
      transport,
      points: sizes.map(({ subscribers, p99Ms }) => ({
        x: subscribers,
        y: [p99Ms.value, p99Ms.min, p99Ms.max],
      })),
    })),
    limit: { value: objectiveP99Ms, label: `objective ${withUnit(objectiveP99Ms, 'ms')}` },
  };
  return {
    title: 'How latency rises with the number of subscribers',
    summary: capacities.map(capacityInWords).join(' '),
    checks: capacities.some(({ blocks }) =>
      blocks.some(({ tried }) => tried.some(({ trial }) => trial.status !== 'valid')),
    )
      ? [
          {
            warn: false,
            text: 'Invalid trials are not drawn. The table of every number that was tried lists them.',
          },
        ]
      : [],
    spec,
    table: {
      caption: 'p99 latency (ms) of valid trials, median over blocks; small: the range over blocks',
      columns: ['Transport', ...numbers.map(integer)],
      rows: lines.map(({ transport, sizes }) => [
        { transport },
        ...numbers.map(number => {
          const size = sizes.find(({ subscribers }) => subscribers === number);
          return size ? { value: figure(size.p99Ms.value), detail: rangeOf(size.p99Ms) } : NOTHING;
        }),
      ]),
    },
  };
}
