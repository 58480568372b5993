import { everyTrial } from '../../results/format/all-trials.ts';
import type { Run } from '../../results/format/run.ts';
import { foldedSection } from '../parts/folded-section.ts';
import { counted } from '../text/format.ts';
import { html, Markup } from '../text/html.ts';
import { deflated } from '../text/packed.ts';

const FIELDS = 'Field names carry their units; docs/results-format.md explains each field.';

/** The run, as data that the page's script reads. */
const inside = (run: Run): Markup =>
  html`<script type="text/plain" id="run-data">${new Markup(deflated(JSON.stringify(run)))}</script>`;

/** The field for the file of the run; the page's script takes no other run's. */
const fileField = (
  { run: { id }, schemaVersion }: Run,
  file: string,
): Markup => html`<p class="load-run" hidden><label for="own-run">Choose ${file}, for these files and for comparisons</label> <input id="own-run" type="file" accept=".json,.gz,application/json" data-run="${id}" data-schema-version="${schemaVersion}"></p>
<div class="loaded" id="own-run-status" role="status"></div>`;

/**
 * The run itself and the downloads. `file` is the name of the file beside the report that has the
 * run; null where the report holds it.
 */
export function renderRawData(run: Run, file: string | null = null): Markup {
  const whole = html`the whole run with ${counted(everyTrial(run).length, 'trial')}`;
  return foldedSection(
    'data',
    'Raw data',
    html`<p class="rule">${
      file === null
        ? html`This file contains ${whole}.`
        : html`<a href="${file}">${file}</a>, beside this file, contains ${whole}.`
    } ${FIELDS}</p>
${file !== null && fileField(run, file)}
<p class="downloads" hidden><button type="button" data-download="run">run.json</button> <button type="button" data-download="csv">Trials as CSV</button> <button type="button" data-download="hlog">Latency as HdrHistogram log</button></p>
<p class="detail">HdrHistogram’s own tools read the log: latency from schedule, in µs, one tagged interval per trial (<code>HistogramLogProcessor -i FILE -tag TAG -outputValueUnitRatio 1000</code>). Buttons below each chart and table save the chart as a picture and copy the table for a spreadsheet.</p>
${file === null && inside(run)}`,
  );
}
