import { everyTrial } from '../../results/format/all-trials.ts';
import type { Run } from '../../results/format/run.ts';
import { foldedSection } from '../parts/folded-section.ts';
import { counted } from '../text/format.ts';
import { html, Markup } from '../text/html.ts';
import { deflated } from '../text/packed.ts';

/** The run itself, embedded in the file, and the downloads. */
export function renderRawData(run: Run): Markup {
  return foldedSection(
    'data',
    'Raw data',
    html`<p class="rule">This file contains the whole run with ${counted(everyTrial(run).length, 'trial')}. Field names carry their units; docs/results-format.md explains each field.</p>
<p class="downloads" hidden><button type="button" data-download="run">run.json</button> <button type="button" data-download="csv">Trials as CSV</button> <button type="button" data-download="hlog">Latency as HdrHistogram log</button></p>
<p class="detail">HdrHistogram’s own tools read the log: latency from schedule, in µs, one tagged interval per trial (<code>HistogramLogProcessor -i FILE -tag TAG -outputValueUnitRatio 1000</code>). Buttons below each chart and table save the chart as a picture and copy the table for a spreadsheet.</p>
<script type="text/plain" id="run-data">${new Markup(deflated(JSON.stringify(run)))}</script>`,
  );
}
