import { everyTrial } from '../../results/format/all-trials.ts';
import { blockRange } from '../../results/format/blocks.ts';
import type { Run } from '../../results/format/run.ts';
import { invalidTrials } from '../model/invalid-trials.ts';
import { notice } from '../parts/notice.ts';
import { capital, counted, integer } from '../text/format.ts';
import { html, type Markup } from '../text/html.ts';

const UNFINISHED = {
  running: 'The run was still going on when this was rendered',
  interrupted: 'The run was interrupted',
  failed: 'Some trials ended in an error',
  complete: null,
} as const satisfies Record<Run['run']['status'], string | null>;

function unfinishedNotice(whole: Run): Markup | null {
  const { run } = whole;
  const unfinished = UNFINISHED[run.status];
  if (unfinished === null) return null;
  const trials = everyTrial(whole);
  if (trials.length === 0) {
    return notice(
      `${unfinished}, before its first trial`,
      html`None of ${counted(run.trialsPlanned, 'planned trial')} was made, so there is no figure. What was to be measured, and where, stands below.`,
    );
  }
  // A trial that was made again counts once.
  const made = new Set(
    trials.map(({ scenario, point, transport, block, arm, tool }) =>
      [scenario, point, transport, block, arm, tool].join('\n'),
    ),
  );
  return notice(
    unfinished,
    html`${counted(made.size, 'trial')} of ${run.trialsPlanned} planned were made. What is missing was not measured.`,
  );
}

function smokeNotice({ run }: Run): Markup | null {
  if (run.preset !== 'smoke') return null;
  return notice(
    'Smoke run: not for figures',
    html`The preset smoke runs for moments, to see that everything works. Its figures are shown to test the report; they measure nothing, and nobody is called lowest.`,
  );
}

/** From so many blocks on intervals come from a bootstrap; below, from Student's t, which is wide. */
const ENOUGH_BLOCKS = 5;

function fewBlocksNotice({ run, scenarios, trials }: Run): Markup | null {
  const { least: fewest, most } = blockRange(scenarios);
  // A smoke run, or one without trials, compares nothing anyway.
  if (fewest >= ENOUGH_BLOCKS || run.preset === 'smoke' || trials.length === 0) return null;
  const text =
    fewest < 2
      ? `${fewest < most ? 'Where a scenario has' : 'With'} ${counted(fewest, 'block')} there is no interval, and nothing is compared.${fewest < most ? ` With 2 to ${ENOUGH_BLOCKS - 1} the 95% intervals are wide.` : ''}`
      : `With ${counted(fewest, 'block')}, fewer than ${ENOUGH_BLOCKS}, the 95% intervals are wide: small differences stay unresolved.`;
  return notice('Few blocks', html`${text} For a decision take the preset standard or thorough.`);
}

function networkNotice({ environment: { network, networkNotice } }: Run): Markup | null {
  if (networkNotice === null) return null;
  const without =
    network === 'loopback' &&
    ' Server and clients share one network stack: bytes on the wire are not counted, only those of the applications.';
  return notice('Not the isolated network', html`${capital(networkNotice)}.${without}`);
}

function invalidNotice(run: Run): Markup | null {
  const { made, invalid, many, disturbed } = invalidTrials(run);
  if (!many) return null;
  return notice(
    'Many trials do not count',
    html`${integer(invalid)} of ${counted(made, 'trial')} broke off or failed a gate, so that figures are few or missing: <a href="#trials">why each was left out</a>.${disturbed && ' Mostly the machine was busy with others: close other programs and run again.'}`,
  );
}

/** What the whole run must be read with. */
export function renderWarnings(run: Run): Markup {
  return html`${smokeNotice(run)}${invalidNotice(run)}${unfinishedNotice(run)}${networkNotice(run)}${fewBlocksNotice(run)}`;
}
