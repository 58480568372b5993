import type { Run } from '../../results/format/run.ts';
import { nameOf } from '../../scenarios/load/transport.ts';
import type { Cell, Table } from '../charts/spec.ts';
import { crossChecksOf, type GeneratorView, generatorViews, toolTrialsOf } from '../model/cross-checks.ts';
import { isMeasured, type PointView } from '../model/point.ts';
import { inUnitsOf } from '../model/spread.ts';
import { renderCheck } from '../parts/check.ts';
import { notice } from '../parts/notice.ts';
import { ranged, renderTable } from '../parts/table.ts';
import { integer, list, NOTHING } from '../text/format.ts';
import { GENERATORS } from '../text/generators.ts';
import { html, type Markup } from '../text/html.ts';
import { crossCheckInWords } from '../words/agreement.ts';
import { blockName } from '../words/blocks.ts';

/** Deliveries of all valid trials together. */
function delivered({ valid }: GeneratorView): string {
  if (valid.length === 0) return NOTHING;
  const sum = (what: 'received' | 'expected' | 'duplicate') =>
    valid.reduce((total, { deliveries }) => total + deliveries[what], 0);
  const duplicate = sum('duplicate');
  return `${integer(sum('received'))} of ${integer(sum('expected'))}${duplicate > 0 ? `, ${integer(duplicate)} duplicate` : ''}`;
}

const row = (view: GeneratorView): Cell[] => [
  { transport: view.transport },
  GENERATORS[view.generator],
  delivered(view),
  ranged(view.p50Ms),
  ranged(view.p99Ms),
  ranged(view.downBytesPerDelivery),
  ranged(view.upBytesPerDelivery),
  ranged(view.clientCpuMicrosPerDelivery),
  ranged(inUnitsOf(1024, view.clientMemoryBytesPerSubscriber)),
  ranged(view.serverCpuMicrosPerDelivery),
  `${view.valid.length} of ${view.trials.length}`,
];

const tableOf = (views: readonly GeneratorView[]): Table => ({
  caption:
    'The same stream from the same servers, as each load generator measured it: medians over blocks of valid trials; small: the range over blocks',
  columns: [
    'Transport',
    'Generator',
    'Delivered',
    'p50 (ms)',
    'p99 (ms)',
    'Down (B per delivery)',
    'Up (B per delivery)',
    'Generator CPU (µs per delivery)',
    'Generator memory (KiB per subscriber)',
    'Server CPU (µs per delivery)',
    'Valid trials',
  ],
  rows: views.map(row),
});

/** Why trials of a tool are excluded. */
function silenceOf(run: Run, view: PointView): Markup[] {
  return toolTrialsOf(run, view)
    .filter(trial => trial.status !== 'valid')
    .map(
      trial =>
        html`<li>${GENERATORS[trial.tool ?? 'lab']}, ${nameOf(trial.transport)}, ${blockName(trial)}: ${trial.status}, ${trial.reasons.join('; ')}</li>`,
    );
}

/** `autocannon 9.0.0 and k6 2.3.0`; empty where no tool reported its version. */
function toolsInWords(views: readonly GeneratorView[]): string {
  const named = views.flatMap(({ generator, trials }) =>
    trials
      .filter(isMeasured)
      .flatMap(({ toolReport }) => (toolReport ? [`${GENERATORS[generator]} ${toolReport.version}`] : [])),
  );
  return list([...new Set(named)]);
}

/**
 * What external tools measured at a point, where they agree with the lab, and what each load
 * generator costs; null where no tool ran.
 */
export function renderCrossChecks(run: Run, view: PointView): Markup | null {
  const views = generatorViews(run, view);
  if (views.length === 0) return null;
  const silent = silenceOf(run, view);
  const tools = toolsInWords(views);
  return html`<div class="more outcome"><h4>Cross-check with external tools</h4>
<p class="detail">${tools && `Measured by ${tools}. `}Counts must be the same. Bytes may differ by 2%, latency by 1 ms plus 5%, because the payload’s time stamp and k6 have whole milliseconds. Counts cover every attempt, and bytes cover each block. Latencies are medians over the blocks in which both trials are valid.</p>
${crossChecksOf(run, view).map(one => renderCheck(crossCheckInWords(one)))}
${renderTable(tableOf(views))}
${silent.length > 0 && notice('Excluded tool trials', html`<ul>${silent}</ul>`)}</div>`;
}
