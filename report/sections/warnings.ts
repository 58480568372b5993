import { everyTrial } from '../../results/format/all-trials.ts';
import { blockKey } from '../../results/format/blocks.ts';
import type { Run } from '../../results/format/run.ts';
import { invalidTrials } from '../model/invalid-trials.ts';
import { notice } from '../parts/notice.ts';
import { capital, counted, integer } from '../text/format.ts';
import { html, type Markup } from '../text/html.ts';
import { adviceOn } from '../words/excluded.ts';
import { fewBlocksInWords } from '../words/few-blocks.ts';
import { quotaInWords } from '../words/quota.ts';

const UNFINISHED = {
  running: 'The run was still in progress when this report was written',
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
      html`None of ${counted(run.trialsPlanned, 'planned trial')} was made, and there are no results. The plan and the environment are listed below.`,
    );
  }
  // A repeated trial counts once.
  const made = new Set(
    trials.map(trial =>
      [trial.scenario, trial.point, trial.transport, blockKey(trial), trial.arm, trial.tool].join('\n'),
    ),
  );
  return notice(
    unfinished,
    html`Trials made: ${integer(made.size)} of ${integer(run.trialsPlanned)} planned. Missing trials were not measured.`,
  );
}

function smokeNotice({ run }: Run): Markup | null {
  if (run.preset !== 'smoke') return null;
  return notice(
    'Smoke run: not a measurement',
    html`The preset smoke only checks that everything works. Its short trials measure nothing: their values test the report, and no transport is called lowest.`,
  );
}

function fewBlocksNotice(run: Run): Markup | null {
  const text = fewBlocksInWords(run);
  if (text === null) return null;
  return notice('Few blocks', html`${text} For a decision, use the preset standard or thorough.`);
}

/** With fewer sessions, Student's t has less than 4 degrees of freedom. */
const ENOUGH_SESSIONS = 5;

function fewSessionsNotice({ sessions }: Run): Markup | null {
  if (sessions === undefined || sessions.length >= ENOUGH_SESSIONS) return null;
  return notice(
    'Few sessions',
    html`${counted(sessions.length, 'session')} say little about how much sessions differ. So the 95% intervals of values other than latency, CPU and bytes are wide. ${ENOUGH_SESSIONS} or more decide more.`,
  );
}

function networkNotice({ environment: { network, networkNotice } }: Run): Markup | null {
  if (networkNotice === null) return null;
  const without =
    network === 'loopback' &&
    ' Server and clients share one network stack. Bytes on the wire are not counted, only application bytes.';
  return notice('Not the isolated network', html`${capital(networkNotice)}.${without}`);
}

function invalidNotice(run: Run): Markup | null {
  const excluded = invalidTrials(run);
  const { made, invalid, many } = excluded;
  if (!many) return null;
  const advice = adviceOn(excluded);
  return notice(
    'Many trials are excluded',
    html`${integer(invalid)} of ${counted(made, 'trial')} ended in an error or failed a gate. Values are missing or rest on few trials: <a href="#trials">reasons for each trial</a>.${advice !== null && ` ${advice}`}`,
  );
}

function quotaNotice({ environment: { cpu, limits, hiccups } }: Run): Markup | null {
  const text = quotaInWords({
    cores: cpu.cores,
    quotaCores: limits.quotaCores,
    idlePercent: hiccups.throttledPercent ?? null,
  });
  return text === null ? null : notice('A CPU quota applies', html`${text}`);
}

/** The warnings about the whole run. */
export function renderWarnings(run: Run): Markup {
  return html`${smokeNotice(run)}${invalidNotice(run)}${unfinishedNotice(run)}${networkNotice(run)}${quotaNotice(run)}${fewBlocksNotice(run)}${fewSessionsNotice(run)}`;
}
