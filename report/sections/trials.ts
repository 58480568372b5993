import { everyTrial } from '../../results/format/all-trials.ts';
import type { Run } from '../../results/format/run.ts';
import type { Trial } from '../../results/format/trial.ts';
import type { Cell } from '../charts/spec.ts';
import { foldedSection } from '../parts/folded-section.ts';
import { renderTable } from '../parts/table.ts';
import { counted, NOTHING } from '../text/format.ts';
import { GENERATORS } from '../text/generators.ts';
import { html, type Markup } from '../text/html.ts';
import { blockNumber } from '../words/blocks.ts';
import { boundInWords, gateInWords, measuredInWords } from '../words/gate.ts';

const statusOf = (trial: Trial): string =>
  trial.status === 'error' ? `error while: ${trial.stage}` : trial.status;

function placeOf(run: Run, trial: Trial): string {
  const scenario = run.scenarios.find(one => one.id === trial.scenario);
  const point = scenario?.points.find(one => one.id === trial.point);
  return `${scenario?.title ?? trial.scenario}: ${point?.label ?? trial.point}`;
}

/**
 * Why a trial is excluded: each failed gate with value and bound, and reasons that no gate
 * explains.
 */
function whyOf(trial: Trial): string {
  const failed = trial.status === 'error' ? [] : trial.gates.filter(gate => !gate.passed);
  const gates = failed.map(
    gate => `${gateInWords(gate.id)}: ${measuredInWords(gate)} (at most ${boundInWords(gate)})`,
  );
  // The bench records one reason for each failed gate.
  const more = trial.reasons.length > gates.length ? trial.reasons : [];
  return [...more, ...gates].join('; ') || 'no reason was recorded';
}

/** The external tool, unless the reason names it already. */
function byWhom({ tool, status }: Trial): string {
  return tool === undefined || status === 'error' ? '' : `${GENERATORS[tool]}: `;
}

function row(run: Run, trial: Trial): Cell[] {
  return [
    placeOf(run, trial),
    { transport: trial.transport },
    ...(run.run.aa ? [trial.arm ?? NOTHING] : []),
    blockNumber(trial),
    `${trial.attempt + 1}`,
    statusOf(trial),
    byWhom(trial) + whyOf(trial),
  ];
}

/** Every excluded trial, and why. */
export function renderTrials(run: Run): Markup {
  const made = everyTrial(run);
  const left = made.filter(trial => trial.status !== 'valid');
  const total = counted(made.length, 'trial');
  return foldedSection(
    'trials',
    'Excluded trials',
    html`${
      left.length === 0
        ? html`<p>None: ${made.length === 0 ? 'the run has no trial' : html`all ${total} of this run are valid`}.</p>`
        : html`<p>${left.length} of ${total}. Invalid: the trial failed a gate. Error: the trial ended in an error. No result rests on these trials. Only deliveries that are lost are counted in every trial that was measured. Charts with a dot for each trial show them as crosses.</p>
${renderTable(
  {
    caption: 'Trials excluded from the results, in the order in which they ran',
    columns: [
      'Scenario and point',
      'Transport',
      ...(run.run.aa ? ['Arm'] : []),
      run.sessions ? 'Session.block' : 'Block',
      'Attempt',
      'Status',
      'Reasons, with the measured value and the bound',
    ],
    rows: left.map(trial => row(run, trial)),
  },
  'texts',
)}`
    }`,
  );
}
