import { describe, expect, test } from 'vitest';
import { readTrialOptions } from '../../../scripts/terminal/trial-options.ts';
import { UsageError } from '../../../scripts/terminal/usage-error.ts';

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
    [['ticker', 'sse', '--preset', 'slow'], /^unknown preset "slow"; there are: smoke, quick, /],
    [['ticker', 'sse', '--seed', '1.5'], /^--seed is "1.5"; it must be a whole number/],
    [['ticker', 'sse', '--network', 'wifi'], /^unknown network "wifi"; there are: isolated, loopback$/],
  ])('%j is refused in one line', (args, line) => {
    expect(fault(...args)).toMatch(line);
    expect(fault(...args)).not.toContain('\n');
  });
});
