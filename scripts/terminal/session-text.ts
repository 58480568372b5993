import { counted, moment } from '../../report/text/format.ts';
import { occasionsInWords, sessionComparisonInWords } from '../../report/words/sessions.ts';
import type { Run } from '../../results/format/run.ts';
import { listedLines } from './listed-lines.ts';
import { shownLine, type Terminal } from './terminal.ts';

/** The sessions of a joined run, and what they disagree on. */
export function sessionText(run: Run, terminal: Terminal): string {
  const sessions = run.sessions ?? [];
  const { count, disagreeing, equalInSome } = sessionComparisonInWords(run);
  const near = occasionsInWords(run);
  return [
    `${counted(sessions.length, 'session')}:`,
    ...sessions.map(({ id, startedAt }) => `  ${id}, started ${moment(startedAt)}`),
    ...(near === '' ? [] : [shownLine(near, terminal)]),
    shownLine(count, terminal),
    ...listedLines('Sessions that contradict each other', disagreeing, terminal),
    ...listedLines('Equal in some sessions, different in others', equalInSome, terminal),
  ].join('\n');
}
