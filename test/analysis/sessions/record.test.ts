import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { compare, METRICS } from '../../../analysis/comparison/transports.ts';
import { recordOf } from '../../../analysis/sessions/record.ts';
import { recordedComparisons } from '../../../analysis/sessions/recorded-comparisons.ts';
import { readRecordedSessions, SESSIONS_FOLDER } from '../../../results/format/recorded-sessions.ts';
import { keptSessions } from '../../../scripts/terminal/kept-sessions.ts';
import { UsageError } from '../../../scripts/terminal/usage-error.ts';
import { madeRun, madeScenario, pointTrials } from '../../made/run.ts';

const BLOCKS = 3;
const aRun = () => madeRun([madeScenario('ticker', BLOCKS)], pointTrials('ticker', 'p0', BLOCKS));

/** A project's root with these files among its recorded sessions. */
function rootWith(files: Record<string, string>): string {
  const root = mkdtempSync(join(tmpdir(), 'pushlab-record-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  mkdirSync(join(root, SESSIONS_FOLDER), { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(root, SESSIONS_FOLDER, name), text);
  return root;
}

test('a recorded session has the ratios that the run has', () => {
  const run = aRun();
  const session = recordOf(run);
  expect(session).toMatchObject({
    id: run.run.id,
    preset: 'standard',
    serverKeptAwake: false,
    garbageCollected: false,
    tcpCongestionControl: 'cubic',
    workloads: null,
  });
  run.environment.garbageCollected = true;
  expect(recordOf(run).garbageCollected).toBe(true);
  const recorded = recordedComparisons([session]);
  expect(recorded.length).toBeGreaterThan(0);
  for (const { subject, baseline, metric, logs } of recorded) {
    const of = (transport: string) => run.trials.filter(trial => trial.transport === transport);
    const measure = METRICS.find(({ id }) => id === metric) as (typeof METRICS)[number];
    const { ratios } = compare(of(subject), of(baseline), measure);
    const own = logs.get(session.id) ?? [];
    expect(own).toHaveLength(ratios.length);
    for (const [index, { ratio }] of ratios.entries()) expect(own[index]).toBeCloseTo(Math.log(ratio), 4);
  }
});

test('trials that do not count are not recorded', () => {
  const run = aRun();
  for (const trial of run.trials) if (trial.block === 1) trial.status = 'invalid' as never;
  expect(recordOf(run).cells.every(({ blocks }) => blocks.join() === '0,2')).toBe(true);
});

test('recorded sessions are read in the order of their time', () => {
  const early = { ...recordOf(aRun()), id: 'early', startedAt: '2026-01-01T00:00:00Z' };
  const late = { ...early, id: 'late', startedAt: '2026-02-01T00:00:00Z' };
  const root = rootWith({ 'a.json': JSON.stringify(late), 'b.json': JSON.stringify(early) });
  expect(readRecordedSessions(root).map(({ id }) => id)).toEqual(['early', 'late']);
});

test.each([
  ['{"id": "x"}', /bad\.json: not a recorded session/],
  ['{', /bad\.json: .*JSON/],
])('%s is no recorded session', (text, message) => {
  expect(() => readRecordedSessions(rootWith({ 'bad.json': text }))).toThrow(message);
  // For the command that is wrong input, exit code 2.
  const read = () => keptSessions(rootWith({ 'bad.json': text }));
  expect(read).toThrow(UsageError);
  expect(read).toThrow(message);
});
