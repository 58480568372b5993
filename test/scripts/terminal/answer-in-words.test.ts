import { expect, test } from 'vitest';
import { answerInWords } from '../../../scripts/terminal/answer-in-words.ts';
import { reportText } from '../../harness/report-text.ts';
import { withoutKnownSpreads } from '../../harness/session-alone.ts';
import { madeRun, madeScenario, pointTrials } from '../../made/run.ts';

withoutKnownSpreads();

const run = madeRun([madeScenario('s', 10)], pointTrials('s', 'p0', 10));

test('the answer is the sentence with which the report begins, without values', () => {
  const answer = answerInWords(run) ?? '';
  expect(answer).toMatch(/^Push for all 3 decided needs\. WebSocket for latency[^.]*\.$/);
  expect(reportText(run)).toContain(answer.replaceAll('\u00a0', ' '));
});

test('a run that decides nothing says so, and one that compares nothing has no answer', () => {
  const lone = madeRun([madeScenario('s', 1)], pointTrials('s', 'p0', 1));
  expect(answerInWords(lone)).toBe('This run does not decide it.');
  const { run: settings } = run;
  expect(answerInWords({ ...run, run: { ...settings, preset: 'smoke' } })).toBeNull();
  expect(answerInWords({ ...run, run: { ...settings, aa: true } })).toBeNull();
  expect(answerInWords({ ...run, trials: [] })).toBeNull();
});
