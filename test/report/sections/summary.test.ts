import { describe, expect, test } from 'vitest';
import { METRICS } from '../../../analysis/comparison/transports.ts';
import { viewPoint } from '../../../report/model/point.ts';
import { renderFindings } from '../../../report/point/findings.ts';
import { renderSummary } from '../../../report/sections/summary.ts';
import type { Run } from '../../../results/format/run.ts';
import type { Transport } from '../../../scenarios/load/transport.ts';
import { withoutKnownSpreads } from '../../harness/session-alone.ts';
import {
  failedTrial,
  type Made,
  madeRun,
  madeScenario,
  madeTrial,
  pointTrials,
  spreadMs,
  USUAL,
} from '../../made/run.ts';

withoutKnownSpreads();

/** The tiles of what a run found as plain text, by the title of the metric. */
function tiles(run: Run): Record<string, string> {
  const views = run.scenarios.map(scenario => scenario.points.map(point => viewPoint(run, scenario, point)));
  const found = run.trials.length === 0 ? [] : views.map(points => renderFindings(points, run).text);
  const [, ...parts] = found.join('').split('<div class="tile">');
  const texts = parts.map(part =>
    part
      .replace(/<[^>]+>/g, ' ')
      .replace(/\s+/g, ' ')
      .trim(),
  );
  return Object.fromEntries(
    METRICS.flatMap(({ title }, index) => {
      const text = texts[index];
      return text === undefined ? [] : [[title, text.replace(title, '').trim()]];
    }),
  );
}

const runOf = (figures: Partial<Record<Transport, Partial<Made>>>, blocks = 3) =>
  madeRun([madeScenario('s', blocks)], pointTrials('s', 'p0', blocks, figures));

/**
 * A run in which a transport takes and costs so much more or less in each block than its usual 1 to
 * 2 ms and 10 µs.
 */
function withFactors(factors: Partial<Record<Transport, number[]>>): Run {
  const trials = Object.entries(factors).flatMap(([transport, perBlock]) =>
    perBlock.map((factor, block) =>
      madeTrial(
        { scenario: 's', point: 'p0', transport: transport as Transport, block },
        { latenciesMs: spreadMs(factor, 2 * factor), cpuMicrosPerDelivery: 10 * factor },
      ),
    ),
  );
  return madeRun([madeScenario('s', 5)], trials);
}

describe('the summary', () => {
  test('names the lowest transport, with its range, the number of blocks, and the ratios of the others', () => {
    const found = tiles(runOf(USUAL));
    expect(found['Median latency']).toMatch(
      /^WebSocket lowest 1\.02 ms \(1\.00–1\.04; 3 blocks\) ×: of WebSocket\. Higher: SSE 1\.43 ms, ×1\.40 \(1\.40–1\.40\); long polling 2\.65 ms, ×2\.60 \(2\.60–2\.60\); short polling/,
    );
    expect(found['p99 latency']).toMatch(/^WebSocket lowest/);
    expect(found['Server CPU per delivery']).toMatch(/^WebSocket lowest 9\.18 µs \(9\.00–9\.36; 3 blocks\)/);
    expect(found['Application bytes per delivery']).toMatch(
      /^WebSocket lowest 104 B \(the same in each of 3 blocks\)/,
    );
  });

  test('says that polling wins when polling wins', () => {
    const found = tiles(
      runOf({
        ...USUAL,
        'short-polling': {
          cpuMicrosPerDelivery: 2,
          payloadBytes: 60,
          overheadDown: 1,
          up: 1,
          latenciesMs: spreadMs(0.1, 0.2),
        },
      }),
    );
    expect(Object.keys(found)).toHaveLength(4);
    for (const text of Object.values(found)) expect(text).toMatch(/^Short polling lowest/);
  });

  test('names the lowest transport where ranges overlap and every block says the same', () => {
    // The machine slows down threefold over the run; SSE is always 30% above WebSocket.
    const run = withFactors({ websocket: [1, 1.5, 2, 2.5, 3], sse: [1.3, 1.96, 2.6, 3.24, 3.9] });
    expect(tiles(run)['Server CPU per delivery']).toMatch(
      /^WebSocket lowest 20\.0 µs \(10\.0–30\.0; 5 blocks\) ×: of WebSocket\. Higher: SSE 26\.0 µs, ×1\.30 \(1\.30–1\.31\)\./,
    );
  });

  test('decides nothing where blocks contradict each other', () => {
    const run = withFactors({ websocket: [1, 1.2, 0.8, 1.1, 0.9], sse: [1.1, 0.9, 1.3, 0.8, 1.2] });
    const found = tiles(run);
    for (const title of ['Median latency', 'p99 latency', 'Server CPU per delivery']) {
      expect(found[title]).toMatch(
        /^Not decided by this run WebSocket .*5 blocks\)\. ×: of WebSocket\. Not decided by this run: SSE/,
      );
      expect(found[title]).not.toMatch(/lowest/);
    }
    expect(found['Server CPU per delivery']).toMatch(/SSE 11\.0 µs, ×1\.10 \(0\.727–1\.63\)\. No valid/);
  });

  test('trusts the pairs where values of different blocks say otherwise', () => {
    // SSE has no valid trial in the slow blocks: its median is lower, though it is slower wherever
    // both were measured.
    const run = withFactors({ websocket: [1, 1, 3, 3, 3], sse: [1.2, 1.2, 3.6, 3.6, 3.6] });
    for (const trial of run.trials) {
      if (trial.transport === 'sse' && trial.block > 2) Object.assign(trial, { status: 'invalid' });
    }
    expect(tiles(run)['Server CPU per delivery']).toMatch(
      /^WebSocket lowest 30\.0 µs .* Higher: SSE 12\.0 µs, ×1\.20/,
    );
  });

  test('compares bytes on the wire where they were counted', () => {
    const figures = { sse: { wire: 190 }, websocket: { wire: 160 } };
    expect(tiles(runOf(figures))['Wire bytes per delivery']).toMatch(
      /^WebSocket lowest 160 B .* Higher: SSE 190 B, ×1\.19/,
    );
    expect(tiles(runOf(USUAL))).not.toHaveProperty('Wire bytes per delivery');
  });

  test('never counts the references', () => {
    const found = tiles(runOf({ ...USUAL, 'bare-reader': { latenciesMs: spreadMs(0.01, 0.02) } }));
    for (const text of Object.values(found)) expect(text).not.toMatch(/floor|bare reader/i);
  });

  test('says which transports are equal, and which come next', () => {
    const found = tiles(
      runOf({
        ...USUAL,
        sse: { ...USUAL.websocket, latenciesMs: spreadMs(0.61, 1.41), cpuMicrosPerDelivery: 9.1 },
      }),
    );
    expect(found['Median latency']).toMatch(
      /^WebSocket or SSE equal within 5% 1\.02 ms .*3 blocks\) ×: of WebSocket\. Equal within 5%: SSE 1\.03 ms, ×1\.01 .*\. Higher: long polling .*; short polling/,
    );
    expect(found['Server CPU per delivery']).toMatch(/^WebSocket or SSE equal within 5%/);
    expect(found['Median latency']).not.toMatch(/lowest/);
  });

  test('names transports between which nothing is decided, and the next ones', () => {
    const run = withFactors({
      websocket: [1, 1.2, 0.8, 1.1, 0.9],
      sse: [1.1, 0.9, 1.3, 0.8, 1.2],
      'long-polling': [3, 3, 3, 3, 3],
    });
    expect(tiles(run)['Server CPU per delivery']).toMatch(
      /^WebSocket or SSE WebSocket 10\.0 µs \(8\.00–12\.0; 5 blocks\)\. ×: of WebSocket\. Not decided by this run: SSE 11\.0 µs.*\. Higher: long polling 30\.0 µs, ×3\.00 \(2\.50–3\.75\)\./,
    );
  });

  test('takes less than 5% for equal, even where ranges are apart', () => {
    const found = tiles(runOf({ sse: { overheadDown: 4 }, websocket: { overheadDown: 0 } }));
    expect(found['Application bytes per delivery']).toMatch(
      /^WebSocket or SSE equal within 5% 100 B .* Equal within 5%: SSE 104 B, ×1\.04 \(1\.04–1\.04\)/,
    );
  });

  test('compares nothing that has one block, or no other transport', () => {
    const one = tiles(runOf(USUAL, 1));
    expect(one['p99 latency']).toMatch(/^Not compared Fewer than two blocks in common/);
    expect(one['p99 latency']).toMatch(/WebSocket 1\.39 ms.*1 block\./);
    const alone = tiles(runOf({ sse: {}, 'tcp-floor': {} }));
    expect(alone['p99 latency']).toMatch(/^Not compared No other transport under test has a value/);
  });

  test('names no transport in a smoke run', () => {
    const run = runOf(USUAL);
    run.run.preset = 'smoke';
    for (const text of Object.values(tiles(run)))
      expect(text).toMatch(/^Not compared A smoke run is no measurement/);
  });

  test('says which transport has no value, and invents none', () => {
    const trials = pointTrials('s', 'p0', 2).map(trial =>
      trial.transport === 'websocket' ? { ...trial, status: 'invalid' as const } : trial,
    );
    const found = tiles(madeRun([madeScenario('s', 2)], trials));
    expect(found['p99 latency']).toMatch(/^SSE lowest .* No valid value: WebSocket\.$/);
    const broken = failedTrial({ scenario: 's', point: 'p0', transport: 'sse', block: 0 }, []);
    const none = tiles(madeRun([madeScenario('s', 2)], [broken]));
    expect(none['p99 latency']).toBe('— No valid trial.');
  });

  test('takes p99 from no trial that has fewer than 100 deliveries', () => {
    const short = { latenciesMs: spreadMs(1, 2, 60), received: 60 };
    const trials = [0, 1].map(block =>
      madeTrial({ scenario: 's', point: 'p0', transport: 'sse', block }, short),
    );
    const found = tiles(madeRun([madeScenario('s', 2)], trials));
    expect(found['p99 latency']).toMatch(/^— Too few notifications in each trial\./);
    expect(found['Median latency']).toMatch(/SSE 1\.49 ms/);
  });

  test('counts the blocks of the first by itself, and of a rival that has fewer those of the pair', () => {
    const trials = pointTrials('s', 'p0', 3).filter(
      ({ transport, block }) => transport !== 'sse' || block > 0,
    );
    const found = tiles(madeRun([madeScenario('s', 3)], trials));
    expect(found['Application bytes per delivery']).toMatch(
      /^WebSocket lowest 104 B \(the same in each of 3 blocks\) ×: of WebSocket\. Higher: SSE 134 B, ×1\.29 \(1\.29–1\.29; 2 blocks\); short polling 255 B, ×2\.45 \(2\.45–2\.45\);/,
    );
  });

  test('does not compare a rival that has one block in common with the first', () => {
    const trials = pointTrials('s', 'p0', 3).filter(
      ({ transport, block }) => transport !== 'sse' || block > 1,
    );
    const found = tiles(madeRun([madeScenario('s', 3)], trials));
    expect(found['Application bytes per delivery']).toMatch(
      / Higher: .*short polling 255 B, ×2\.45 .*\. Not compared: SSE 134 B, no interval\.$/,
    );
    expect(found['Application bytes per delivery']).not.toMatch(/Not decided/);
  });

  test('says of a run without a trial that it found nothing', () => {
    const run = madeRun([madeScenario('s', 3)], []);
    expect(tiles(run)).toEqual({});
    expect(renderSummary(run).text).toMatch(/Nothing: it has no trial\./);
  });
});
