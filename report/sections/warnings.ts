import type { Run } from '../../bench/results.ts';
import { counted } from '../format.ts';
import { html, type Markup } from '../html.ts';
import { notice } from './notice.ts';

const UNFINISHED = {
  running: 'The run was still going on when this was rendered',
  interrupted: 'The run was interrupted',
  failed: 'The run failed before its end',
  complete: null,
} as const satisfies Record<Run['run']['status'], string | null>;

/** What the whole run must be read with. */
export function renderWarnings({ run, trials }: Run): Markup {
  const unfinished = UNFINISHED[run.status];
  return html`${
    run.preset === 'smoke' &&
    notice(
      'Smoke run: not for figures',
      html`The preset smoke runs for moments, to see that everything works. Its figures are shown to test the report; they measure nothing, and nobody is called lowest.`,
    )
  }${
    unfinished !== null &&
    notice(
      unfinished,
      html`${counted(trials.length, 'trial')} of ${run.trialsPlanned} planned are in this report. What is missing was not measured.`,
    )
  }`;
}
