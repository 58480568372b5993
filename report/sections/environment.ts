import { everyTrial } from '../../results/format/all-trials.ts';
import type { Run } from '../../results/format/run.ts';
import { publishLag } from '../model/figures.ts';
import { isMeasured } from '../model/point.ts';
import type { Fact } from '../parts/fact.ts';
import { foldedSection } from '../parts/folded-section.ts';
import { integer, list, moment, withUnit } from '../text/format.ts';
import { html, type Markup } from '../text/html.ts';
import { calibrationFacts } from './calibration-facts.ts';
import { machineFacts } from './machine-facts.ts';
import { renderMachineToday } from './machine-today.ts';

function runFacts(whole: Run): Fact[] {
  const { run } = whole;
  const trials = everyTrial(whole);
  const valid = trials.filter(trial => trial.status === 'valid').length;
  return [
    ['Command', html`<code>${run.command}</code>`],
    ['Run', run.id],
    ...(run.repeats === null ? [] : [['Repeats', run.repeats] satisfies Fact]),
    ['Started', moment(run.startedAt)],
    ['Finished', run.finishedAt === null ? 'not finished' : moment(run.finishedAt)],
    ['Preset', run.preset],
    ['Seed', String(run.seed)],
    [
      'Trials',
      `${integer(run.trialsPlanned)} planned, ${integer(trials.length)} made (repeated trials included), ${integer(valid)} valid`,
    ],
    [
      'Pushlab’s commit',
      run.git
        ? html`<code>${run.git.commit}</code>${run.git.dirty && ' with uncommitted changes'}`
        : 'not known',
    ],
  ];
}

function lagInWords(trials: Run['trials']): string {
  const { medianMs, worstMs } = publishLag(trials.filter(isMeasured));
  if (worstMs === null) return 'no trial was measured';
  return `${withUnit(medianMs, 'ms')} in the median trial, ${withUnit(worstMs, 'ms')} in the worst`;
}

/** The versions and ciphers of TLS on which the connections of a run agreed; none without TLS. */
function tlsFacts(run: Run): Fact[] {
  const agreed = new Set(
    everyTrial(run)
      .filter(isMeasured)
      .flatMap(({ bandwidth }) => bandwidth.tls?.agreed ?? []),
  );
  return agreed.size === 0
    ? []
    : [['TLS', `${list([...agreed])}; certificate ECDSA P-256, made for the run`]];
}

/** The environment and settings of the run, enough to repeat it. */
export function renderEnvironment(run: Run): Markup {
  const facts: Fact[] = [
    ...runFacts(run),
    ...machineFacts(run),
    ...tlsFacts(run),
    ...calibrationFacts(run.environment),
    ['Publisher lag at p99', lagInWords(run.trials)],
  ];
  return foldedSection(
    'environment',
    'Environment',
    html`<dl class="facts">${facts.map(([name, text]) => html`<div><dt>${name}</dt><dd>${text}</dd></div>`)}</dl>
${renderMachineToday(run)}`,
    'in-summary',
  );
}
