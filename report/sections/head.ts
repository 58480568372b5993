import { everyTrial } from '../../results/format/all-trials.ts';
import type { Run } from '../../results/format/run.ts';
import { inProse, isTested, TRANSPORTS } from '../../scenarios/load/transport.ts';
import { pathsOf } from '../model/paths.ts';
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
<p class="brand">Pushlab report: ${title} on the same stream of notifications</p>
<h1>Polling or WebSocket?</h1>
<p class="meta">${counted(run.scenarios.length, 'scenario')}, ${runBlocksInWords(run)}, ${trials}. Preset ${run.run.preset}, ${run.environment.network} network, ${moment(run.run.startedAt)}.</p>
<p class="controls" hidden><label><input type="checkbox" id="predict-first"> Predict first: hide the results until I reveal them</label>
<span><label>Print: <select id="print-what" autocomplete="off"><option value="summary">the summary</option><option value="everything">everything</option></select></label> <button type="button" id="print">Print</button></span></p>
</header>`;
}

type Link = readonly [id: string, text: string];

const links = (group: readonly Link[]): Markup =>
  html`<ul>${group.map(([id, text]) => html`<li><a href="#${id}">${text}</a></li>`)}</ul>`;

/** Links to the sections: beside the report, or in a menu where the window is narrow. */
export function renderNav(run: Run, conclusions: { id: string; title: string }[], answered: boolean): Markup {
  const results: Link[] = [
    ...(answered ? [['answer', 'Answer'] as const] : []),
    ['summary', 'Scenario by scenario'],
    ...conclusions.map(({ id, title }): Link => [id, title]),
    ['compare', 'Another run'],
  ];
  const scenarios = run.scenarios.map(({ id, title }): Link => [anchor('scenario', id), title]);
  const about: Link[] = [
    ...(run.sessions ? [['sessions', 'Sessions'] as const] : []),
    ...(run.trials.length > 0 ? [['threats', 'Threats to validity'] as const] : []),
    ['trials', 'Excluded trials'],
    ['environment', 'Environment'],
    ...(pathsOf(run).length > 0 ? [['paths', 'Emulated paths'] as const] : []),
    ['method', 'Method'],
    ['data', 'Raw data'],
    ['words', 'Glossary'],
  ];
  return html`<nav aria-label="Sections"><details class="menu"><summary>Contents</summary>
${links(results)}
${scenarios.length > 0 && html`<p>Scenarios</p>${links(scenarios)}`}
<p>About this run</p>${links(about)}
</details></nav>`;
}
