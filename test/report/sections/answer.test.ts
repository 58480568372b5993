import { describe, expect, test } from 'vitest';
import { viewPoint } from '../../../report/model/point.ts';
import { renderAnswer } from '../../../report/sections/answer.ts';
import type { Run } from '../../../results/format/run.ts';
import type { Transport } from '../../../scenarios/load/transport.ts';
import { textOf } from '../../harness/report-text.ts';
import { withoutKnownSpreads } from '../../harness/session-alone.ts';
import { type Made, madeRun, madeScenario, madeTrial, pointTrials, spreadMs, USUAL } from '../../made/run.ts';

withoutKnownSpreads();

const viewsOf = (run: Run) =>
  run.scenarios.map(scenario => scenario.points.map(point => viewPoint(run, scenario, point)));

/** What the answer says, need by need. */
function needs(run: Run): Record<string, string> {
  const page = renderAnswer(run, viewsOf(run))?.text ?? '';
  const cards = [...page.matchAll(/<article class="need" id="need\.([a-z-]+)">([\s\S]*?)<\/article>/g)];
  return Object.fromEntries(cards.map(([, id, text]) => [id, textOf(text ?? '').trim()]));
}

const runOf = (figures: Partial<Record<Transport, Partial<Made>>>, blocks = 5) =>
  madeRun([madeScenario('ticker', blocks)], pointTrials('ticker', 'p0', blocks, figures));

describe('which one for which need', () => {
  test('names the leader, with values and intervals', () => {
    const found = needs(runOf(USUAL));
    expect(found.soon).toMatch(
      /^Lowest latency WebSocket Lowest median latency, or not distinguishable from the lowest, at the only decided point\. The ticker, 10 subscribers \. Median latency: WebSocket 1\.04\sms \(1\.00–1\.08\); SSE 1\.4\d\sms \(×1\.40, 1\.40–1\.40\)/,
    );
    expect(found['stream-cpu']).toMatch(/^A stream, little processor time WebSocket/);
    // 25 notifications a second to each subscriber are no rare updates.
    expect(Object.keys(found)).toEqual(['soon', 'stream-cpu', 'stream-bytes']);
  });

  test('says so where polling wins', () => {
    const found = needs(
      runOf({
        ...USUAL,
        'short-polling': {
          ...USUAL['short-polling'],
          latenciesMs: spreadMs(0.1, 0.2),
          cpuMicrosPerDelivery: 1,
          overheadDown: 1,
          up: 0,
        },
      }),
    );
    for (const text of Object.values(found))
      expect(text).toMatch(/Short polling( and WebSocket)? Lowest [a-zA-Z ]+, /);
  });

  test('says how much more latency the winner has', () => {
    const cheap = { ...USUAL['short-polling'], overheadDown: 1, up: 0 };
    const found = needs(runOf({ ...USUAL, 'short-polling': cheap }));
    expect(found['stream-bytes']).toMatch(
      /^A stream, little traffic Short polling .* The trade-off is median latency: short polling \d+\sms, WebSocket 1\.04\sms\.$/,
    );
    for (const id of ['soon', 'stream-cpu']) expect(found[id]).not.toContain('The trade-off');
  });

  test('names transports together that are not distinguishable', () => {
    const even = { latenciesMs: spreadMs(1, 2) };
    const found = needs(runOf({ ...USUAL, sse: even, websocket: even }));
    expect(found.soon).toMatch(
      /^Lowest latency SSE and WebSocket Lowest median latency, not distinguishable from each other, at the only decided point/,
    );
  });

  test('says what this run did not resolve', () => {
    const noisy = [0.7, 1.4, 1].flatMap((factor, block) =>
      (['sse', 'websocket'] as const).map(transport =>
        madeTrial(
          { scenario: 'ticker', point: 'p0', transport, block },
          { latenciesMs: spreadMs(transport === 'sse' ? factor : 2 - factor, 3) },
        ),
      ),
    );
    const run = madeRun([madeScenario('ticker', 3)], noisy);
    expect(needs(run).soon).toBe(
      'Lowest latency Not decided by this run The transports are not distinguishable at its only point.',
    );
    expect(textOf(renderAnswer(run, viewsOf(run))?.text ?? '')).toMatch(
      /Not decided by this run: \d comparisons? of transports at one point\. Without any decided point: lowest latency/,
    );
  });

  test('says that it cannot answer where no two transports have a valid trial, and draws no lone winner', () => {
    const run = runOf(USUAL);
    run.trials = run.trials.map(trial =>
      trial.transport === 'sse' || trial.status !== 'valid'
        ? trial
        : { ...trial, status: 'invalid', reasons: ['other processes'] },
    );
    const page = renderAnswer(run, viewsOf(run))?.text ?? '';
    expect(textOf(page)).toMatch(/This run cannot answer .* with their reasons\./);
    expect(page).not.toContain('<canvas');
    // Where nothing was to be compared, nothing is asked.
    for (const { load } of run.scenarios[0]?.points ?? []) load.transports = { sse: {} };
    run.trials = run.trials.filter(({ transport }) => transport === 'sse');
    expect(renderAnswer(run, viewsOf(run))).toBeNull();
  });

  test('is no part of a smoke run, of a run against itself, or of one without trials', () => {
    const run = runOf(USUAL);
    run.run.preset = 'smoke';
    expect(renderAnswer(run, viewsOf(run))).toBeNull();
    const empty = madeRun([madeScenario('ticker', 3)], []);
    expect(renderAnswer(empty, viewsOf(empty))).toBeNull();
  });
});
