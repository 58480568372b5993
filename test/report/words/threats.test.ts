import { expect, test } from 'vitest';
import { viewPoint } from '../../../report/model/point.ts';
import { threatsOf } from '../../../report/words/threats.ts';
import { failedTrial, invalidTrial, madeRun, madeScenario, pointTrials } from '../../made/run.ts';

function threats(change: (run: ReturnType<typeof madeRun>) => void = () => {}, blocks = 5) {
  const run = madeRun([madeScenario('ticker', blocks)], pointTrials('ticker', 'p0', blocks));
  change(run);
  const views = run.scenarios.flatMap(scenario =>
    scenario.points.map(point => viewPoint(run, scenario, point)),
  );
  return Object.fromEntries(threatsOf(run, views).map(({ title, ...threat }) => [title, threat]));
}

test('few blocks, a virtual machine and shared cores affect a run that has them', () => {
  expect(threats(undefined, 3)['Few and short trials']?.touched).toBe(true);
  expect(threats()['Few and short trials']?.touched).toBe(false);
  expect(threats()['Few and short trials']?.text).toContain('5 blocks, windows of 4 s.');
  expect(threats()['The machine may be shared with others']).toMatchObject({
    touched: true,
    text: expect.stringContaining('This machine runs within kvm'),
  });
  expect(threats()['Server and clients share one machine']?.touched).toBe(false);
  const unpinned = threats(({ environment }) => {
    environment.cpu.serverCores = null;
  });
  expect(unpinned['Server and clients share one machine']?.touched).toBe(true);
});

test('excluded trials are counted, and many of them affect the run', () => {
  expect(threats()['Excluded trials']).toMatchObject({ touched: false });
  expect(threats()['Excluded trials']?.text).toMatch(/^None of 25 trials\. /);
  const some = threats(({ trials }) => {
    for (const block of [0, 1, 2]) {
      trials.push(invalidTrial({ scenario: 'ticker', point: 'p0', transport: 'sse', block }, { lagMs: 5 }));
    }
  });
  expect(some['Excluded trials']?.text).toMatch(/^3 invalid trials: 10\.7% of 28 trials\. /);
  expect(some['Excluded trials']?.touched).toBe(true);
  const both = threats(({ scenarios, trials }) => {
    const at = { scenario: 'ticker', point: 'p0', transport: 'sse', block: 0 } as const;
    trials.push(invalidTrial(at, { lagMs: 5 }), failedTrial(at, ['ECONNREFUSED']));
    const search = { objectiveP99Ms: 100, maxSubscribers: 1000, halvings: 2 };
    scenarios.push({ ...madeScenario('capacity', 5), search });
  });
  expect(both['Excluded trials']?.text).toMatch(
    /^1 invalid trial and 1 trial that ended in an error: 7\.41% of 27 trials \(without capacity searches\)\. /,
  );
});

test('a run without trials has no threats', () => {
  expect(threatsOf(madeRun([madeScenario('ticker', 3)], []), [])).toEqual([]);
});
