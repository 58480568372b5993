import { inProse } from '../../scenarios/load/transport.ts';
import type { Check, Table } from '../charts/spec.ts';
import type { PointView } from '../model/point.ts';
import { MAX_RESIDUAL_PERCENT, type TheoryRow, theoryOfPoint } from '../model/theory.ts';
import { renderCheck } from '../parts/check.ts';
import { ranged, renderTable } from '../parts/table.ts';
import { counted, given, list, signedPercent, withUnit } from '../text/format.ts';
import { html, type Markup } from '../text/html.ts';
import { QUANTITIES } from '../words/theory.ts';

const LIMIT = `${given(MAX_RESIDUAL_PERCENT)}%`;

function offInWords({ transport, quantity, predicted, measured, residualPercent }: TheoryRow): string {
  const { unit } = QUANTITIES[quantity];
  const off = residualPercent ? ` ${signedPercent(residualPercent.value)}` : '';
  return `${inProse(transport)}${off} (predicted ${withUnit(predicted.value, unit)}, measured ${withUnit(measured.value, unit)})`;
}

/** One sentence on how many predictions were right, and one for each quantity with wrong ones. */
function verdictsOf(rows: readonly TheoryRow[]): Check[] {
  const findings = rows.filter(row => row.finding);
  const all = counted(rows.length, 'prediction');
  const text =
    findings.length === 0
      ? `${rows.length === 1 ? 'The only prediction is' : `All ${all} are`} within ${LIMIT} of the measurement.`
      : `${rows.length - findings.length} of ${all} are within ${LIMIT} of the measurement; the others are findings to explain.`;
  const off = [...Map.groupBy(findings, ({ quantity }) => quantity)].map(([quantity, own]): Check => {
    const { prose, unknown } = QUANTITIES[quantity];
    const off = `Off in ${prose}: ${list(own.map(offInWords))}.`;
    return { warn: true, text: [off, unknown(own)].filter(Boolean).join(' ') };
  });
  return [{ warn: false, text }, ...off];
}

function tableOf(rows: readonly TheoryRow[]): Table {
  return {
    caption:
      'Prediction of the models and measurement of valid trials: medians over blocks, latency as the mean of all deliveries; small: the range over blocks. The residual is (measured − predicted) / predicted.',
    columns: ['Quantity', 'Transport', 'Predicted', 'Measured', 'Residual (%)', `Over ${LIMIT}`],
    rows: rows.map(({ transport, quantity, predicted, measured, residualPercent, finding }) => [
      QUANTITIES[quantity].title,
      { transport },
      ranged(predicted),
      ranged(measured),
      ranged(residualPercent),
      finding ? 'finding' : 'no',
    ]),
  };
}

/** Theory and measurement of a point: sentences, and a folded table. */
export function renderTheory(view: PointView): Markup {
  const rows = theoryOfPoint(view);
  const body =
    rows.length === 0
      ? html`<p class="detail">There is no prediction to compare with these trials.</p>`
      : html`${verdictsOf(rows).map(renderCheck)}
<details><summary>Predicted, measured and residual of each transport</summary>${renderTable(tableOf(rows))}</details>`;
  return html`<div class="more"><h4>Theory and measurement</h4>${body}</div>`;
}
