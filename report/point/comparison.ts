import type { Comparison } from '../../analysis/comparison/transports.ts';
import { isWarmFor } from '../../analysis/comparison/warm-up.ts';
import { inProse, isTested, nameOf, type Transport } from '../../scenarios/load/transport.ts';
import type { Preset } from '../../scenarios/scenario.ts';
import type { Cell, Table } from '../charts/spec.ts';
import { compareBy, metricsOf } from '../model/metric.ts';
import type { PointView } from '../model/point.ts';
import { rank } from '../model/rank.ts';
import { renderTable } from '../parts/table.ts';
import { integer } from '../text/format.ts';
import { html, type Markup } from '../text/html.ts';
import { sessionRatiosInWords, sessionsInWords } from '../words/sessions.ts';
import { intervalInWords, ratioInWords, verdictInWords } from '../words/verdicts.ts';

function row(transport: Transport, baseline: Transport, comparison: Comparison): Cell[] {
  return [
    comparison.metric.title,
    { transport },
    nameOf(baseline),
    { value: ratioInWords(comparison), detail: sessionRatiosInWords(comparison.interval) },
    intervalInWords(comparison),
    integer(comparison.ratios.length),
    { value: verdictInWords(comparison), detail: sessionsInWords(comparison.interval, comparison.verdict) },
  ];
}

const COLUMNS = ['Metric', 'Transport', 'Divided by', 'Ratio', '95% interval', 'Blocks', 'Verdict'];

/** Each transport under test against the TCP floor; null where the floor did not run. */
function againstFloor(view: PointView): Table | null {
  const floor = view.transports.find(({ transport }) => transport === 'tcp-floor');
  if (!floor || floor.valid.length === 0) return null;
  const tested = view.transports.filter(({ transport }) => isTested(transport));
  const comparable = metricsOf([view]).filter(metric => isWarmFor(metric, view.scenario));
  const rows = comparable.flatMap(metric =>
    tested
      .map(({ transport, valid }) => ({ transport, comparison: compareBy(valid, floor.valid, metric) }))
      .filter(({ comparison }) => comparison.ratios.length > 0)
      .map(({ transport, comparison }) => row(transport, 'tcp-floor', comparison)),
  );
  if (rows.length === 0) return null;
  return { caption: `Each transport against ${inProse('tcp-floor')}`, columns: COLUMNS, rows };
}

/** Each transport under test against the lowest of each metric; null where nothing is compared. */
function againstFirst(view: PointView, preset: Preset): Table | null {
  const rows = metricsOf([view]).flatMap(metric => {
    const outcome = rank(view, metric, preset);
    if (outcome.kind === 'not-compared') return [];
    const { first, rivals } = outcome;
    return rivals.map(({ transport, against }) => row(transport, first.transport, against));
  });
  if (rows.length === 0) return null;
  return { caption: 'Each transport against the first of each metric', columns: COLUMNS, rows };
}

/**
 * The ratios of a point's transports, paired within blocks, with their intervals and verdicts. Null
 * for a smoke run, which is no measurement, and for an A/A run, whose comparisons stand in its
 * summary.
 */
export function renderComparison(view: PointView, preset: Preset): Markup | null {
  const aa = view.transports.some(({ trials }) => trials.some(({ arm }) => arm !== null));
  if (preset === 'smoke' || aa) return null;
  const tables = [againstFirst(view, preset), againstFloor(view)].filter(table => table !== null);
  if (tables.length === 0) return null;
  return html`<details class="more"><summary>Ratios with their 95% intervals</summary>
${tables.map(table => renderTable(table))}</details>`;
}
