import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ROOT } from '../../../root.ts';
import { scenarios } from '../../../scenarios/catalogue.ts';
import { scenarioFaults } from '../../../scenarios/scenario.ts';
import { readBenchOptions } from '../../../scripts/terminal/bench-options.ts';
import { UsageError } from '../../../scripts/terminal/usage-error.ts';

const fault = (...args: string[]) => {
  try {
    readBenchOptions(args);
  } catch (error) {
    expect(error).toBeInstanceOf(UsageError);
    return (error as Error).message;
  }
  throw new Error(`accepted: ${args.join(' ')}`);
};

describe('the command line of the bench', () => {
  test.each([
    [['nosuch'], /unknown scenario "nosuch"; there are: notifications, ticker, trace/],
    [
      ['--transports', 'sse,pigeon'],
      /unknown transport "pigeon"; there are: short-polling, long-polling, sse, websocket$/,
    ],
    [['--preset', 'warp'], /unknown preset "warp"; there are: smoke, quick, standard, thorough$/],
    [['--colour'], /Unknown option '--colour'; the options are --set, --preset, --transports/],
    [['--seed'], /argument missing; the options are/],
    [['--seed', '1.5'], /--seed is "1.5"; it must be a whole number from 0 to 2147483647/],
    [['--speed', '0'], /--speed is "0"; it must be a number from 0.001/],
    [['--port', '70000'], /--port is "70000"; it must be a whole number from 0 to 65535/],
    [['ticker', '--speed', '2'], /--trace and --speed need the scenario trace/],
    [['crowd', '--transports', 'short-polling'], /scenario crowd has none of short-polling; it has sse/],
    [['--network', 'moon'], /unknown network "moon"; there are: isolated, loopback$/],
    [['--trace', '/nowhere.ndjson'], /trace \/nowhere.ndjson: no such file or directory/],
  ])('%j is refused in one line that says what exists', (args, message) => {
    expect(fault(...args)).toMatch(message);
    expect(fault(...args)).not.toContain('\n');
  });

  test('a malformed or unsorted trace is refused by line number', () => {
    const folder = mkdtempSync(join(tmpdir(), 'pushlab-'));
    try {
      const file = join(folder, 'my.ndjson');
      writeFileSync(file, '{"time":2,"topic":"a","payload":1}\n{"time":1,"topic":"a","payload":1}\n');
      expect(fault('--trace', file)).toMatch(/line 2: not sorted: time 1 comes after 2/);
      writeFileSync(file, '{"time":2,"topic":"a","payload":1}\n\n{"time":3\n');
      expect(fault('--trace', file)).toMatch(/line 3: not JSON/);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test('a trace is replayed as a whole, with a subscriber for every topic, or not at all', () => {
    const folder = mkdtempSync(join(tmpdir(), 'pushlab-'));
    try {
      const file = join(folder, 'my.ndjson');
      const events = Array.from({ length: 300 }, (_, index) => ({
        time: index * 100,
        topic: `t${index}`,
        payload: index,
      }));
      writeFileSync(file, events.map(event => `${JSON.stringify(event)}\n`).join(''));
      const {
        scenarios: [replay],
      } = readBenchOptions(['--trace', file, '--speed', '2']);
      expect(replay?.parameters.windowSeconds).toBe(14);
      expect(replay?.points[0]?.windowSeconds).toBe(14);
      expect(replay?.points[0]?.load.subscribers).toBe(300);
      expect(replay?.points[0]?.label).toBe(
        'all 300 events of my.ndjson, 2 times as fast; 300 subscribers of 300 topics',
      );
      expect(fault('--trace', file, '--speed', '1000')).toMatch(
        /has no event between second 1 \(end of warm-up\) and 2: at speed 1000 it lasts/,
      );
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test('a set stands for its scenarios', () => {
    const ids = ({ scenarios }: ReturnType<typeof readBenchOptions>) => scenarios.map(({ id }) => id);
    expect(ids(readBenchOptions([]))).toEqual(ids(readBenchOptions(['--set', 'tour'])));
    expect(ids(readBenchOptions(['--set', 'all']))).toEqual(scenarios.map(({ id }) => id));
    expect(ids(readBenchOptions(['--set', 'course']))).toContain('chat');
    expect(fault('--set', 'holiday')).toMatch(/unknown set "holiday"; there are: tour, course, review, all$/);
    expect(fault('--set', 'tour', 'chat')).toMatch(/^use either --set or scenario names, not both/);
  });

  test('a scenario answers to its former name', () => {
    expect(readBenchOptions(['witness']).scenarios.map(({ id }) => id)).toEqual(['cross-check']);
  });

  test('a point’s own window goes before the scenario’s', () => {
    const [sweep] = readBenchOptions(['interval-sweep']).scenarios;
    const windowOf = (id: string) => sweep?.points.find(point => point.id === id)?.windowSeconds;
    expect([windowOf('100'), windowOf('10000')]).toEqual([2.2, 20]);
  });

  test('references run beside the transports that were asked for', () => {
    const {
      scenarios: [ticker],
    } = readBenchOptions(['ticker', '--transports', 'websocket,sse']);
    expect(Object.keys(ticker?.points[0]?.load.transports ?? {})).toEqual(['sse', 'websocket', 'tcp-floor']);
  });

  test('a trace of one’s own replaces the built-in one', () => {
    const file = join(ROOT, 'scenarios', 'traces', 'usgs-earthquakes-one-week.ndjson');
    const {
      scenarios: [replay],
    } = readBenchOptions(['--trace', file, '--speed', '1000']);
    expect(replay?.id).toBe('trace');
    expect(replay?.points[0]?.load.arrivals).toEqual({ kind: 'trace', file, speed: 1000 });
    expect(replay?.points[0]?.label).toMatch(
      /^the first \d+ of 1,707 events of usgs.*, 1,000 times as fast; 120 subscribers of 12 topics$/,
    );
    expect(replay?.parameters.windowSeconds).toBe(60);
  });
});

test.each(scenarios.map(scenario => [scenario.id, scenario]))('scenario %s is sound', (_, scenario) => {
  expect(scenarioFaults(scenario)).toEqual([]);
});
