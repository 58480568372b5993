import type { Run } from '../../bench/results.ts';
import { bytes, counted, given, integer, list, moment, withUnit } from '../format.ts';
import { html, type Markup } from '../html.ts';
import { publishLag } from '../model/figures.ts';
import { isMeasured } from '../model/point.ts';
import { heading } from './heading.ts';

const NETWORKS = {
  loopback: 'loopback: server and clients share one network stack; bytes on the wire are not counted',
  isolated: 'isolated: two network namespaces joined by a virtual cable; bytes on the wire are counted',
  emulated: 'emulated: an isolated network with delay, loss or limits added; bytes on the wire are counted',
} as const satisfies Record<Run['environment']['network'], string>;

function coresInWords({ cores, serverCores, clientCores }: Run['environment']['cpu']): string {
  const all = counted(cores, 'core');
  if (serverCores === null && clientCores === null) return `${all}, shared by server, clients and publisher`;
  return `${all}; the server on ${serverCores ?? 'any'}, clients and publisher on ${clientCores ?? 'any'}`;
}

function facts({ run, environment, trials }: Run): [string, string | Markup][] {
  const { cpu, hiccups, dependencies } = environment;
  const lag = publishLag(trials.filter(isMeasured));
  const valid = trials.filter(trial => trial.status === 'valid').length;
  return [
    ['Command', html`<code>${run.command}</code>`],
    ['Run', run.id],
    ['Started', moment(run.startedAt)],
    ['Finished', run.finishedAt === null ? 'not finished' : moment(run.finishedAt)],
    ['Preset', run.preset],
    ['Seed', String(run.seed)],
    [
      'Trials',
      `${integer(run.trialsPlanned)} planned, ${integer(trials.length)} made, repeated ones included, ${integer(valid)} valid`,
    ],
    [
      'Pushlab’s commit',
      run.git
        ? html`<code>${run.git.commit}</code>${run.git.dirty && ' with changes that are not committed'}`
        : 'not known',
    ],
    ['Network', NETWORKS[environment.network]],
    ['Processor', cpu.model],
    ['Cores', coresInWords(cpu)],
    ['Memory', bytes(environment.memoryBytes)],
    ['System', `${environment.os}, kernel ${environment.kernel}`],
    [
      'Open files',
      environment.openFilesLimit === null ? 'not known' : `at most ${integer(environment.openFilesLimit)}`,
    ],
    ['Runtime', `Node ${environment.node}, V8 ${environment.v8}`],
    [
      'Libraries',
      list(Object.entries(dependencies).map(([name, version]) => `${name} ${version}`)) || 'not known',
    ],
    [
      'Hiccups of the idle machine',
      `an idle wait ends ${withUnit(hiccups.p50Ms, 'ms')} late in the median, ${withUnit(hiccups.p99Ms, 'ms')} at p99, ${withUnit(hiccups.maxMs, 'ms')} at most (watched for ${given(hiccups.seconds)} s)`,
    ],
    [
      'Publisher’s lag at p99',
      lag.worstMs === null
        ? 'no trial was measured'
        : `${withUnit(lag.medianMs, 'ms')} in the median trial, ${withUnit(lag.worstMs, 'ms')} in the worst`,
    ],
  ];
}

/** Where and how the run was made, enough to make it again. */
export function renderEnvironment(run: Run): Markup {
  return html`<section>
${heading(2, 'environment', 'Where it was measured')}
<dl class="facts">${facts(run).map(([name, text]) => html`<div><dt>${name}</dt><dd>${text}</dd></div>`)}</dl>
</section>`;
}
