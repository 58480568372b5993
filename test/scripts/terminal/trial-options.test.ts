import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { readTrialOptions } from '../../../scripts/terminal/trial-options.ts';
import { UsageError } from '../../../scripts/terminal/usage-error.ts';
import { evenly, madeEvents } from '../../made/trace.ts';

function fault(...args: string[]): string {
  try {
    readTrialOptions(args);
  } catch (error) {
    if (error instanceof UsageError) return error.message;
    throw error;
  }
  throw new Error('it was accepted');
}

describe('the command line of a single trial', () => {
  test('names a scenario and a transport; all else has a default', () => {
    expect(readTrialOptions(['ticker', 'sse', '--seed', '7'])).toMatchObject({
      scenario: { id: 'ticker', parameters: { warmUpSeconds: 1 } },
      point: { load: { subscribers: 500 } },
      transport: 'sse',
      tool: null,
      preset: 'quick',
      seed: 7,
      network: null,
      serverPort: 0,
      json: false,
    });
  });

  test('picks a point by its id, and else the first that has the transport', () => {
    expect(readTrialOptions(['interval-sweep', 'short-polling', '--point', '1000']).point.id).toBe('1000');
    expect(readTrialOptions(['fan-out', 'bare-reader']).point.load.transports).toHaveProperty('bare-reader');
  });

  test('takes an external tool where the scenario has it; polls at full speed are always by autocannon', () => {
    expect(readTrialOptions(['witness', 'sse', '--tool', 'k6'])).toMatchObject({
      scenario: { id: 'cross-check' },
      tool: 'k6',
    });
    expect(readTrialOptions(['request-capacity', 'short-polling']).tool).toBe('autocannon');
  });

  test('takes a trace of one’s own, with the options of the bench', () => {
    const folder = mkdtempSync(join(tmpdir(), 'pushlab-trial-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const file = join(folder, 'mine.ndjson');
    const events = madeEvents(evenly(90, 1000), ['a', 'b']);
    const lines = events.map(({ time, topic }) => JSON.stringify({ at: time, to: topic, text: 1 }));
    writeFileSync(file, `${lines.join('\n')}\n\n`);
    const how = ['--map', 'time=at,topic=to,payload=text', '--speed', '10', '--subscribers', '4'];
    const options = readTrialOptions([
      'trace',
      'short-polling',
      '--trace',
      file,
      ...how,
      '--poll-interval',
      '0.5',
    ]);
    expect(options).toMatchObject({
      scenario: { id: 'trace', title: 'Trace mine.ndjson' },
      point: {
        label: 'all 90 events of mine.ndjson, 10 times as fast; 4 subscribers of 2 topics',
        load: {
          subscribers: 4,
          arrivals: { kind: 'trace', file, speed: 10 },
          transports: { 'short-polling': { intervalMs: 500 } },
        },
      },
    });
    expect(options?.notes[0]).toMatch(/^trace mine\.ndjson: 90 events of 2 topics in 1\.48 min /);
    expect(readTrialOptions(['trace', 'sse', '--speed', '20160'])?.point.load.arrivals).toMatchObject({
      speed: 20_160,
    });
    expect(readTrialOptions(['ticker', 'sse'])?.notes).toEqual([]);
  });

  test.each([
    [[], /^usage: npm run trial -- SCENARIO TRANSPORT/],
    [['ticker'], /^usage: /],
    [['ticker', 'sse', 'websocket'], /^usage: /],
    [['tiker', 'sse'], /^unknown scenario "tiker"; did you mean "ticker"\?$/],
    [['ticker', 'http3'], /^unknown transport "http3"; there are: short-polling, .*tcp-floor$/],
    [['chat', 'tcp-floor'], /^unknown transport "tcp-floor"; there are: /],
    [['interval-sweep', 'short-polling', '--point', '7'], /^unknown point "7"; there are: /],
    [['ticker', 'sse', '--tool', 'k6'], /^no external tool takes part in ticker over sse; leave --tool out$/],
    [['cross-check', 'sse', '--tool', 'autocannon'], /^unknown tool "autocannon"; there are: k6$/],
    [['ticker', 'sse', '--speed', '10'], /^--speed: scenario ticker has no trace$/],
    [['trace', 'sse', '--trace', '/nowhere.ndjson'], /^trace \/nowhere\.ndjson: no such file or directory$/],
    [['trace', 'sse', '--map', 'time=at'], /^--map and --time-unit say how to read the file of --trace$/],
    [['ticker', 'sse', '--preset', 'slow'], /^unknown preset "slow"; there are: smoke, quick, /],
    [['ticker', 'sse', '--seed', '1.5'], /^--seed is "1.5"; it must be a whole number/],
    [['ticker', 'sse', '--network', 'wifi'], /^unknown network "wifi"; there are: isolated, loopback$/],
  ])('%j is refused in one line', (args, line) => {
    expect(fault(...args)).toMatch(line);
    expect(fault(...args)).not.toContain('\n');
  });
});
