import { describe, expect, test } from 'vitest';
import { idleMeasuresOf } from '../../../analysis/comparison/idle-measures.ts';
import { OUTCOME_MEASURES } from '../../../analysis/comparison/outcome-measures.ts';
import { METRICS, spreadIdOf } from '../../../analysis/comparison/transports.ts';
import { isWarmFor } from '../../../analysis/comparison/warm-up.ts';
import { compareRuns } from '../../../analysis/runs/compare-runs.ts';
import { agreementOf } from '../../../analysis/sessions/agreement.ts';
import { joined } from '../../../analysis/sessions/join.ts';
import { joinedComparisons } from '../../../analysis/sessions/session-verdicts.ts';
import { withPreset } from '../../../bench/run/presets.ts';
import type { Run } from '../../../results/format/run.ts';
import { scenarios } from '../../../scenarios/catalogue.ts';
import { madeRun, madeScenario, pointTrials, USUAL } from '../../made/run.ts';
import { madeSessions } from '../../made/sessions.ts';

/** The same run, if it had warmed up for so long. */
function warmedUp(run: Run, warmUpSeconds: number): Run {
  for (const { parameters } of run.scenarios) parameters.warmUpSeconds = warmUpSeconds;
  return run;
}

const isCpu = ({ id }: { id: string }) => ['cpu', 'visit-cpu', 'idle-cpu'].includes(id);

test('every measure of processor time is known as one, and no other', () => {
  const all = [...METRICS, ...OUTCOME_MEASURES, ...idleMeasuresOf(1)];
  expect(all.filter(isCpu)).toHaveLength(3);
  expect(all.filter(measure => measure.isCpu)).toEqual(all.filter(isCpu));
});

test('every measure of processor time has the recorded spread of CPU, also where it is no metric', () => {
  const all = [...METRICS, ...OUTCOME_MEASURES, ...idleMeasuresOf(1)];
  expect(all.filter(measure => spreadIdOf(measure) === 'cpu')).toEqual(all.filter(isCpu));
});

test('quick is warm enough for processor time, but not where a scenario warms up for less', () => {
  const [cpu, latency] = [{ isCpu: true }, {}];
  for (const scenario of scenarios.map(one => withPreset(one, 'quick'))) {
    const isShort = scenario.parameters.warmUpSeconds < 1;
    expect(isWarmFor(cpu, scenario), scenario.id).toBe(!isShort);
    expect(isWarmFor(latency, scenario), scenario.id).toBe(true);
    // Others compare processor time without a path.
    expect(isShort && scenario.points.some(({ load }) => !load.path), scenario.id).toBe(false);
  }
  expect(isWarmFor(cpu, { parameters: { blocks: 1, warmUpSeconds: 0.99, windowSeconds: 1 } })).toBe(false);
});

describe('after half a second of warm-up, processor time is not compared', () => {
  const runOf = () => madeRun([madeScenario('ticker', 5)], pointTrials('ticker', 'p0', 5, USUAL));

  test.each([
    [1, true],
    [0.5, false],
  ])('after %d s: %s', (warmUpSeconds, isCompared) => {
    const twice = [runOf(), runOf()].map(run => warmedUp(run, warmUpSeconds)) as [Run, Run];
    const session = warmedUp(joined(madeSessions([1.5, 1.6]), 'npm run join'), warmUpSeconds);
    const ofRuns = compareRuns(...twice).figures;
    const ofVerdicts = agreementOf(...twice).replications;
    const ofSessions = joinedComparisons(session);
    for (const all of [ofRuns, ofVerdicts, ofSessions]) {
      expect(all.some(({ metric }) => isCpu(metric))).toBe(isCompared);
      expect(all.some(({ metric }) => !isCpu(metric))).toBe(true);
    }
  });
});
