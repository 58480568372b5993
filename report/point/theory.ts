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

/** In a sentence how many predictions came true, and one for each quantity in which some did not. */
function verdictsOf(rows: readonly TheoryRow[]): Check[] {
  const findings = rows.filter(row => row.finding);
  const all = counted(rows.length, 'prediction');
  const text =
    findings.length === 0
      ? `All ${all} are within ${LIMIT} of what was measured.`
      : `${rows.length - findings.length} of ${all} are within ${LIMIT} of what was measured; the others are findings to explain.`;
  const off = [...Map.groupBy(findings, ({ quantity }) => quantity)].map(([quantity, own]): Check => {
    const { prose, unknown } = QUANTITIES[quantity];
    return { warn: true, text: `Off in ${prose}: ${list(own.map(offInWords))}. ${unknown(own)}` };
  });
  return [{ warn: false, text }, ...off];
}

function tableOf(rows: readonly TheoryRow[]): Table {
  return {
    caption:
      'What the models predict and what was measured, valid trials: medians over blocks, latency as the mean of all deliveries; small: the range over blocks. The residual is (measured − predicted) / predicted.',
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

/** Theory laid over the figures of a point: how well it did in words, and all of it behind a click. */
export function renderTheory(view: PointView): Markup {
  const rows = theoryOfPoint(view);
  const body =
    rows.length === 0
      ? html`<p class="detail">There is no prediction to lay over these trials.</p>`
      : html`${verdictsOf(rows).map(renderCheck)}
<details><summary>Predicted, measured and residual of each transport</summary>${renderTable(tableOf(rows))}</details>`;
  return html`<div class="more"><h4>Theory and measurement</h4>${body}</div>`;
}
