import type { Run } from '../../bench/results.ts';
import type { Trial } from '../../bench/trial-schema.ts';
import type { Cell } from '../charts/spec.ts';
import { counted } from '../format.ts';
import { html, type Markup } from '../html.ts';
import { heading } from './heading.ts';
import { renderTable } from './table.ts';

const statusOf = (trial: Trial): string =>
  trial.status === 'error' ? `error while: ${trial.stage}` : trial.status;

function placeOf(run: Run, trial: Trial): string {
  const scenario = run.scenarios.find(one => one.id === trial.scenario);
  const point = scenario?.points.find(one => one.id === trial.point);
  return `${scenario?.title ?? trial.scenario}: ${point?.label ?? trial.point}`;
}

function row(run: Run, trial: Trial): Cell[] {
  return [
    placeOf(run, trial),
    { transport: trial.transport },
    `${trial.block + 1}`,
    `${trial.attempt + 1}`,
    statusOf(trial),
    trial.reasons.join('; ') || 'no reason was recorded',
  ];
}

/** Every trial whose figures do not count, and why. */
export function renderTrials(run: Run): Markup {
  const left = run.trials.filter(trial => trial.status !== 'valid');
  const total = counted(run.trials.length, 'trial');
  return html`<section>
${heading(2, 'trials', 'Trials that do not count')}
${
  left.length === 0
    ? html`<p>None: ${run.trials.length === 0 ? 'the run has no trial' : html`all ${total} of this run are valid`}.</p>`
    : html`<p>${left.length} of ${total}. A gate found their figures not to be trusted (invalid), or they broke off (error). They are in no figure, and shown here and as crosses in the charts.</p>
${renderTable(
  {
    caption: 'Trials left out of the figures, in the order in which they ran',
    columns: ['Scenario and point', 'Transport', 'Block', 'Attempt', 'Status', 'Reasons'],
    rows: left.map(trial => row(run, trial)),
  },
  'texts',
)}`
}
</section>`;
}
