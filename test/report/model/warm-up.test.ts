import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { METRICS } from '../../../analysis/comparison/transports.ts';
import { axisOf } from '../../../report/model/axis.ts';
import { crossovers } from '../../../report/model/crossover.ts';
import { pointRows } from '../../../report/model/matrix.ts';
import type { Measure } from '../../../report/model/metric.ts';
import { answersOf } from '../../../report/model/needs.ts';
import { viewPoint } from '../../../report/model/point.ts';
import { rank } from '../../../report/model/rank.ts';
import { renderComparison } from '../../../report/point/comparison.ts';
import type { Run } from '../../../results/format/run.ts';
import { readRun } from '../../../results/format/run-file.ts';
import { ROOT } from '../../../root.ts';
import type { Load } from '../../../scenarios/load/load.ts';
import { columnMarks } from '../../../scripts/terminal/column-marks.ts';
import { withoutKnownSpreads } from '../../harness/session-alone.ts';
import { overDistance, runOverPaths } from '../../made/path.ts';
import { madeRun, madeScenario, pointTrials } from '../../made/run.ts';

withoutKnownSpreads();

const cpu = METRICS.find(({ id }) => id === 'cpu') as Measure;

const viewsOf = (run: Run) =>
  run.scenarios.map(scenario => scenario.points.map(point => viewPoint(run, scenario, point)));

/** The same run, if it had warmed up for so long. */
function warmedUp(run: Run, warmUpSeconds: number): Run {
  for (const { parameters } of run.scenarios) parameters.warmUpSeconds = warmUpSeconds;
  return run;
}

const FAR: Partial<Load>[] = [{}, { senders: { upstream: 'own' } }];

/** A stream to users 80 ms away, and users there who send themselves. */
const far = (warmUpSeconds: number) =>
  warmedUp(
    runOverPaths(
      FAR.map((load, index) => ({
        label: `${index}`,
        path: { rttMs: 80 },
        load,
        trials: overDistance({ rttMs: 80 }, 1),
      })),
    ),
    warmUpSeconds,
  );

const answerIds = (run: Run) => answersOf(viewsOf(run), run.run.preset).map(({ id }) => id);

describe('after half a second of warm-up, processor time decides nothing', () => {
  const [short, long] = [far(0.5), far(1)];
  const firstOf = (run: Run) => {
    const [view] = viewsOf(run).flat();
    if (!view) throw new Error('a made-up run has points');
    return view;
  };

  test('no need is answered by it, as it is after a second', () => {
    expect(answerIds(long)).toEqual(['soon', 'stream-cpu', 'stream-bytes', 'both-ways']);
    expect(answerIds(short)).toEqual(['soon', 'stream-bytes']);
  });

  test('it has no row in the matrix, no mark in the terminal and no ratio to the floor', () => {
    const [without, withIt] = [short, long].map(run => {
      const view = firstOf(run);
      const rows = pointRows(view, 'quick').map(({ measure }) => measure.id);
      const marked = [...columnMarks(view, 'quick').keys()];
      return { rows, marked, ratios: renderComparison(view, 'quick')?.text ?? '' };
    });
    expect(withIt?.rows).toContain('cpu');
    expect(withIt?.marked).toContain('cpu');
    expect(withIt?.ratios).toContain('Server CPU per delivery');
    expect(without?.rows).toEqual(withIt?.rows.filter(id => id !== 'cpu'));
    expect(without?.marked).toEqual(withIt?.marked.filter(id => id !== 'cpu'));
    expect(without?.ratios).not.toContain('Server CPU per delivery');
  });

  test('its values stay, with the reason', () => {
    const outcome = rank(firstOf(short), cpu, 'quick');
    expect(outcome).toMatchObject({
      kind: 'not-compared',
      reason: 'a warm-up of 0.5 s is too short to compare processor time',
    });
    if (outcome.kind === 'not-compared') expect(outcome.entries.length).toBe(4);
  });

  test('no transports change places by it', () => {
    const run = madeRun(
      [madeScenario('s', 5, ['1', '10', '100'])],
      [40, 40, 2.5].flatMap((micros, index) =>
        pointTrials('s', `p${index}`, 5, {
          sse: { cpuMicrosPerDelivery: 10 },
          'short-polling': { cpuMicrosPerDelivery: micros },
        }),
      ),
    );
    for (const [index, point] of (run.scenarios[0]?.points ?? []).entries()) {
      point.load.arrivals = { kind: 'periodic', ratePerSecond: 10 ** index };
    }
    const changesAfter = (seconds: number) => {
      const axis = axisOf(viewsOf(warmedUp(run, seconds)).flat());
      return axis && crossovers(axis, cpu).length;
    };
    expect(changesAfter(1)).toBe(1);
    expect(changesAfter(0.5)).toBe(0);
  });
});

test('the sample of distance, which warmed up for half a second, answers no need by processor time', () => {
  const run = readRun(join(ROOT, 'results/sample/distance'));
  const answers = answersOf(viewsOf(run), run.run.preset);
  expect(answers.length).toBeGreaterThan(2);
  const measures = answers.flatMap(answer =>
    [answer, ...answer.overPaths].flatMap(({ decided }) => decided.map(({ measureId }) => measureId)),
  );
  expect(measures.filter(id => id.includes('cpu'))).toEqual([]);
});
