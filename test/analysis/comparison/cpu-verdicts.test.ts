import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { pairKindOf } from '../../../analysis/comparison/pair-kinds.ts';
import { compare } from '../../../analysis/comparison/transports.ts';
import { metricsOf } from '../../../report/model/metric.ts';
import { viewPoint } from '../../../report/model/point.ts';
import { readRun } from '../../../results/format/run-file.ts';
import { ROOT } from '../../../root.ts';
import { isTested } from '../../../scenarios/load/transport.ts';

const SAMPLES = join(ROOT, 'results/sample');
const sets = readdirSync(SAMPLES, { withFileTypes: true })
  .filter(entry => entry.isDirectory())
  .map(({ name }) => name);

describe.each(sets)('%s', set => {
  const run = readRun(join(SAMPLES, set));

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
