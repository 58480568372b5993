import { counted, moment } from '../../report/text/format.ts';
import { sessionComparisonInWords } from '../../report/words/sessions.ts';
import type { Run } from '../../results/format/run.ts';

const listed = (title: string, lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : [`${title}:`, ...lines.map(line => `  ${line}`)];

/** The sessions of a joined run, and what they disagree on. */
export function sessionText(run: Run): string {
  const sessions = run.sessions ?? [];
  const { count, disagreeing, equalInSome } = sessionComparisonInWords(run);
  return [
    `${counted(sessions.length, 'session')}:`,
    ...sessions.map(({ id, startedAt }) => `  ${id}, started ${moment(startedAt)}`),
    count,
    ...listed('Sessions that contradict each other', disagreeing),
    ...listed('Equal in some sessions, different in others', equalInSome),
  ].join('\n');
}
