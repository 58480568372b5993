import { expect, test } from 'vitest';
import { viewPoint } from '../../../report/model/point.ts';
import { threatsOf } from '../../../report/words/threats.ts';
import { invalidTrial, madeRun, madeScenario, pointTrials } from '../../made/run.ts';

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

test('trials left out are counted, and many of them affect the run', () => {
  expect(threats()['Trials were left out']).toMatchObject({ touched: false });
  const some = threats(({ trials }) => {
    for (const block of [0, 1, 2]) {
      trials.push(invalidTrial({ scenario: 'ticker', point: 'p0', transport: 'sse', block }, { lagMs: 5 }));
    }
  });
  expect(some['Trials were left out']?.text).toMatch(
    /^3 invalid trials and 0 trials with an error, 10\.7% of 28/,
  );
  expect(some['Trials were left out']?.touched).toBe(true);
});

test('a run without trials has no threats', () => {
  expect(threatsOf(madeRun([madeScenario('ticker', 3)], []), [])).toEqual([]);
});
