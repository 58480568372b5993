import { describe, expect, test } from 'vitest';
import { viewPoint } from '../../../report/model/point.ts';
import { pictured, renderAnswer } from '../../../report/sections/answer.ts';
import type { Run } from '../../../results/format/run.ts';
import type { Path } from '../../../scenarios/load/path.ts';
import type { Transport } from '../../../scenarios/load/transport.ts';
import { textOf } from '../../harness/report-text.ts';
import { withoutKnownSpreads } from '../../harness/session-alone.ts';
import { madePathFigures } from '../../made/paths.ts';
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

test('says that intervals hold what another session may find', () => {
  const run = runOf(USUAL);
  expect(textOf(renderAnswer(run, viewsOf(run))?.text ?? '')).toContain(
    'Intervals of latency, CPU and bytes per delivery are widened by how much recorded sessions differ: another session should find its ratio in them.',
  );
});

describe('which one for which need', () => {
  test('names the leader, with values and intervals', () => {
    const found = needs(runOf(USUAL));
    expect(found.soon).toMatch(
      /^Lowest latency WebSocket Lowest median latency, or tied, in the only decided test: WebSocket\. The ticker, 10 subscribers \. Median latency: WebSocket 1\.04\sms \(1\.00–1\.08\); SSE 1\.4\d\sms \(×1\.40 of WebSocket, 1\.40–1\.40\)/,
    );
    expect(found['stream-cpu']).toMatch(/^A stream, little CPU WebSocket/);
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
      /^A stream, little traffic Short polling .* The trade-off is median latency: short polling \d+\sms, WebSocket 1\.04\sms\. Not measured over a distance\.$/,
    );
    for (const id of ['soon', 'stream-cpu']) expect(found[id]).not.toContain('The trade-off');
  });

  test('names transports together that are not distinguishable', () => {
    const even = { latenciesMs: spreadMs(1, 2) };
    const found = needs(runOf({ ...USUAL, sse: even, websocket: even }));
    expect(found.soon).toMatch(
      /^Lowest latency SSE and WebSocket Lowest median latency, or tied, in the only decided test: SSE and WebSocket\./,
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
    expect(needs(run).soon).toMatch(
      /^Lowest latency Not decided by this run No transport is known to be better than another in its only test\. Not measured over a distance\. By theory, mean latency .*: push 10\.0, 40\.0 and 150\sms; /,
    );
    expect(textOf(renderAnswer(run, viewsOf(run))?.text ?? '')).toMatch(
      /Not decided by this run: 3 of 3 tests\. A point is a test for each of its needs\. Without any decided test: lowest latency/,
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

  test('says in its headline that blocks are few, and in how many scenarios', () => {
    const headlineOf = (run: Run) => {
      const page = renderAnswer(run, viewsOf(run))?.text ?? '';
      return textOf(/<p class="headline">([\s\S]*?)<\/p>/.exec(page)?.[1] ?? '').trim();
    };
    expect(headlineOf(runOf(USUAL, 3))).toMatch(/ Few blocks: small differences stay undecided\.$/);
    const mixed = runOf(USUAL);
    mixed.scenarios.push(madeScenario('once', 1));
    expect(headlineOf(mixed)).toMatch(/ Few blocks in places: small differences stay undecided\.$/);
    expect(headlineOf(runOf(USUAL))).not.toContain('Few blocks');
  });

  test('is no part of a smoke run, of a run against itself, or of one without trials', () => {
    const run = runOf(USUAL);
    run.run.preset = 'smoke';
    expect(renderAnswer(run, viewsOf(run))).toBeNull();
    const empty = madeRun([madeScenario('ticker', 3)], []);
    expect(renderAnswer(empty, viewsOf(empty))).toBeNull();
  });
});

describe('over paths', () => {
  /** A ticker over each of these paths, or without one; what wins over each is made up. */
  const over = (parts: readonly [path: Path | null, figures: typeof USUAL][]): Run => {
    const scenario = madeScenario(
      'ticker',
      5,
      parts.map((_, index) => `point ${index}`),
    );
    const trials = parts.flatMap(([path, figures], index) => {
      const { load } = scenario.points[index] as (typeof scenario.points)[number];
      if (path) load.path = path;
      return pointTrials('ticker', `p${index}`, 5, figures).map(trial => ({
        ...trial,
        ...(path && { path: madePathFigures() }),
      }));
    });
    return madeRun([scenario], trials);
  };
  /** The same, but short polling is the soonest. */
  const reversed = {
    ...USUAL,
    'short-polling': { ...USUAL['short-polling'], latenciesMs: spreadMs(0.1, 0.2) },
  };

  test('a card says in one line how its answer changes, path by path', () => {
    const run = over([
      [null, USUAL],
      [{ rttMs: 300 }, reversed],
      [{ rttMs: 20 }, USUAL],
      [{ rttMs: 80 }, USUAL],
    ]);
    const found = needs(run);
    expect(found.soon).toMatch(
      /^Lowest latency WebSocket .* in the only decided test: WebSocket\. The ticker, point 0 \. /,
    );
    expect(found.soon).toMatch(/ At 20 ms and 80 ms: the same\. At 300 ms: short polling\.$/);
    expect(found['stream-cpu']).toMatch(/ At 20 ms, 80 ms and 300 ms: the same\.$/);
    const page = textOf(renderAnswer(run, viewsOf(run))?.text ?? '');
    expect(page).toContain('never count together with points without one');
    expect(page).not.toContain('No point of this run is over a distance');
    const near = over([[null, USUAL]]);
    expect(textOf(renderAnswer(near, viewsOf(near))?.text ?? '')).toContain(
      'No point of this run is over a distance',
    );
    expect(page).not.toContain('over a path only');
    expect(textOf(renderAnswer(runOf(USUAL), viewsOf(runOf(USUAL)))?.text ?? '')).not.toContain('path');
  });

  test('a run over one path has its answer, and says that it is over it', () => {
    const run = over([[{ rttMs: 80, lossPercent: 1 }, USUAL]]);
    expect(needs(run).soon).toMatch(
      /^Lowest latency WebSocket .* point 0 , over a path of 80 ms, 1% loss\. /,
    );
    const page = textOf(renderAnswer(run, viewsOf(run))?.text ?? '');
    expect(page).toContain('All were measured over a path.');
    expect(page).toMatch(/Lowest latency The ticker, over a path of 80 ms, 1% loss/);
    expect(page).toContain('Those of latency over a path are not: no recorded session has one.');
  });

  test('a run over several paths rests on the nearest', () => {
    const run = over([
      [{ rttMs: 300 }, reversed],
      [{ rttMs: 20 }, USUAL],
    ]);
    expect(needs(run).soon).toMatch(
      /^Lowest latency WebSocket .*The ticker, point 1 \. .* At 300 ms: short polling\.$/,
    );
  });

  test('a line says which path is not decided', () => {
    const even = { latenciesMs: spreadMs(1, 2) };
    const equal = {
      ...USUAL,
      'short-polling': even,
      'long-polling': even,
      sse: even,
      websocket: even,
    } as unknown as typeof USUAL;
    const run = over([
      [null, USUAL],
      [{ rttMs: 20 }, equal],
    ]);
    expect(needs(run).soon).toMatch(/ At 20 ms: not decided\.$/);
  });

  test('the trade-off is drawn of a point without a path, if there is one', () => {
    const [near, far] = [over([[null, USUAL]]), over([[{ rttMs: 80 }, USUAL]])];
    for (const one of far.scenarios) Object.assign(one, { id: 'far' });
    for (const one of far.trials) Object.assign(one, { scenario: 'far' });
    const both = madeRun([...far.scenarios, ...near.scenarios], [...far.trials, ...near.trials]);
    expect(pictured(viewsOf(both)).map(({ scenario }) => scenario.id)).toEqual(['ticker']);
    expect(pictured(viewsOf(far)).map(({ scenario }) => scenario.id)).toEqual(['far']);
  });
});
