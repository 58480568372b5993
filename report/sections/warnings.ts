import type { Run } from '../../bench/results.ts';
import { counted } from '../format.ts';
import { html, type Markup } from '../html.ts';
import { notice } from './notice.ts';

const UNFINISHED = {
  running: 'The run was still going on when this was rendered',
  interrupted: 'The run was interrupted',
  failed: 'Some trials ended in an error',
  complete: null,
} as const satisfies Record<Run['run']['status'], string | null>;

/** What the whole run must be read with. */
export function renderWarnings({ run, trials }: Run): Markup {
  const unfinished = UNFINISHED[run.status];
  // A trial that was made again counts once.
  const planned = new Set(
    trials.map(trial => [trial.scenario, trial.point, trial.transport, trial.block, trial.arm].join('\n')),
  );
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
      html`${counted(planned.size, 'trial')} of ${run.trialsPlanned} planned were made. What is missing was not measured.`,
    )
  }`;
}
