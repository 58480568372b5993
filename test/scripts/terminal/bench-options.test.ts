import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { ROOT } from '../../../root.ts';
import { scenarios } from '../../../scenarios/catalogue.ts';
import { scenarioFaults } from '../../../scenarios/scenario.ts';
import { readBenchOptions } from '../../../scripts/terminal/bench-options.ts';
import { UsageError } from '../../../scripts/terminal/usage-error.ts';

const TRACE = join(ROOT, 'scenarios/traces/usgs-earthquakes-one-week.ndjson');

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
    [['tour'], /^"tour" is a set of scenarios; the bench measures it by --set tour$/],
    [['tickr'], /^unknown scenario "tickr"; did you mean "ticker"\?$/],
    [['rate'], /^unknown scenario "rate"; did you mean "rate-sweep"\?$/],
    [['--transports', 'websokcet'], /^unknown transport "websokcet"; did you mean "websocket"\?$/],
    [['--preset', 'quik'], /^unknown preset "quik"; did you mean "quick"\?$/],
    [['--transport', 'sse'], /^Unknown option '--transport'; did you mean --transports\?$/],
    [['--preset', 'warp'], /unknown preset "warp"; there are: smoke, quick, standard, thorough$/],
    [['--colour'], /Unknown option '--colour'; the options are --set, --preset, --transports/],
    [['--seed'], /argument missing; the options are/],
    [['--seed', '1.5'], /--seed is "1.5"; it must be a whole number from 0 to 2147483647/],
    [['--speed', '0'], /--speed is "0"; it must be a number from 0.001/],
    [['--port', '70000'], /--port is "70000"; it must be a whole number from 0 to 65535/],
    [['ticker', '--speed', '2', '--events', '5'], /^--speed, --events: only for the scenario trace$/],
    [['--map', 'time=ts'], /^--map and --time-unit say how to read the file of --trace$/],
    [
      ['--trace', TRACE, '--map', 'ts'],
      /^--map is "ts"; it must be like time=ts,topic=channel,payload=body$/,
    ],
    [
      ['--trace', TRACE, '--map', 'when=ts'],
      /^unknown field of --map "when"; there are: time, topic, payload$/,
    ],
    [['--trace', TRACE, '--map', 'time=a,time=b'], /^--map names the field time twice$/],
    [['--trace', TRACE, '--time-unit', 'ns'], /^unknown time unit "ns"; there are: s, ms, us, iso$/],
    [['--subscribers', '0'], /^--subscribers is "0"; it must be a whole number from 1 to 100000$/],
    [['--events', '1.5'], /^--events is "1.5"; it must be a whole number from 1/],
    [['--poll-interval', '0'], /^--poll-interval is "0"; it must be a number from 0.001/],
    [['crowd', '--transports', 'short-polling'], /scenario crowd has none of short-polling; it has sse/],
    [['--network', 'moon'], /unknown network "moon"; there are: isolated, loopback$/],
    [['--trace', '/nowhere.ndjson'], /trace \/nowhere.ndjson: no such file or directory/],
  ])('%j is refused in one line that says what exists', (args, message) => {
    expect(fault(...args)).toMatch(message);
    expect(fault(...args)).not.toContain('\n');
  });

  test('a malformed trace, or one with unclear times, is refused by line number', () => {
    const folder = mkdtempSync(join(tmpdir(), 'pushlab-'));
    try {
      const file = join(folder, 'my.ndjson');
      writeFileSync(file, '{"time":2,"topic":"a","payload":1}\n\n{"time":3\n');
      expect(fault('--trace', file)).toMatch(/^trace my\.ndjson, line 3: not JSON/);
      writeFileSync(file, '{"time":2,"topic":"a","payload":1}\n{"time":1,"topic":"a","payload":1}\n');
      expect(fault('--trace', file)).toMatch(
        /^trace my\.ndjson, line 1: time 2 may be in s, ms or µs; say which with --time-unit s\|ms\|us\|iso$/,
      );
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test('what a trace is and how it is replayed is said, with all that was done to it', () => {
    const folder = mkdtempSync(join(tmpdir(), 'pushlab-'));
    try {
      const file = join(folder, 'my.json.gz');
      const events = [5, 4, 3, 2, 1, 0].map(hour => ({
        ts: Date.UTC(2026, 2, 1, 12 + hour) / 1000,
        data: { channel: `c${hour % 2}`, body: 'x' },
      }));
      writeFileSync(file, gzipSync(JSON.stringify(events)));
      const map = 'time=ts,topic=data.channel,payload=data.body';
      const { notes, traceFile } = readBenchOptions(['--trace', file, '--map', map, '--subscribers', '4']);
      expect(traceFile).toBe(file);
      expect(notes).toEqual([
        'trace my.json.gz: 6 events of 2 topics in 5 h from 2026-03-01 12:00:00 UTC, 1.20 an hour; busiest minute: 1 event (from 2026-03-01 12:00:00 UTC)',
        '  its times are in seconds; unpacked by gzip; 5 events were out of order, now sorted by time',
        '  proposed speed 5,700 fits the whole trace into 3.2 s (1 s of warm-up and 2.2 s of window, preset quick); choose another with --speed',
        '  1.88 notifications a second, 4 in the window, to 4 subscribers of 2 topics: 3.75 deliveries a second',
        '  short polling: a poll every 1 s, which is 1.58 h of the trace, brings 0.938 notifications; at the recorded speed 0.000164 (another interval: --poll-interval)',
      ]);
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
      } = readBenchOptions(['--trace', file, '--speed', '2', '--time-unit', 'ms']);
      expect(replay?.parameters.windowSeconds).toBe(14);
      expect(replay?.points[0]?.windowSeconds).toBe(14);
      expect(replay?.points[0]?.load.subscribers).toBe(300);
      expect(replay?.points[0]?.label).toBe(
        'all 300 events of my.ndjson, 2 times as fast; 300 subscribers of 300 topics',
      );
      expect(fault('--trace', file, '--speed', '1000', '--time-unit', 'ms')).toMatch(
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
    expect(fault('--set', 'holiday')).toMatch(
      /unknown set "holiday"; there are: tour, course, review, distance, layers, deployed, timeouts, all$/,
    );
    expect(fault('--set', 'tour', 'chat')).toMatch(/^use either --set or scenario names, not both/);
  });

  test('a scenario answers to its former name', () => {
    expect(readBenchOptions(['witness']).scenarios.map(({ id }) => id)).toEqual(['cross-check']);
  });

  test.each([
    ['SSE,WebSocket', ['sse', 'websocket']],
    ['ws, Poll', ['short-polling', 'websocket']],
    ['LONG-POLL', ['long-polling']],
    ['Short polling', ['short-polling']],
  ])('the transports %s may be written so', (typed, transports) => {
    const [ticker] = readBenchOptions(['Ticker', '--transports', typed]).scenarios;
    expect(ticker?.id).toBe('ticker');
    expect(Object.keys(ticker?.points[0]?.load.transports ?? {})).toEqual([...transports, 'tcp-floor']);
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
    expect(replay?.points[0]?.load.arrivals).toEqual({
      kind: 'trace',
      file,
      speed: 1000,
      events: expect.any(Number),
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(replay?.points[0]?.label).toMatch(
      /^the first \d+ of 1,707 events of usgs.*, 1,000 times as fast; 120 subscribers of 10 topics$/,
    );
    expect(replay?.parameters.windowSeconds).toBe(60);
  });
});

test.each(scenarios.map(scenario => [scenario.id, scenario]))('scenario %s is sound', (_, scenario) => {
  expect(scenarioFaults(scenario)).toEqual([]);
});
