import { describe, expect, test } from 'vitest';
import { type MatrixCell, needRows, pointRows } from '../../../report/model/matrix.ts';
import { answersOf } from '../../../report/model/needs.ts';
import { viewPoint } from '../../../report/model/point.ts';
import type { Run } from '../../../results/format/run.ts';
import type { Transport } from '../../../scenarios/load/transport.ts';
import { withoutKnownSpreads } from '../../harness/session-alone.ts';
import { type Made, madeRun, madeScenario, madeTrial, pointTrials, spreadMs, USUAL } from '../../made/run.ts';

withoutKnownSpreads();

const runOf = (figures: Partial<Record<Transport, Partial<Made>>>, blocks = 5) =>
  madeRun([madeScenario('ticker', blocks)], pointTrials('ticker', 'p0', blocks, figures));

const viewsOf = (run: Run) =>
  run.scenarios.map(scenario => scenario.points.map(point => viewPoint(run, scenario, point)));

/** The cells of the median latency of the only point, by transport. */
function cellsOf(run: Run): Partial<Record<Transport, MatrixCell>> {
  const rows = viewsOf(run)
    .flat()
    .flatMap(view => pointRows(view, run.run.preset));
  const cells = rows.find(({ measure }) => measure.id === 'p50')?.cells ?? [];
  return Object.fromEntries(cells.map(cell => [cell.transport, cell]));
}

describe('how a transport stands in a row', () => {
  test('best, and more, with its multiple of the best, and no reference', () => {
    const cells = cellsOf(runOf(USUAL));
    expect(cells.websocket).toMatchObject({ standing: 'best', timesBest: 1, blocks: 5 });
    expect(cells.websocket?.value).toBeCloseTo(1.04, 2);
    expect(cells.sse).toMatchObject({ standing: 'more' });
    expect(cells.sse?.timesBest).toBeCloseTo(1.4, 2);
    expect(cells).not.toHaveProperty('tcp-floor');
  });

  test('by the ratio within blocks, not by the quotient of the values', () => {
    // SSE takes twice as much in each block that has both; one of its blocks is missing.
    const factors = { sse: [2, 6, 20, 4, 3], websocket: [1, 3, 10, 2, 1.5] };
    const trials = [0, 1, 2, 3, 4].flatMap(block =>
      (['sse', 'websocket'] as const).map(transport => {
        const cpuMicrosPerDelivery = factors[transport][block] ?? 0;
        return madeTrial({ scenario: 'ticker', point: 'p0', transport, block }, { cpuMicrosPerDelivery });
      }),
    );
    const last = trials.filter(({ transport, block }) => !(transport === 'sse' && block === 0));
    const run = madeRun([madeScenario('ticker', 5)], last);
    const rows = viewsOf(run)
      .flat()
      .flatMap(view => pointRows(view, run.run.preset));
    const cells = rows.find(({ measure }) => measure.id === 'cpu')?.cells ?? [];
    const sse = cells.find(({ transport }) => transport === 'sse');
    const websocket = cells.find(({ transport }) => transport === 'websocket');
    expect(sse?.timesBest).toBeCloseTo(2, 9);
    expect(Number(sse?.value) / Number(websocket?.value)).not.toBeCloseTo(2, 1);
    expect(websocket?.timesBest).toBe(1);
  });

  test('best too, where it is practically equal to the lowest', () => {
    const cells = cellsOf(
      runOf({
        ...USUAL,
        websocket: { latenciesMs: spreadMs(1, 2) },
        sse: { latenciesMs: spreadMs(1.01, 2.02) },
      }),
    );
    expect(cells.sse?.standing).toBe('best');
    expect(cells.sse?.timesBest).toBeCloseTo(1.01, 2);
    expect(cells.websocket?.standing).toBe('best');
  });

  test('open, for the lowest and its rival, where blocks contradict each other', () => {
    const factors = [1, 1.2, 0.8, 1.1, 0.9];
    const trials = factors.flatMap((factor, block) =>
      (['sse', 'websocket'] as const).map(transport =>
        madeTrial(
          { scenario: 'ticker', point: 'p0', transport, block },
          { latenciesMs: spreadMs(transport === 'sse' ? factor : 2.05 - factor, 3) },
        ),
      ),
    );
    const cells = cellsOf(madeRun([madeScenario('ticker', 5)], trials));
    expect(cells.sse?.standing).toBe('open');
    expect(cells.websocket?.standing).toBe('open');
  });

  test('open, where it equals the lowest and a third is not decided', () => {
    const factors = [1, 1.4, 0.7, 1.3, 0.9];
    const trials = factors.flatMap((factor, block) =>
      (['long-polling', 'sse', 'websocket'] as const).map(transport =>
        madeTrial(
          { scenario: 'ticker', point: 'p0', transport, block },
          { latenciesMs: spreadMs(transport === 'sse' ? factor : 1, transport === 'sse' ? 2 * factor : 2) },
        ),
      ),
    );
    const cells = cellsOf(madeRun([madeScenario('ticker', 5)], trials));
    expect(['long-polling', 'sse', 'websocket'].map(one => cells[one as Transport]?.standing)).toEqual([
      'open',
      'open',
      'open',
    ]);
  });

  test('none, where it has no valid trial', () => {
    const run = runOf(USUAL);
    run.trials = run.trials.map(trial =>
      trial.transport === 'sse' && trial.status === 'valid'
        ? { ...trial, status: 'invalid', reasons: ['other processes'] }
        : trial,
    );
    expect(cellsOf(run).sse).toMatchObject({ standing: 'none', value: null, timesBest: null, blocks: 0 });
  });
});

test('there is no row where nothing is compared', () => {
  expect(cellsOf(runOf({ sse: {} }))).toEqual({});
  expect(cellsOf(runOf(USUAL, 1))).toEqual({});
});

test('a need has a row once it is decided, and its answer with it', () => {
  const run = runOf(USUAL);
  const answers = answersOf(viewsOf(run), 'standard');
  const rows = needRows(answers, 'standard');
  expect(rows.map(({ id }) => id)).toEqual(['soon', 'stream-cpu', 'stream-bytes']);
  expect(rows[0]?.answer).toBe(answers[0]);
  expect(rows[0]?.cells.find(({ standing }) => standing === 'best')?.transport).toBe('websocket');
  const even = { ...USUAL.websocket, latenciesMs: spreadMs(1, 2) };
  const open = answersOf(viewsOf(runOf({ sse: even, websocket: even })), 'standard');
  expect(needRows(open, 'standard').map(({ id }) => id)).not.toContain('soon');
});
