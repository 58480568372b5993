import { expect, test } from 'vitest';
import { viewPoint } from '../../../report/model/point.ts';
import { renderPath } from '../../../report/point/path.ts';
import { renderReport } from '../../../report/render.ts';
import type { Run } from '../../../results/format/run.ts';
import { reportText, sectionText, textOf } from '../../harness/report-text.ts';
import { madePhases, madeVisits } from '../../made/outcomes.ts';
import { distanceRun, madePathFigures, overDistance, runOverPaths } from '../../made/path.ts';
import { madeRun, madeScenario, pointTrials } from '../../made/run.ts';

const path = { rttMs: 80, lossPercent: 1, downKbitPerSecond: 1000 };

/** A run of one point over a path; SSE lost so many packets down, block by block. */
function lossyRun(lost: readonly number[] = [20, 20, 20, 20, 20]): Run {
  const run = runOverPaths([{ label: 'lossy', path, trials: overDistance(path, 1) }]);
  for (const trial of run.trials) {
    if (trial.status === 'error' || trial.transport !== 'sse') continue;
    const lostPackets = lost[trial.block] ?? 0;
    trial.path = madePathFigures({
      down: { lostPackets, overflowedPackets: 3, queuedMaxBytes: 65_536 },
      up: { lostPackets: 10, cutPackets: 2 },
      relayCpuPercent: 21,
      relayLateP99Ms: 0.5,
    });
  }
  return run;
}

function textAt(run: Run): string {
  const [scenario] = run.scenarios;
  const [point] = scenario?.points ?? [];
  if (!scenario || !point) throw new Error('a made-up run has a point');
  return textOf(renderPath(viewPoint(run, scenario, point))?.text ?? '');
}

test('a point over a path says what was lost, and what the relay used at most', () => {
  // 25 trials of 2,000 packets each way; only those of SSE lost some.
  expect(textAt(lossyRun())).toContain(
    'Down: 100 of 50,000 packets lost (0.200%). Up: 50 of 50,000 packets lost (0.100%). The path is set to lose 1% each way.',
  );
  expect(textAt(lossyRun())).toContain(
    'The relay used at most 21.0% of a core, and passed packets on at most 0.500 ms late at p99.',
  );
});

test('its table has packets, losses, drops and queue in each direction', () => {
  const text = textAt(lossyRun([10, 20, 20, 20, 30]));
  expect(text).toMatch(/SSE down 2,000 1\.00 0\.500–1\.50 15 0 64\.0 21\.0 0\.500 /);
  expect(text).toMatch(/SSE up 2,000 0\.500 0 10 1\.41 /);
});

test('a point without a path has no such part', () => {
  expect(textAt(madeRun([madeScenario('ticker', 2)], pointTrials('ticker', 'p0', 2)))).toBe('');
  const page = reportText(madeRun([madeScenario('ticker', 2)], pointTrials('ticker', 'p0', 2)));
  expect(page).not.toMatch(/What the path did|Emulated paths|transits of/);
});

test('its distribution stands in transits of its own path', () => {
  const text = reportText(lossyRun());
  expect(text).toMatch(/Distribution of latency, in transits of the path One transit takes 40\.4\sms\./);
});

test('in a sweep, the point in the middle of each curve shows it', () => {
  const page = renderReport(distanceRun(), { script: 'void 0', style: 'a{}' });
  expect(
    [...page.matchAll(/<h4>Distribution of latency, in transits of the path: (.*?)<\/h4>/g)].map(
      ([, at]) => at,
    ),
  ).toEqual(['80 ms, 1 a second', '80 ms, 10 a second']);
});

test('visits over a path have their time in round trips', () => {
  const visits = {
    visits: { connection: 'cold' as const, closing: 'handshake' as const, backlog: 1 },
  };
  const outcome = { visits: madeVisits(), phases: madePhases({ 'to-first': 164 }) };
  const run = runOverPaths([
    { label: 'cold', path: { rttMs: 80 }, load: visits, trials: { sse: {} }, outcome },
  ]);
  expect(reportText(run)).toMatch(
    /Mean time to the first notification, in round trips of 80 ms: SSE 2\.05\sround trips\./,
  );
});

test('a gate of the path is named in the list of excluded trials', () => {
  const run = lossyRun();
  const [first] = run.trials;
  if (first?.status !== 'valid') throw new Error('a made-up trial is valid');
  const gates = [
    { id: 'path', measured: 1, bound: 0, unit: 'differences', passed: false },
    { id: 'relay-cpu', measured: 80, bound: 60, unit: '%', passed: false },
    { id: 'relay-late', measured: 3, bound: 0.8, unit: 'ms', passed: false },
  ];
  Object.assign(first, { status: 'invalid', gates, reasons: ['a', 'b', 'c'] });
  const page = renderReport(run, { script: 'void 0', style: 'a{}' });
  const text = sectionText(page, 'trials');
  expect(text).toContain(
    'values of the path not as set: 1 differences (at most 0); CPU of the relay of the path: 80.0% (at most 60%); relay of the path late at p99: 3.00 ms (at most 0.800 ms)',
  );
});
