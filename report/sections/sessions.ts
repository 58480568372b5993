import { environmentDifferences } from '../../analysis/runs/environment-differences.ts';
import { runOfSession } from '../../analysis/sessions/join.ts';
import type { Run } from '../../results/format/run.ts';
import { foldedSection } from '../parts/folded-section.ts';
import { reveal } from '../parts/reveal.ts';
import { renderTable } from '../parts/table.ts';
import { integer, moment, NOTHING } from '../text/format.ts';
import { html, type Markup } from '../text/html.ts';
import { occasionsInWords, sessionComparisonInWords } from '../words/sessions.ts';

/** What was not the same as in the first session; its own value only. */
function differencesOf(first: Run, own: Run): string {
  const known = environmentDifferences(first, own).filter(({ what }) => what !== 'seed');
  return known.map(({ what, after }) => `${what}: ${after}`).join('; ') || NOTHING;
}

function rowOf(run: Run, session: number): string[] {
  const own = runOfSession(run, session);
  const valid = own.trials.filter(({ status }) => status === 'valid').length;
  return [
    integer(session + 1),
    moment(own.run.startedAt),
    own.run.id,
    String(own.run.seed),
    `${integer(valid)} of ${integer(own.trials.length)}`,
    session === 0 ? NOTHING : differencesOf(runOfSession(run, 0), own),
  ];
}

const named = (title: string, lines: readonly string[]): Markup | null =>
  lines.length === 0
    ? null
    : html`<p class="detail warn">${title}:</p><ul class="sentences">${lines.map(line => html`<li>${line}</li>`)}</ul>`;

/** The sessions of a joined run, and where they disagree; null for a run of one session. */
export function renderSessions(run: Run): Markup | null {
  const { sessions } = run;
  if (sessions === undefined) return null;
  const { count, disagreeing, equalInSome } = sessionComparisonInWords(run);
  const near = occasionsInWords(run);
  return foldedSection(
    'sessions',
    'Sessions',
    html`${reveal('sessions')}
<div class="measured">
<p class="rule">This run was joined from ${integer(sessions.length)} runs of the bench with the same loads. A ratio is the mean over these sessions. Another such session should find its own in the interval.</p>
${renderTable(
  {
    caption: 'The sessions, and what was not the same as in the first',
    columns: ['Session', 'Started', 'Run', 'Seed', 'Valid trials', 'Different from the first'],
    rows: sessions.map((_, session) => rowOf(run, session)),
  },
  'texts',
)}
${near && html`<p class="detail warn">${near}</p>`}
<p>${count}</p>
${named('Sessions that contradict each other', disagreeing)}
${named('Equal in some sessions, different in others', equalInSome)}
</div>`,
  );
}
