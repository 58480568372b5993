import { expect, test } from 'vitest';
import { answerMarkdown } from '../../../report/exports/matrix-markdown.ts';
import { withoutKnownSpreads } from '../../harness/session-alone.ts';
import { madeRun, madeScenario, madeTrial, pointTrials, spreadMs, USUAL } from '../../made/run.ts';

withoutKnownSpreads();

test('the answer in Markdown has a row for each need and a column for each transport', () => {
  const run = madeRun([madeScenario('ticker', 5)], pointTrials('ticker', 'p0', 5, USUAL));
  const lines = answerMarkdown(run).split('\n');
  expect(lines[0]).toMatch(
    /^(WebSocket|Push|Any|Either) .*Median latency: WebSocket .* short polling takes .* for a stream\.$/,
  );
  const [head, rule, ...rows] = lines.filter(line => line.startsWith('|'));
  expect(head).toBe('| need | shown at | Short polling | Long polling | SSE | WebSocket |');
  expect(rule).toBe('| --- | --- | ---: | ---: | ---: | ---: |');
  expect(rows.length).toBeGreaterThan(0);
  const latency = rows.find(line => line.startsWith('| Lowest latency'));
  expect(latency).toMatch(/ \| \d+\sms \(×\d+\) \| .* \| \*\*1\.04\sms\*\* \(best\) \|$/);
});

test('what is not decided is tied, and has no ratio', () => {
  const scenarios = [madeScenario('ticker', 5)];
  // Each is the lower one in some blocks.
  const trials = [1, 1.2, 0.8, 1.1, 0.9].flatMap((factor, block) => {
    const at = { scenario: 'ticker', point: 'p0', block };
    return [
      madeTrial({ ...at, transport: 'sse' }, { latenciesMs: spreadMs(factor, 3) }),
      madeTrial({ ...at, transport: 'websocket' }, { latenciesMs: spreadMs(2.05 - factor, 3) }),
      madeTrial({ ...at, transport: 'short-polling' }, USUAL['short-polling']),
    ];
  });
  const latency = answerMarkdown(madeRun(scenarios, trials))
    .split('\n')
    .find(line => line.startsWith('| Lowest latency'));
  expect(latency).toMatch(/ \(×\d+\) \| – \| \*\*[\d.]+\sms\*\* \(tied\) \| \*\*[\d.]+\sms\*\* \(tied\) \|$/);
});

test('without a decided need there is no table', () => {
  const single = madeRun([madeScenario('ticker', 1)], pointTrials('ticker', 'p0', 1, USUAL));
  expect(answerMarkdown(single)).toBe('This run does not decide it.\n');
});
