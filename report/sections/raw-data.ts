import { everyTrial } from '../../results/format/all-trials.ts';
import type { Run } from '../../results/format/run.ts';
import { heading } from '../parts/heading.ts';
import { integer } from '../text/format.ts';
import { html, Markup } from '../text/html.ts';
import { deflated } from '../text/packed.ts';

/** Everything that the report was made of, inside the file itself, and the ways to take it out. */
export function renderRawData(run: Run): Markup {
  return html`<section>
${heading(2, 'data', 'All of the data')}
<p class="rule">This file holds the whole run, ${integer(everyTrial(run).length)} trials. Names of fields carry their units; docs/results-format.md says what each means.</p>
<p class="downloads" hidden><button type="button" data-download="run">run.json</button> <button type="button" data-download="csv">Trials as CSV</button> <button type="button" data-download="hlog">Latency as HdrHistogram log</button></p>
<p class="detail">The log is read by HdrHistogram’s own tools: latency from schedule, in µs, one tagged interval a trial (<code>HistogramLogProcessor -i FILE -tag TAG -outputValueUnitRatio 1000</code>). Each chart can be saved as a picture and each table copied into a spreadsheet, where it stands.</p>
<script type="text/plain" id="run-data">${new Markup(deflated(JSON.stringify(run)))}</script>
</section>`;
}
