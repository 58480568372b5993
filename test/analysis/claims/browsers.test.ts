import { describe, expect, test } from 'vitest';
import type { MeasuredTrial } from '../../../results/format/trial.ts';
import type { BrowserFigures } from '../../../results/format/trial-extras.ts';
import { BROWSERS, type BrowserName } from '../../../scenarios/load/browser.ts';
import type { Transport } from '../../../scenarios/load/transport.ts';
import { at, everyone, type Measures, type Part, runOf, said } from '../../made/claims.ts';
import { madeRecovery } from '../../made/outcomes.ts';

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

  test('holds if both got everything, and names them', () => {
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

  test('is refuted if a browser lost something', () => {
    expect(said(runOf(plain('chromium'), plain('firefox', 2)), 'C16').verdict).toBe('refuted');
  });
});

describe('C22, six connections and the seventh', () => {
  const STUCK = { served: 6, ownRequestMs: null, ownRequests: { made: 3, answered: 0, medianMs: null } };
  const QUIET = { ownRequestMs: null, ownRequests: { made: 9, answered: 9, medianMs: 40 } };
  const FREE = { ownRequests: { made: 40, answered: 40, medianMs: 2 } };
  type Page = Partial<BrowserFigures> & { open?: number };
  const USUAL: Partial<Record<Transport, Page>> = { sse: STUCK, 'long-polling': QUIET, websocket: FREE };

  /**
   * A page of seven and one of five, in each browser; `over` changes what those of seven saw,
   * `five` those of five.
   */
  function pages(over: Partial<Record<Transport, Page>> = {}, five: Page | null = {}) {
    const seven = { ...USUAL, ...over };
    return BROWSERS.flatMap(program => {
      const pageOf = (transport: Transport) => {
        const { open: _, ...figures } = seven[transport] ?? {};
        return figures;
      };
      const crowd = inBrowser(
        program,
        `${program}-seven`,
        Object.fromEntries(Object.keys(seven).map(one => [one, {}])),
        pageOf,
      );
      for (const trial of crowd.trials) trial.server.connections.open = seven[trial.transport]?.open ?? 6;
      const few = inBrowser(program, `${program}-five`, { sse: {} }, () => ({
        subscriptions: 5,
        served: 5,
        ...FREE,
        ...five,
      }));
      return five === null ? [crowd] : [crowd, few];
    });
  }
  const judged = (...parts: Parameters<typeof pages>) => said(runOf(...pages(...parts)), 'C22');

  test('holds for streams, and for long polls while nothing is published', () => {
    const { verdict, condition, because, sentence, strips } = judged();
    expect(verdict).toBe('holds if');
    expect(sentence).toBe(
      '6 SSE streams, or long polls while nothing is published, block the page’s other requests.',
    );
    expect(strips.map(({ marks }) => marks.map(one => one.verdict))).toEqual([
      ['true', 'true'],
      ['true', 'true'],
      ['not true', 'not true'],
    ]);
    expect(condition).toBe('the page has SSE streams, or long polls while nothing is published');
    expect(because).toContain('SSE: 6 of 7 subscriptions were served, over 6 connections.');
    expect(because).toContain('An ordinary request of the page had no response within 2 s.');
    expect(because).toMatch(
      /Long polling: 7 of 7 .* While updates came, 54 of 54 were answered, after a median of 40 ms\./,
    );
    expect(because).toContain(
      'On a page with fewer subscriptions than connections: SSE: 5 of 5 subscriptions were served',
    );
    expect(because).toContain('HTTP/2');
  });

  test('holds if long polls block the page during updates too; for streams alone if they never do', () => {
    const always = { ...QUIET, ownRequests: STUCK.ownRequests };
    expect(judged({ 'long-polling': always }).verdict).toBe('holds');
    expect(judged({ 'long-polling': FREE })).toMatchObject({
      verdict: 'holds if',
      condition: 'the page has SSE streams',
    });
  });

  test('has pages over HTTP/2 as further evidence, which leave the verdict as it is', () => {
    expect(judged().because).toContain('HTTP/2, where streams share a connection, was not measured.');
    const over = BROWSERS.map(program => {
      const part = inBrowser(program, `${program}-seven-http2`, { sse: {}, websocket: {} }, () => FREE);
      for (const trial of part.trials) trial.server.connections.open = 1;
      return part;
    });
    const { because, layers, ...found } = said(runOf(...pages(), ...over), 'C22');
    expect(because).not.toContain('was not measured');
    expect(because).toContain('Over HTTP/2, in Chromium 147.0 and Firefox 140.5: SSE: 7 of 7');
    expect(because).toContain('subscriptions were served, over 1 connection.');
    expect(layers?.map(({ name, marks }) => [name, marks.map(one => one.verdict)])).toEqual([
      ['SSE, over HTTP/2', ['not true', 'not true']],
      ['WebSocket, over HTTP/2', ['not true', 'not true']],
    ]);
    const { verdict, condition, sentence, strips } = judged();
    expect(found).toMatchObject({ verdict, condition, sentence, strips });
  });

  test('over HTTP/2 is about ordinary requests, not about what was served', () => {
    const marksOf = (long: Page, stream: Page) => {
      const over = BROWSERS.map(program =>
        inBrowser(program, `${program}-seven-http2`, { 'long-polling': {}, sse: {} }, transport =>
          transport === 'sse' ? stream : long,
        ),
      );
      const { layers } = said(runOf(...pages(), ...over), 'C22');
      return layers?.map(({ name, marks }) => [name, marks.map(one => one.verdict)]);
    };
    const few = { ...FREE, served: 6 };
    const twice = (verdict: string) => [verdict, verdict];
    expect(marksOf(few, few)).toEqual([
      ['long polling, quiet, over HTTP/2', twice('not true')],
      ['long polling, updates, over HTTP/2', twice('not true')],
      ['SSE, over HTTP/2', twice('not true')],
    ]);
    expect(marksOf(QUIET, { ...STUCK, served: 7 })).toEqual([
      ['long polling, quiet, over HTTP/2', twice('true')],
      ['long polling, updates, over HTTP/2', twice('not true')],
      ['SSE, over HTTP/2', twice('true')],
    ]);
  });

  test('is refuted if the limit is another one', () => {
    expect(judged({ sse: FREE }).verdict).toBe('refuted');
    // Two are fewer than all, and so is none: a broken page does not prove a limit of six.
    expect(judged({ sse: { ...STUCK, served: 2, open: 2 } }).verdict).toBe('refuted');
    expect(judged({ sse: { ...STUCK, served: 0, open: 0 } }).verdict).toBe('refuted');
    expect(judged({}, STUCK).verdict).toBe('refuted');
    expect(judged({ websocket: STUCK }).verdict).toBe('refuted');
  });

  test('is not measured without the pages that should be served, or without long polls', () => {
    expect(judged({}, null)).toMatchObject({
      verdict: 'not measured',
      missing: expect.stringContaining('fewer SSE streams'),
    });
    const alone = pages().map(part => ({
      ...part,
      trials: part.trials.filter(({ transport }) => transport !== 'long-polling'),
    }));
    expect(said(runOf(...alone), 'C22')).toMatchObject({
      verdict: 'not measured',
      missing: 'long polling in each browser',
    });
  });
});

test('C7 reports automatic reconnects of browsers, and depends on them', () => {
  const back = {
    alter(trial: MeasuredTrial) {
      trial.recovery = madeRecovery({ affected: 1, recovered: 1 });
    },
  };
  const away = {
    alter(trial: MeasuredTrial) {
      trial.recovery = madeRecovery({ affected: 1, recovered: 0, reconnectedMs: null, sinceClearedMs: null });
    },
  };
  const alone = (program: BrowserName, sse: Measures = back, websocket: Measures = away) =>
    inBrowser(program, `${program}-killed`, { sse, websocket });
  const restart = at('restart', 'killed', {
    websocket: {
      alter(trial) {
        trial.recovery = madeRecovery();
      },
    },
  });
  const withCode = (...how: Measures[]) =>
    said(runOf(restart, ...BROWSERS.map(program => alone(program, ...how))), 'C7');
  const { verdict, condition, because } = withCode();
  expect(verdict).toBe('holds if');
  expect(condition).toMatch(/^the client uses an EventSource, or a WebSocket with code that reconnects/);
  expect(withCode(away, away)).toMatchObject({
    verdict: 'holds if',
    condition: expect.stringMatching(/^the client has code/),
  });
  expect(withCode(back, back).verdict).toBe('holds');
  expect(because).toMatch(
    /EventSource of Chromium 147.0 reconnected 3 of 3 times, 2.9 s after the break, with nothing lost/,
  );
  expect(because).toContain('WebSocket of Firefox 140.5 did not reconnect.');
  expect(withCode().sentence).toBe(
    'Code in the client reconnects after every break; without page code, EventSource reconnected, and WebSocket did not.',
  );
  expect(withCode(away, away).sentence).toMatch(
    /; without page code, EventSource and WebSocket did not reconnect\.$/,
  );
  const byThemselves = said(runOf(...BROWSERS.map(program => alone(program))), 'C7');
  expect(byThemselves).toMatchObject({
    verdict: 'holds if',
    condition: expect.stringContaining('the client uses an EventSource'),
  });
});
