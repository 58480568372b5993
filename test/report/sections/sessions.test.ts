import { describe, expect, test } from 'vitest';
import { joined } from '../../../analysis/sessions/join.ts';
import { histogramLog } from '../../../report/exports/histogram-log.ts';
import { trialsCsv } from '../../../report/exports/trials-csv.ts';
import { renderReport } from '../../../report/render.ts';
import type { Run } from '../../../results/format/run.ts';
import { sessionText } from '../../../scripts/terminal/session-text.ts';
import { PLAIN } from '../../../scripts/terminal/terminal.ts';
import { invalidTrial } from '../../made/run.ts';
import { madeSessions } from '../../made/sessions.ts';

const COMMAND = 'npm run join -- a b c';
const wholeOf = (factors: number[]) => joined(madeSessions(factors), COMMAND);

/** The words of the page, without tags and repeated space. */
const pageOf = (run: Run): string =>
  renderReport(run, { script: 'void 0', style: 'a{}' })
    .replace(/<script[\s\S]*?<\/script>/g, ' ')
    .replace(/<[^>]+>/g, ' ')
    .replace(/&[^;]+;/g, ' ')
    .replace(/\s+/g, ' ');

describe('the report of a joined run', () => {
  test('says in how many sessions a verdict was found, and the ratio of each', () => {
    const text = pageOf(wholeOf([1.5, 1.55, 1.6]));
    expect(text).toMatch(/×1\.55 ×1\.50 · ×1\.55 · ×1\.60/);
    expect(text).toMatch(/ 15 higher in 3 of 3 sessions/);
    expect(text).toMatch(/3 sessions of 5 blocks/);
    expect(text).toMatch(/Values of valid trials, from 5 blocks of each of 3 sessions/);
    expect(text).toMatch(/Few sessions\. 3 sessions say little/);
    expect(text).toMatch(/Intervals come from sessions/);
    expect(text).not.toMatch(/Sessions that contradict each other/);
  });

  test('names a congestion control that was another one than in the first session', () => {
    const [first, second] = madeSessions([1.5, 1.5]) as [Run, Run];
    second.environment.tcpCongestionControl = 'bbr';
    const [row = ''] =
      /session-9 [\s\S]*?TCP congestion control: \S+/.exec(pageOf(joined([first, second], COMMAND))) ?? [];
    expect(row).toMatch(/TCP congestion control: bbr$/);
  });

  test('says that sessions of one hour resemble each other, unless they are of two machines', () => {
    const runs = madeSessions([1.5, 1.6]);
    const said = '2 of 2 sessions began within 1.5 h of another on one kind of processor: they resemble';
    expect(pageOf(joined(runs, COMMAND))).toContain(said);
    expect(sessionText(joined(runs, COMMAND), PLAIN)).toContain(said);
    for (const run of runs.slice(1)) run.environment.cpu.model = 'Another CPU';
    expect(pageOf(joined(runs, COMMAND))).not.toContain('they resemble');
  });

  test('names each contradiction, and the sessions by their start', () => {
    const text = pageOf(wholeOf([0.7, 1.55, 1.6]));
    expect(text).toMatch(/sessions disagree: lower in 1 and higher in 2 of 3 /);
    expect(text).toMatch(/In 1, one session says lower and another higher/);
    expect(text).toMatch(
      /Sessions that contradict each other: The ticker: 10 subscribers, server CPU per delivery of SSE over WebSocket: 2026-03-01 08:00:00 UTC lower, ×0\.700 \([^)]+\); 2026-03-01 09:00:00 UTC higher, ×1\.55 \([^)]+\); 2026-03-01 10:00:00 UTC higher, ×1\.60 \([^)]+\); over all sessions ×1\.20 \([^)]+\), not decided/,
    );
  });

  test('says what was not the same in each session', () => {
    const runs = madeSessions([1.5, 1.6]);
    for (const run of runs.slice(1)) run.environment.cpu.model = 'Another CPU';
    expect(pageOf(joined(runs, COMMAND))).toMatch(
      /2 2026-03-01 09:00:00 UTC session-9 9 10 of 10 processor: Another CPU/,
    );
  });

  test('names excluded trials by session and block', () => {
    const runs = madeSessions([1.5, 1.6]);
    const place = { scenario: 'ticker', point: 'p0', transport: 'sse', block: 3 } as const;
    runs[1]?.trials.push(invalidTrial(place, { lagMs: 5 }));
    expect(pageOf(joined(runs, COMMAND))).toMatch(
      /Session\.block .* The ticker: 10 subscribers SSE 2\.4 1 invalid/,
    );
  });

  test('exports the session of each trial', () => {
    const run = wholeOf([1.5, 1.6]);
    const [head, ...lines] = trialsCsv(run).split('\r\n');
    const column = head?.split(',').indexOf('session') ?? -1;
    expect(column).toBeGreaterThanOrEqual(0);
    expect(new Set(lines.filter(Boolean).map(line => line.split(',')[column]))).toEqual(new Set(['0', '1']));
    const tags = [...histogramLog(run).matchAll(/^Tag=([^,]+)/gm)].map(([, tag]) => tag);
    expect(new Set(tags).size).toBe(run.trials.length);
    expect(tags[0]).toMatch(/\.session-1\.block-1\./);
  });
});

test('the report of a single run says nothing of sessions', () => {
  const [run] = madeSessions([1.5]);
  const text = pageOf(run as Run);
  expect(text).not.toMatch(/in \d of \d sessions?|Few sessions|Sessions that/);
  expect(text).toMatch(/Intervals come from pairs/);
});
