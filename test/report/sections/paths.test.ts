import { expect, test } from 'vitest';
import { renderReport } from '../../../report/render.ts';
import { renderPaths } from '../../../report/sections/paths.ts';
import type { PathCalibration } from '../../../results/format/path.ts';
import type { Path } from '../../../scenarios/load/path.ts';
import { sectionText, textOf } from '../../harness/report-text.ts';
import { distanceRun, madeCalibration, runOverPaths } from '../../made/path.ts';
import { HOSTILE, madeRun, madeScenario } from '../../made/run.ts';

const NARROW: Path = { rttMs: 80, lossPercent: 1, downKbitPerSecond: 1000 };

/** The section of a run over these paths, after a change of their calibrations. */
function section(paths: readonly Path[], change: (found: PathCalibration[]) => void = () => {}): string {
  const run = runOverPaths(paths.map((path, index) => ({ label: `${index}`, path, trials: {} })));
  change(run.paths ?? []);
  return renderPaths(run)?.text ?? '';
}

test('wanted and measured stand beside each other, for each direction', () => {
  const text = textOf(section([{ rttMs: 80, jitterMs: 10 }, NARROW]));
  expect(text).toContain('Each path is measured before its first trial. All 2 paths were as set.');
  expect(text).toMatch(
    /80 ms round trip, jitter of up to 10 ms each way down 40\.1 wanted 40\.0 4\.80 wanted 4\.70 0 0 wanted, 0 of 2,000 unlimited/,
  );
  expect(text).toMatch(
    /1 Mbit\/s down down 40\.1 wanted 40\.0 0\.100 wanted 0 1\.00 0\.500–1\.70 wanted, 20 of 2,000 1,003 wanted 1,000/,
  );
});

test('each path has its transit, what the emulator adds, its burst and its back end', () => {
  const text = textOf(section([{ rttMs: 80 }, NARROW]));
  expect(text).toMatch(/80 ms round trip yes 0\.080 40\.4 0 in 100 deliveries relay/);
  expect(text).toMatch(/1 Mbit\/s down yes 0\.080 40\.4 not asked: the path drops packets relay/);
});

test('a path that could not be checked in full is not simply as set; a burst that was not seen shows', () => {
  const text = textOf(
    section([{ rttMs: 1 }], ([one]) => {
      if (!one) return;
      one.unchecked = ['the delay down cannot be told to 2% on this machine'];
      one.burst = { connections: 300, payloadBytes: 160, packets: 0, missing: 0, retransmittedSegments: 0 };
    }),
  );
  expect(text).toMatch(
    /1 ms round trip as far as it could be checked 0\.080 0\.900 0 in 0 of 300 deliveries relay/,
  );
});

test('what was not recovered is said, with the path', () => {
  const text = textOf(
    section([{ rttMs: 20 }, { rttMs: 80 }], ([, second]) => {
      second?.reasons.push('the delay down is 44.00 ms, not 40.00 ms', 'another');
    }),
  );
  expect(text).toContain(
    '1 of 2 paths was as set. 1 of 2 paths was not as set, so trials over it do not count.',
  );
  expect(text).toContain('80 ms round trip: the delay down is 44.00 ms, not 40.00 ms; another.');
  expect(text).toMatch(/20 ms round trip yes .*80 ms round trip no /);
});

test('the bounds of what may differ stand beside the wanted values', () => {
  const text = textOf(
    section([{ rttMs: 80, jitterMs: 10 }], ([found]) => {
      Object.assign(found?.down ?? {}, { delayBoundMs: 0.12, spreadFromMs: 4.05, spreadToMs: 5.36 });
      Object.assign(found ?? {}, { wantedTransitMs: 40.3, transitBoundMs: 0.4 });
    }),
  );
  expect(text).toContain('40.1 wanted 40.0 ± 0.120 4.80 wanted 4.70, 4.05–5.36 accepted');
  expect(text).toContain('40.4 wanted 40.3 ± 0.400');
});

test('paths that needed a second measurement are counted, and what was not checked is said', () => {
  const text = textOf(
    section([{ rttMs: 20 }, { rttMs: 80 }], ([first, second]) => {
      Object.assign(first ?? {}, { attempts: 1, unchecked: [] });
      Object.assign(second ?? {}, { attempts: 3, unchecked: ['the loss down cannot be told'] });
    }),
  );
  expect(text).toContain(
    'All 2 paths were as set, as far as that could be checked. 1 of 2 paths was not checked in full. 1 of 2 paths was measured again',
  );
  expect(text).toContain('80 ms round trip, not checked: the loss down cannot be told.');
  expect(textOf(section([{ rttMs: 20 }]))).not.toContain('measured again');
});

test('says how far the planner’s latency is from what was measured over the paths', () => {
  const run = runOverPaths([
    { label: 'a', path: { rttMs: 80 }, trials: { sse: { latenciesMs: Array(100).fill(41) } } },
  ]);
  expect(textOf(renderPaths(run)?.text ?? '')).toMatch(
    /The planner’s latency over distance Checked against 1 measured cell over distance/,
  );
});

test('a path that was never calibrated is said to be so', () => {
  const run = runOverPaths([{ label: 'a', path: { rttMs: 20 }, trials: {} }]);
  delete run.paths;
  expect(textOf(renderPaths(run)?.text ?? '')).toMatch(
    /first trial\. The only path was not measured\. 20 ms round trip: not measured\. Its trials were not made, or they say why\./,
  );
});

test('the picture shows how far a value is off, and not where nothing was wanted', () => {
  const marks = (page: string) => [...page.matchAll(/<circle cx="([\d.]+)"/g)].map(([, x]) => Number(x));
  const asSet = section([{ rttMs: 80 }], ([found]) => {
    for (const way of [found?.down, found?.up]) if (way) way.measuredDelayMs = way.wantedDelayMs;
  });
  // Only the two delays: no jitter, loss or bandwidth is wanted.
  expect(marks(asSet)).toEqual([32, 32]);
  const off = section([{ rttMs: 80 }], ([found]) => {
    if (found) found.down.measuredDelayMs = 42;
  });
  expect(marks(off)[0]).toBeCloseTo(32 + 29 / 2, 1);
  const far = section([{ rttMs: 80 }], ([found]) => {
    if (found) found.down.measuredDelayMs = 60;
  });
  expect(marks(far)).toHaveLength(1);
  expect(far).toContain('<path d="M58 1l6 5l-6 5z"/>');
});

test('a joined run has a row for each session', () => {
  const text = textOf(
    section([{ rttMs: 80 }], found => {
      Object.assign(found[0] ?? {}, { session: 0 });
      found.push(madeCalibration({ rttMs: 80 }, { session: 1, transitMs: 41 }));
    }),
  );
  expect(text).toMatch(
    /80 ms round trip; session 1 yes 0\.080 40\.4 .*80 ms round trip; session 2 yes 0\.080 41\.0/,
  );
});

test('the section is in the report and its contents, and only where a run has paths', () => {
  const assets = { script: 'void 0', style: 'a{}' };
  const page = renderReport(distanceRun(), assets);
  expect(sectionText(page, 'paths')).toContain('All 3 paths were as set.');
  expect(page).toContain('<a href="#paths">Emulated paths</a>');
  expect(sectionText(page, 'method')).toContain('What an emulated path is not');
  const without = renderReport(madeRun([madeScenario('ticker', 2)], []), assets);
  expect(without).not.toContain('id="paths"');
  expect(without).not.toContain('emulated path is');
});

test('hostile reasons stay texts', () => {
  const page = section([{ rttMs: 80 }], ([found]) => found?.reasons.push(...HOSTILE));
  expect(page).not.toMatch(/<img|<script/);
});
