import { everyTrial } from '../../results/format/all-trials.ts';
import type { Run } from '../../results/format/run.ts';
import { inProse, isTested, TRANSPORTS } from '../../scenarios/load/transport.ts';
import { labelled } from '../parts/swatch.ts';
import { capital, counted, integer, list, moment } from '../text/format.ts';
import { anchor, html, type Markup } from '../text/html.ts';
import { runBlocksInWords } from '../words/blocks.ts';

/** The run in one sentence, and the colours of its transports. */
export function renderHead(run: Run): Markup {
  const tried = TRANSPORTS.filter(
    transport =>
      run.trials.some(trial => trial.transport === transport) ||
      run.scenarios.some(scenario => scenario.points.some(point => transport in point.load.transports)),
  );
  const names = list(tried.filter(isTested).map(inProse));
  const title = names ? capital(names) : 'References only,';
  const made = everyTrial(run);
  const valid = made.filter(trial => trial.status === 'valid').length;
  const trials =
    made.length === 0 ? 'no trial made' : `${integer(valid)} of ${counted(made.length, 'trial')} valid`;
  return html`<header class="head">
<p class="brand">Pushlab report</p>
<h1>${title}${' '}<span>on the same stream of notifications</span></h1>
<p class="meta">${counted(run.scenarios.length, 'scenario')}, ${runBlocksInWords(run)}, ${trials}. Preset ${run.run.preset},${run.sessions ? '' : ` seed ${String(run.run.seed)},`} ${run.environment.network} network, ${moment(run.run.startedAt)}.</p>
<ul class="legend" aria-label="Transports in this run">${tried.map(transport => html`<li>${labelled(transport)}</li>`)}</ul>
<p class="controls" hidden><label><input type="checkbox" id="predict-first"> Predict first: hide the results until I reveal them</label></p>
</header>`;
}

/** Links to the sections, always visible. */
export function renderNav(run: Run, conclusions: { id: string; title: string }[], answered: boolean): Markup {
  const links: [string, string][] = [
    ...(answered ? ([['answer', 'Answer']] satisfies [string, string][]) : []),
    ['summary', 'Scenarios'],
    ...conclusions.map(({ id, title }): [string, string] => [id, title]),
    ...run.scenarios.map(({ id, title }): [string, string] => [anchor('scenario', id), title]),
    ['compare', 'Another run'],
    ...(run.sessions ? ([['sessions', 'Sessions']] satisfies [string, string][]) : []),
    ...(run.trials.length > 0 ? ([['threats', 'Threats to validity']] satisfies [string, string][]) : []),
    ['trials', 'Excluded trials'],
    ['environment', 'Environment'],
    ['method', 'Method'],
    ['data', 'Raw data'],
    ['words', 'Glossary'],
  ];
  return html`<nav aria-label="Sections"><ul>${links.map(([id, text]) => html`<li><a href="#${id}">${text}</a></li>`)}</ul></nav>`;
}
