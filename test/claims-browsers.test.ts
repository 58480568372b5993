import { describe, expect, test } from 'vitest';
import type { BrowserFigures } from '../bench/outcome-schema.ts';
import { BROWSERS, type BrowserName } from '../scenarios/load.ts';
import type { Transport } from '../scenarios/transport.ts';
import { at, everyone, type Measures, type Part, runOf, said } from './made-up-claims.ts';
import { madeRecovery } from './made-up-outcomes.ts';

const versions = { chromium: 'Chrome/147.0.7700.1', firefox: 'firefox/140.5.0' };

const seen = (program: BrowserName, over: Partial<BrowserFigures> = {}): BrowserFigures => ({
  program,
  version: versions[program],
  clockErrorMs: 0.4,
  clockStepMs: 0.1,
  subscriptions: 7,
  served: 7,
  ownRequestMs: 3,
  hidden: false,
  ...over,
});

/** A point of one browser. */
const inBrowser = (
  program: BrowserName,
  point: string,
  measures: Partial<Record<Transport, Measures>>,
  over: (transport: Transport) => Partial<BrowserFigures> = () => ({}),
): Part => {
  const part = at('browser', point, measures, { blocks: 3 });
  for (const trial of part.trials) trial.browser = seen(program, over(trial.transport));
  return part;
};

describe('C16, whether it works across browsers', () => {
  const plain = (program: BrowserName, missing = 0) =>
    inBrowser(
      program,
      program,
      everyone(() => ({ missing, latenciesMs: missing > 0 ? [1, 2] : [1, 2, 3] })),
    );

  test('holds where both got everything, and names them', () => {
    const { verdict, because, figures } = said(runOf(...BROWSERS.map(program => plain(program))), 'C16');
    expect(verdict).toBe('holds');
    expect(because).toContain('Chromium 147.0 and Firefox 140.5');
    expect(because).toContain('Safari and phones were not measured');
    expect(figures).toHaveLength(8);
  });

  test('is not measured by one browser alone', () => {
    expect(said(runOf(plain('chromium')), 'C16')).toMatchObject({
      verdict: 'not measured',
      missing: 'trials in Firefox',
    });
  });

  test('is refuted where a browser lost something', () => {
    expect(said(runOf(plain('chromium'), plain('firefox', 2)), 'C16').verdict).toBe('refuted');
  });
});

describe('C22, six connections and the seventh', () => {
  const crowd = (program: BrowserName, starving: Transport[]) =>
    inBrowser(
      program,
      `${program}-seven`,
      everyone(() => ({})),
      transport => (starving.includes(transport) ? { served: 6, ownRequestMs: null } : {}),
    );
  const verdictOf = (starving: Transport[]) =>
    said(runOf(...BROWSERS.map(program => crowd(program, starving))), 'C22');

  test('holds where streams and long polls starve the page', () => {
    const { verdict, because } = verdictOf(['sse', 'long-polling']);
    expect(verdict).toBe('holds');
    expect(because).toContain('SSE: 6 of 7 subscriptions were served');
    expect(because).toContain('an ordinary request of the page had no answer in 2 s');
    expect(because).toContain('HTTP/2');
  });

  test('holds for streams where only they do, and not at all where none does', () => {
    expect(verdictOf(['sse'])).toMatchObject({
      verdict: 'holds if',
      condition: 'the page holds SSE streams',
    });
    expect(verdictOf([]).verdict).toBe('refuted');
  });
});

test('C7 says what browsers do by themselves', () => {
  const alone = (program: BrowserName) =>
    inBrowser(program, `${program}-killed`, {
      sse: {
        alter(trial) {
          trial.recovery = madeRecovery({ affected: 1, recovered: 1 });
        },
      },
      websocket: {
        alter(trial) {
          trial.recovery = madeRecovery({
            affected: 1,
            recovered: 0,
            reconnectedMs: null,
            sinceMendedMs: null,
          });
        },
      },
    });
  const restart = at('restart', 'killed', {
    websocket: {
      alter(trial) {
        trial.recovery = madeRecovery();
      },
    },
  });
  const { verdict, because } = said(runOf(restart, ...BROWSERS.map(alone)), 'C7');
  expect(verdict).toBe('holds if');
  expect(because).toMatch(
    /EventSource of Chromium 147.0 came back 3 of 3 times, 2.9 s after the break, with nothing lost/,
  );
  expect(because).toContain('WebSocket of Firefox 140.5 did not come back');
  const byThemselves = said(runOf(...BROWSERS.map(alone)), 'C7');
  expect(byThemselves).toMatchObject({
    verdict: 'holds if',
    condition: expect.stringContaining('it is an EventSource'),
  });
});
