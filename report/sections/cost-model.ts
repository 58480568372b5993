import type { Quantity } from '../../analysis/cost-model/fit.ts';
import type { CellFit, CostFit, CostModel, TransportCostModel } from '../../analysis/cost-model/model.ts';
import { inProse } from '../../scenarios/load/transport.ts';
import type { Cell, Table } from '../charts/spec.ts';
import { renderCheck } from '../parts/check.ts';
import { heading } from '../parts/heading.ts';
import { reveal } from '../parts/reveal.ts';
import { renderTable } from '../parts/table.ts';
import { figure, integer, list, NOTHING, percent, signedPercent } from '../text/format.ts';
import { html, type Markup } from '../text/html.ts';

/** How each quantity is called, and its unit where cells are compared. */
const QUANTITIES: Record<Quantity, { title: string; prose: string; unit: string }> = {
  cpuMicrosPerSecond: { title: 'Server CPU', prose: 'server CPU', unit: 'µs/s' },
  memoryBytes: { title: 'Server memory', prose: 'server memory', unit: 'B' },
  applicationBytesPerSecond: { title: 'Application bytes', prose: 'application bytes', unit: 'B/s' },
  wireBytesPerSecond: { title: 'Wire bytes', prose: 'wire bytes', unit: 'B/s' },
};

/** Beyond this, in %, a prediction of a cell that the model had not seen is a finding. */
const MAX_ERROR_PERCENT = 20;

interface Fit {
  model: TransportCostModel;
  quantity: Quantity;
  fit: CostFit;
}

const fitsOf = (models: readonly TransportCostModel[]): Fit[] =>
  (Object.keys(QUANTITIES) as Quantity[]).flatMap(quantity =>
    models.flatMap(model => {
      const fit = model.fits[quantity];
      return fit ? [{ model, quantity, fit }] : [];
    }),
  );

const coefficientTable = (fits: readonly Fit[]): Table => ({
  caption:
    'Coefficients of the sums, with their standard errors; R² is the share of what differs between the cells that the sum explains. No error: held at 0, or as many terms as cells.',
  columns: ['What, for each', 'Transport', 'Coefficient', 'Unit', 'R²', 'Cells'],
  rows: fits.flatMap(({ model, quantity, fit }) =>
    fit.coefficients.map((one): Cell[] => [
      `${QUANTITIES[quantity].title}: ${one.per}`,
      { transport: model.transport },
      {
        value: figure(one.value),
        detail: one.standardError === null ? '' : `± ${figure(one.standardError)}`,
      },
      one.unit,
      fit.rSquared === null ? NOTHING : fit.rSquared.toFixed(3),
      integer(fit.cells.length),
    ]),
  ),
});

const cellTable = (fits: readonly Fit[], caption: string, pick: (fit: CostFit) => CellFit[]): Table => ({
  caption,
  columns: ['What, at which cell', 'Transport', 'Measured', 'Predicted', 'Unit', 'Off by'],
  rows: fits.flatMap(({ model, quantity, fit }) =>
    pick(fit).map((cell): Cell[] => [
      `${QUANTITIES[quantity].title}: ${cell.label}`,
      { transport: model.transport },
      figure(cell.observed),
      figure(cell.predicted),
      QUANTITIES[quantity].unit,
      signedPercent(cell.errorPercent),
    ]),
  ),
});

/** How far the worst prediction of a cell that was held out is off, quantity by quantity. */
function heldOutInWords(fits: readonly Fit[]): { text: string; warn: boolean }[] {
  return [...Map.groupBy(fits, ({ quantity }) => quantity)].flatMap(([quantity, own]) => {
    const errors = own.flatMap(({ model, fit }) =>
      fit.heldOut.flatMap(({ errorPercent }) =>
        errorPercent === null ? [] : [{ transport: model.transport, size: Math.abs(errorPercent) }],
      ),
    );
    if (errors.length === 0) return [];
    const worst = [...Map.groupBy(errors, ({ transport }) => transport)].map(([transport, ones]) => ({
      transport,
      size: Math.max(...ones.map(({ size }) => size)),
    }));
    const words = list(worst.map(({ transport, size }) => `${inProse(transport)} ${percent(size)}`));
    const warn = worst.some(({ size }) => size > MAX_ERROR_PERCENT);
    return [
      {
        warn,
        text: `${QUANTITIES[quantity].title}: cells that the model had not seen are predicted to within ${words}.`,
      },
    ];
  });
}

function unfitted(models: readonly TransportCostModel[]): string {
  const missing = (Object.keys(QUANTITIES) as Quantity[]).flatMap(quantity => {
    const own = models.filter(model => model.fits[quantity] === null);
    return own.length > 0
      ? [`${QUANTITIES[quantity].prose} of ${list(own.map(({ transport }) => inProse(transport)))}`]
      : [];
  });
  return missing.length > 0 ? `Too few cells to tell the terms apart: ${list(missing)}.` : '';
}

/** What each transport costs as a sum of constants, and how well that sum predicts what it had not seen; nothing without cells. */
export function renderCostModel(model: CostModel): Markup | null {
  const models = Object.values(model);
  if (models.length === 0) return null;
  const fits = fitsOf(models);
  const missing = unfitted(models);
  return html`<section class="outcome">
${heading(2, 'cost-model', 'What it costs as a sum')}
${reveal('what it costs as a sum')}
<div class="measured">
<p class="rule">Server CPU, memory and bytes of each transport as so much for each request, delivery, KiB and connection, fitted to the grid of this run, memory to those who only wait. Cells that were held out were not used to fit, and are the test. The coefficients are of this machine.</p>
${heldOutInWords(fits).map(renderCheck)}
${missing && html`<p class="detail">${missing}</p>`}
${fits.length > 0 && renderTable(coefficientTable(fits))}
${fits.some(({ fit }) => fit.heldOut.length > 0) && html`<details open><summary>Cells that were held out</summary>${renderTable(cellTable(fits, 'Held out: what the model predicts for cells that it was not fitted to', fit => fit.heldOut))}</details>`}
${fits.length > 0 && html`<details><summary>Cells that it was fitted to</summary>${renderTable(cellTable(fits, 'Fitted: what is left over at the cells that the model was fitted to', fit => fit.cells))}</details>`}
</div>
</section>`;
}
