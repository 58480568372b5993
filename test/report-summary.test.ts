import { describe, expect, test } from 'vitest';
import type { Run } from '../bench/results.ts';
import { viewPoint } from '../report/model/point.ts';
import { renderSummary } from '../report/sections/summary.ts';
import type { Transport } from '../scenarios/transport.ts';
import { type Made, madeRun, madeScenario, madeTrial, pointTrials, spreadMs, USUAL } from './made-up-run.ts';

/** The tiles of a run's summary as plain text, by the title of the metric. */
function tiles(run: Run): Record<string, string> {
  const views = run.scenarios.map(scenario => scenario.points.map(point => viewPoint(run, scenario, point)));
  const [, ...parts] = renderSummary(run, views).text.split('<div class="tile">');
  const texts = parts.map(part =>
    part
      .replace(/<[^>]+>/g, ' ')
      .replace(/\s+/g, ' ')
      .trim(),
  );
  const titles = ['Median latency', 'p99 latency', 'Server CPU per delivery', 'Bytes per delivery'];
  return Object.fromEntries(
    titles.map((title, index) => [title, (texts[index] ?? '').replace(title, '').trim()]),
  );
}

const runOf = (figures: Partial<Record<Transport, Partial<Made>>>, blocks = 3) =>
  madeRun([madeScenario('s', blocks)], pointTrials('s', 'p0', blocks, figures));

describe('the summary', () => {
  test('names who is lowest, with figures, ranges and the number of blocks', () => {
    const found = tiles(runOf(USUAL));
    expect(found['Median latency']).toMatch(
      /^WebSocket lowest 1\.02 ms \(1\.00–1\.04; 3 blocks\) Then SSE 1\.43/,
    );
    expect(found['p99 latency']).toMatch(/^WebSocket lowest/);
    expect(found['Server CPU per delivery']).toMatch(/^WebSocket lowest 9\.18 µs \(9\.00–9\.36; 3 blocks\)/);
    expect(found['Bytes per delivery']).toMatch(/^WebSocket lowest 104 B \(in each of 3 blocks\)/);
  });

  test('says otherwise when the data say otherwise', () => {
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
    for (const text of Object.values(found)) expect(text).toMatch(/^Short polling lowest/);
  });

  test('never counts the references', () => {
    const found = tiles(runOf({ ...USUAL, 'bare-reader': { latenciesMs: spreadMs(0.01, 0.02) } }));
    for (const text of Object.values(found)) expect(text).not.toMatch(/floor|bare reader/i);
  });

  test('names nobody where ranges overlap', () => {
    const found = tiles(
      runOf({
        ...USUAL,
        sse: { ...USUAL.websocket, latenciesMs: spreadMs(0.61, 1.41), cpuMicrosPerDelivery: 9.1 },
      }),
    );
    expect(found['Median latency']).toMatch(
      /^WebSocket ?SSE No difference resolved between WebSocket .* and SSE .*3 blocks\. Then long polling .* and short polling/,
    );
    expect(found['Server CPU per delivery']).toMatch(
      /^WebSocket ?SSE No difference resolved between WebSocket/,
    );
    expect(found['Median latency']).not.toMatch(/lowest/);
  });

  test('takes less than 5% for no difference, even where ranges are apart', () => {
    const found = tiles(runOf({ sse: { overheadDown: 4 }, websocket: { overheadDown: 0 } }));
    expect(found['Bytes per delivery']).toMatch(
      /^No difference resolved Between WebSocket 100 B and SSE 104 B/,
    );
  });

  test('compares nothing that has one block, or no other contestant', () => {
    const one = tiles(runOf(USUAL, 1));
    expect(one['p99 latency']).toMatch(/^Not compared A contestant has only one block/);
    expect(one['p99 latency']).toMatch(/WebSocket 1\.39 ms.*1 block\./);
    const alone = tiles(runOf({ sse: {}, 'tcp-floor': {} }));
    expect(alone['p99 latency']).toMatch(/^Not compared No other contestant has a figure/);
  });

  test('names nobody in a smoke run', () => {
    const run = runOf(USUAL);
    run.run.preset = 'smoke';
    for (const text of Object.values(tiles(run)))
      expect(text).toMatch(/^Not compared A smoke run is no measurement/);
  });

  test('says who has no figure, and makes none up', () => {
    const trials = pointTrials('s', 'p0', 2).map(trial =>
      trial.transport === 'websocket' ? { ...trial, status: 'invalid' as const } : trial,
    );
    const found = tiles(madeRun([madeScenario('s', 2)], trials));
    expect(found['p99 latency']).toMatch(/^SSE lowest .* No valid figure: WebSocket\.$/);
    const none = tiles(madeRun([madeScenario('s', 2)], []));
    expect(none['p99 latency']).toBe('— No valid trial.');
  });

  test('takes p99 from no trial that has fewer than 100 deliveries', () => {
    const short = { latenciesMs: spreadMs(1, 2, 60), received: 60 };
    const trials = [0, 1].map(block =>
      madeTrial({ scenario: 's', point: 'p0', transport: 'sse', block }, short),
    );
    const found = tiles(madeRun([madeScenario('s', 2)], trials));
    expect(found['p99 latency']).toMatch(/^— Too few deliveries in each trial to tell/);
    expect(found['Median latency']).toMatch(/SSE 1\.49 ms/);
  });

  test('says that fewer than 5 blocks give a range and no interval', () => {
    const text = (blocks: number) => {
      const run = runOf(USUAL, blocks);
      const views = run.scenarios.map(scenario =>
        scenario.points.map(point => viewPoint(run, scenario, point)),
      );
      return renderSummary(run, views).text;
    };
    expect(text(3)).toMatch(/With fewer than 5 blocks, only the range/);
    expect(text(5)).not.toMatch(/fewer than 5 blocks/);
  });
});
