import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { bundlePage, type PageAssets } from '../../report/bundle.ts';
import { renderReport } from '../../report/render.ts';
import type { Run } from '../../results/format/run.ts';
import type { MeasuredTrial } from '../../results/format/trial.ts';
import { textOf } from '../harness/report-text.ts';
import { withoutKnownSpreads } from '../harness/session-alone.ts';
import { madeRecovery, madeStalled, madeVisits } from '../made/outcomes.ts';
import {
  failedTrial,
  HOSTILE,
  hostileRun,
  madeRun,
  madeScenario,
  madeTrial,
  pointTrials,
  spreadMs,
  USUAL,
} from '../made/run.ts';

withoutKnownSpreads();

const bare: PageAssets = { script: 'void 0', style: 'a{}' };

const usualRun = (blocks = 3) =>
  madeRun([madeScenario('ticker', blocks)], pointTrials('ticker', 'p0', blocks));

function changed(run: Run, change: (run: Run) => void): string {
  change(run);
  return renderReport(run, bare);
}

describe('renderReport', () => {
  test('is pure: the same run gives the same page and stays as it was', () => {
    const run = usualRun();
    const before = JSON.stringify(run);
    expect(renderReport(run, bare)).toBe(renderReport(run, bare));
    expect(JSON.stringify(run)).toBe(before);
  });

  test('has its sections, and each link within the page has its target', () => {
    const page = renderReport(usualRun(), bare);
    const ids = [...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toEqual(
      expect.arrayContaining([
        'summary',
        'scenario.ticker',
        'point.ticker.p0',
        'trials',
        'environment',
        'method',
        'words',
      ]),
    );
    for (const [, target] of page.matchAll(/href="#([^"]+)"/g)) expect(ids).toContain(target);
  });

  test('gives each chart a name, a summary, units on its axes, and the same as a table', () => {
    const page = renderReport(usualRun(), bare);
    const figures = [...page.matchAll(/<figure[\s\S]*?<\/figure>/g)].map(([figure]) => figure);
    expect(figures).toHaveLength(1 + 1 + 5);
    for (const figure of figures) {
      expect(figure).toMatch(/<canvas role="img" aria-label="[^"]+\. [^"]*(WebSocket|model)[^"]+"/);
      expect(figure).toMatch(/<details><summary>[\s\S]*<table[\s\S]*<th scope="row">/);
      const spec = JSON.parse(figure.match(/<script type="application\/json">(.*?)<\/script>/)?.[1] ?? '');
      expect(spec.xAxis ?? spec.yAxis).toMatch(/\((ms|µs|KiB|B)\)/);
    }
  });

  test('puts the points of a sweep side by side', () => {
    const run = madeRun(
      [madeScenario('sweep', 2, ['1 KiB', '4 KiB'])],
      [...pointTrials('sweep', 'p0', 2), ...pointTrials('sweep', 'p1', 2)],
    );
    const page = renderReport(run, bare);
    // The trade-off beside the matrix, the answer of the scenario, four of the sweep, five a point.
    expect(page.match(/<figure/g)).toHaveLength(1 + 1 + 4 + 2 * 5);
    expect(page).toContain('id="sweep.sweep"');
    expect(textOf(page)).toMatch(/At “1 KiB” and “4 KiB”: short polling 254 and 254 ms;/);
  });

  test('draws of a point among many only what the charts of all together do not show', () => {
    const points = ['one', 'two', 'three'];
    const trials = points.flatMap((_, index) => pointTrials('settings', `p${index}`, 2));
    const page = renderReport(madeRun([madeScenario('settings', 2, points)], trials), bare);
    const folded = page.split('<details class="point fold">').slice(1);
    expect(folded).toHaveLength(3);
    const kinds = folded.map(part => [...part.matchAll(/"kind":"(\w+)"/g)].map(([, kind]) => kind));
    expect(kinds).toEqual(points.map(() => ['percentiles', 'stack']));
    expect(textOf(folded[0] ?? '')).toMatch(
      /The largest gap between the measured distribution of short polling and its model \(KS distance, 0 to 1\) is 0\.\d+/,
    );
  });

  test('draws no more settings side by side than a chart can show', () => {
    const sideBySide = (count: number) => {
      const labels = Array.from({ length: count }, (_, index) => `setting ${'abcdefghi'[index]}`);
      const trials = labels.flatMap((_, index) => pointTrials('settings', `p${index}`, 2));
      return renderReport(madeRun([madeScenario('settings', 2, labels)], trials), bare);
    };
    expect(sideBySide(8)).toContain('"kind":"settings"');
    expect(textOf(sideBySide(8))).toMatch(
      /Lowest median of any transport under test: WebSocket 1\.01 ms at “setting a”; WebSocket 1\.01 ms at “setting b”; /,
    );
    const many = sideBySide(9);
    expect(many).not.toContain('"kind":"settings"');
    expect(many).toContain('id="sweep.settings"');
    expect(textOf(many)).toContain('9 points that differ in several ways at once');
  });

  test('gives the cost of each transport against the floor in its main table', () => {
    const text = textOf(renderReport(usualRun(), bare));
    expect(text).toMatch(/WebSocket 1\.02 1\.00–1\.04 lowest .*9\.18 9\.00–9\.36 lowest ×1\.50 104 lowest/);
    expect(text).toMatch(/3 of 3/);
    expect(text).toMatch(
      /Values of valid trials, from 3 blocks\. Small: the range over the blocks with a valid trial\. Percentiles and bytes are of all deliveries of these blocks together; the other values are medians of the blocks\. ~: too few/,
    );
    expect(textOf(renderReport(usualRun(1), bare))).toMatch(
      /Values of valid trials, from 1 block\. ~: too few/,
    );
  });

  test('gives the ratios of each point with their intervals, to the first and to the floor', () => {
    const text = textOf(renderReport(usualRun(5), bare));
    expect(text).toMatch(
      /Ratios with their 95% intervals Each transport against the first of each metric Metric Transport Divided by Ratio 95% interval Blocks Verdict Median latency SSE WebSocket ×1\.40 1\.40–1\.40 5 higher/,
    );
    expect(text).toMatch(
      /Each transport against the TCP floor .*Server CPU per delivery WebSocket TCP floor ×1\.50 1\.50–1\.50 5 higher/,
    );
    expect(text).toMatch(
      /Application bytes per delivery WebSocket TCP floor ×1\.03 1\.03–1\.03 5 equal within 5%/,
    );
    expect(textOf(renderReport(usualRun(1), bare))).toMatch(
      /Server CPU per delivery WebSocket TCP floor — — 1 not compared: one block/,
    );
    const smoke = textOf(changed(usualRun(5), ({ run }) => (run.preset = 'smoke')));
    expect(smoke).not.toContain('95% intervals');
    const { 'tcp-floor': _, ...without } = USUAL;
    const floorless = madeRun([madeScenario('ticker', 3)], pointTrials('ticker', 'p0', 3, without));
    expect(textOf(renderReport(floorless, bare))).not.toContain('against the TCP floor');
  });

  test('says that a noisy run decides nothing', () => {
    const noisy = [0.7, 1.4, 1].flatMap((factor, block) =>
      (['sse', 'websocket'] as const).map(transport => {
        const own = transport === 'sse' ? factor : 2 - factor;
        return madeTrial(
          { scenario: 'ticker', point: 'p0', transport, block },
          { latenciesMs: spreadMs(own, 2 * own), cpuMicrosPerDelivery: 10 * own },
        );
      }),
    );
    const text = textOf(renderReport(madeRun([madeScenario('ticker', 3)], noisy), bare));
    expect(text).toMatch(/Median latency Not decided by this run/);
    expect(text).toMatch(/Server CPU per delivery .* 3 not decided by this run/);
    expect(text).toMatch(/With 3 blocks, fewer than 5, the 95% intervals are wide/);
    expect(text).not.toMatch(/µs lowest|ms lowest/);
  });

  test('allows its own script and style by hash, and nothing from outside', () => {
    const page = renderReport(usualRun(), bare);
    const policy = page.match(/Content-Security-Policy" content="([^"]+)"/)?.[1]?.replaceAll('&#39;', "'");
    const hash = createHash('sha256').update(bare.script).digest('base64');
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain(`script-src 'sha256-${hash}'`);
    expect(policy).not.toContain('unsafe');
    expect(page).not.toMatch(/ style="| on[a-z]+="/);
    expect(page).not.toMatch(/(src|href)="(?!#)/);
  });

  test('refuses a script or style that would end its own element', () => {
    expect(() => renderReport(usualRun(), { ...bare, script: 'a("</script>")' })).toThrow(/script tag/);
    expect(() => renderReport(usualRun(), { ...bare, style: 'a{content:"</style>"}' })).toThrow(/style tag/);
  });

  test('keeps hostile texts texts', () => {
    const page = renderReport(hostileRun(), bare);
    const tags = [...page.matchAll(/<([a-z0-9]+)/gi)].map(([, name]) => name);
    expect(tags).not.toContain('img');
    expect(page.match(/<script>/g)).toHaveLength(1);
    expect(page.match(/<\/style>/g)).toHaveLength(1);
    expect(page).not.toMatch(/<svg(?! class="(swatch|verdict-mark|marks|tradeoff-picture))/);
    for (const text of HOSTILE) expect(page).not.toContain(text.replace(/^[^<]*/, '') || '<none>');
  });
});

describe('what is said of a run that is not as it should be', () => {
  test('invalid and failed trials are listed with their reasons', () => {
    const invalid = madeTrial({ scenario: 'ticker', point: 'p0', transport: 'sse', block: 0 });
    const run = madeRun(
      [madeScenario('ticker', 1)],
      [
        { ...invalid, status: 'invalid', reasons: ['publisher lag p99 3.1 ms', 'steal 14%'] },
        failedTrial({ scenario: 'ticker', point: 'p0', transport: 'websocket', block: 0 }, ['ECONNREFUSED']),
        failedTrial({ scenario: 'gone', point: 'gone', transport: 'websocket', block: 1 }, []),
      ],
    );
    const text = textOf(renderReport(run, bare));
    expect(text).toMatch(/The ticker: 10 subscribers SSE 1 1 invalid publisher lag p99 3\.1 ms; steal 14%/);
    expect(text).toMatch(/WebSocket 1 1 error while: connect ECONNREFUSED/);
    expect(text).toMatch(/gone: gone WebSocket 2 1 error while: connect no reason was recorded/);
    expect(text).toContain('No transport has a valid trial at this point');
  });

  test('a run that ended early, a smoke run and a complete one', () => {
    const status = (run: Run['run']['status']) =>
      textOf(changed(usualRun(), ({ run: header }) => (header.status = run)));
    expect(status('interrupted')).toMatch(/The run was interrupted\. Trials made: 15 of 15 planned/);
    expect(status('failed')).toMatch(/Some trials ended in an error\./);
    expect(status('running')).toMatch(/still in progress/);
    expect(status('complete')).not.toMatch(
      /The run was interrupted|Some trials ended|still in progress|Smoke run/,
    );
    const smoke = textOf(changed(usualRun(), ({ run: header }) => (header.preset = 'smoke')));
    expect(smoke).toMatch(/Smoke run: not a measurement\./);
  });

  test('latency from the publish stands beside where the publisher was late', () => {
    const late = pointTrials('ticker', 'p0', 2, {
      ...USUAL,
      sse: { latenciesMs: spreadMs(1, 2), lagMs: 1.4 },
    });
    const page = renderReport(madeRun([madeScenario('ticker', 2)], late), bare);
    expect(textOf(page)).toMatch(
      /up to 1\.40 ms late at p99.*half or more of the p99 latency of SSE, so.*excludes the publisher’s lag\./,
    );
    expect(textOf(page)).toMatch(/The publisher was up to 1\.40 ms late/);
    expect(textOf(page)).toMatch(
      /The publisher’s lag or a hiccup of the machine is half or more of this value for SSE\./,
    );
    expect(textOf(page)).toMatch(/Publisher lag, p99 \(ms\)/);
    const chat = madeRun([madeScenario('ticker', 2)], late);
    for (const { load } of chat.scenarios.flatMap(({ points }) => points)) load.senders = { upstream: 'own' };
    const text = textOf(renderReport(chat, bare));
    expect(text).toMatch(/The senders were up to 1\.40 ms late at p99.*excludes the senders’ lag\./);
    expect(text).toMatch(
      /The senders’ lag or a hiccup of the machine is half or more of this value for SSE\./,
    );
    expect(text).toMatch(/Sender lag, p99 \(ms\)/);
    expect(page).toContain('From publish (ms)');
    expect(page.match(/<figure/g)).toHaveLength(1 + 7);
    expect(renderReport(usualRun(), bare)).not.toContain('From publish (ms)');
  });

  test('wire bytes have a column only where they were counted', () => {
    const figures = { sse: { wire: 190 }, websocket: { wire: 160 } };
    const wired = madeRun([madeScenario('ticker', 2)], pointTrials('ticker', 'p0', 2, figures));
    wired.environment.network = 'isolated';
    expect(textOf(renderReport(wired, bare))).toMatch(/B on wire/);
    expect(textOf(renderReport(usualRun(), bare))).toMatch(/bytes on the wire are not counted/);
  });

  test('nothing reads as NaN, undefined, null or Infinity, whatever is missing', () => {
    const empty = { received: 0, latenciesMs: null, batchMean: 0, requests: 0 };
    const oneTransport = madeScenario('alone', 1);
    const twoBlocks = (cpu: Partial<Record<'sse' | 'websocket', number[]>>) => {
      const trials = Object.entries(cpu).flatMap(([transport, costs]) =>
        costs.map((cpuMicrosPerDelivery, block) =>
          madeTrial(
            { scenario: 'ticker', point: 'p0', transport: transport as 'sse', block },
            { cpuMicrosPerDelivery },
          ),
        ),
      );
      return madeRun([madeScenario('ticker', 2)], trials);
    };
    const aa = (run: Run): Run => ({
      ...run,
      run: { ...run.run, aa: true },
      trials: run.trials.flatMap(trial => (['a', 'b'] as const).map(arm => ({ ...trial, arm }))),
    });
    /** Without anything that a system may not tell or a model not know. */
    const bereft = (trial: MeasuredTrial): MeasuredTrial => ({
      ...trial,
      ...{ steadiness: null, machine: null, theory: null, gates: [] },
      server: { ...trial.server, kernelSocketBytes: null, openFiles: null },
    });
    for (const point of oneTransport.points) point.load.transports = { sse: {} };
    /**
     * Visits that nobody made, a fault that nobody survived, readers whom nobody cut off, silence,
     * and no second of any series.
     */
    const emptyOutcomes = (): Run => {
      const scenario = madeScenario('empty', 1, ['a', 'b', 'c', 'd']);
      const [visited, broken, , silent] = scenario.points;
      if (visited) visited.load.visits = { connection: 'cold', closing: 'cut', backlog: 1 };
      if (broken) broken.load.fault = { kind: 'disconnect', atSeconds: 0 };
      if (silent) silent.load.arrivals = { kind: 'none' };
      const none = { ...empty, wire: null };
      const trials = ['p0', 'p1', 'p2', 'p3'].flatMap(point => pointTrials('empty', point, 1, { sse: none }));
      const nothing = { due: 0, completed: 0, cpuMicrosPerVisit: 0, applicationBytesPerVisit: 0 };
      const outcomes: Partial<MeasuredTrial>[] = [
        { visits: madeVisits({ ...nothing, wireBytesPerVisit: null, packetsPerVisit: null }), phases: [] },
        { recovery: madeRecovery({ affected: 0, recovered: 0, sinceClearedMs: null, reconnectedMs: null }) },
        { stalled: madeStalled({ cutOff: 0, firstCutOffMs: null, lastCutOffMs: null, peakRssBytes: 0 }) },
        { windowMs: 0 },
      ];
      const series: MeasuredTrial['series'] = {
        ...{ second: [], deliveries: [], latencyMeanMs: [], latencyMaxMs: [] },
        ...{ serverCpuPercent: [], serverRssBytes: [], connectionsOpened: [] },
      };
      return madeRun(
        [scenario],
        trials.map((trial, index) => ({ ...trial, ...outcomes[index], series })),
      );
    };
    const runs = [
      hostileRun(),
      madeRun([], []),
      madeRun([madeScenario('untried', 3)], []),
      madeRun([madeScenario('ticker', 2)], pointTrials('ticker', 'p0', 2, { sse: empty, websocket: empty })),
      madeRun([oneTransport], pointTrials('alone', 'p0', 1, { sse: {} })),
      madeRun(
        [madeScenario('ticker', 1)],
        pointTrials('ticker', 'p0', 1, { sse: { latenciesMs: [0, 0, 0] } }),
      ),
      madeRun([madeScenario('ticker', 1)], pointTrials('ticker', 'p0', 1, { sse: { memoryBytes: -5000 } })),
      madeRun(
        [madeScenario('ticker', 1)],
        [failedTrial({ scenario: 'ticker', point: 'p0', transport: 'sse', block: 0 }, [])],
      ),
      twoBlocks({ sse: [1, 1e9], websocket: [1e9, 1] }),
      twoBlocks({ sse: [0, 0], websocket: [1, 1] }),
      aa(twoBlocks({ sse: [1, 1e9] })),
      aa(madeRun([madeScenario('untried', 3)], [])),
      aa(hostileRun()),
      madeRun([madeScenario('ticker', 1)], pointTrials('ticker', 'p0', 1, { sse: { ...empty, wire: 0 } })),
      madeRun([madeScenario('ticker', 2)], pointTrials('ticker', 'p0', 2).map(bereft)),
      emptyOutcomes(),
      madeRun([madeScenario('sweep', 1, ['a', 'b'])], pointTrials('sweep', 'p1', 1, { sse: {} })),
    ];
    expect(textOf(renderReport(runs.at(-1) as Run, bare))).toMatch(
      /Not measured\. The run ended before this point/,
    );
    for (const run of runs) {
      run.run.finishedAt = null;
      run.run.git = null;
      run.environment.limits = { openFiles: null, processes: null, quotaCores: null, memoryBytes: null };
      const page = renderReport(run, bare);
      expect(textOf(page)).not.toMatch(/\b(NaN|undefined|null|Infinity)\b|\[object/);
      expect(page).not.toMatch(/"[^"]*\b(NaN|undefined)\b[^"]*"/);
    }
  });
});

describe('bundlePage', () => {
  let assets: PageAssets;
  beforeAll(async () => {
    assets = await bundlePage();
  });

  test('makes a page well below 1.5 MB that holds its script and style', () => {
    const page = renderReport(usualRun(5), assets);
    expect(Buffer.byteLength(page)).toBeLessThan(600_000);
    expect(page).toContain(assets.script);
    expect(page).toContain(assets.style);
  });

  test('keeps the licence of what it bundles', () => {
    expect(assets.script).toMatch(/Chart\.js v4/);
  });
});
