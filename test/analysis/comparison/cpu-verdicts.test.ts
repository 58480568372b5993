import { describe, expect, test } from 'vitest';
import { pairKindOf } from '../../../analysis/comparison/pair-kinds.ts';
import { compare } from '../../../analysis/comparison/transports.ts';
import { metricsOf } from '../../../report/model/metric.ts';
import { viewPoint } from '../../../report/model/point.ts';
import { isTested } from '../../../scenarios/load/transport.ts';
import { comparedSets, sampleOf } from '../../harness/samples.ts';

describe.each(comparedSets)('%s', set => {
  const run = sampleOf(set);

  test('no CPU verdict between polling and push rests on the blocks of one session', () => {
    const methods = run.scenarios.flatMap(scenario =>
      scenario.points.flatMap(point => {
        const view = viewPoint(run, scenario, point);
        const figures = view.transports.filter(({ transport }) => isTested(transport));
        return metricsOf([view])
          .filter(({ isCpu }) => isCpu)
          .flatMap(measure =>
            figures.flatMap(({ transport, valid }) =>
              figures
                .filter(other => pairKindOf(transport, other.transport) === 'polling-push')
                .flatMap(other => compare(valid, other.valid, measure).interval?.method ?? []),
            ),
          );
      }),
    );
    expect(methods.length).toBeGreaterThan(0);
    const ownSessions = run.sessions ? 'random-effects' : 'between-sessions';
    expect(new Set(methods)).toEqual(new Set([ownSessions]));
  });
});
