import type {
  CellFit,
  Coefficient,
  CostFit,
  CostModel,
  TransportCostModel,
} from '../../analysis/cost-model/model.ts';
import type { Quantity } from '../../analysis/cost-model/terms.ts';
import { inProse } from '../../scenarios/load/transport.ts';
import type { Cell, Table } from '../charts/spec.ts';
import { renderCheck } from '../parts/check.ts';
import { foldedSection } from '../parts/folded-section.ts';
import { reveal } from '../parts/reveal.ts';
import { renderTable } from '../parts/table.ts';
import { figure, integer, list, NOTHING, percent, signedPercent } from '../text/format.ts';
import { html, type Markup } from '../text/html.ts';

/** The names of each quantity, and its unit in the tables of cells. */
const QUANTITIES: Record<Quantity, { title: string; prose: string; unit: string }> = {
  cpuMicrosPerSecond: { title: 'Server CPU', prose: 'server CPU', unit: 'µs/s' },
  memoryBytes: { title: 'Server memory', prose: 'server memory', unit: 'B' },
  applicationDownBytesPerSecond: {
    title: 'Application bytes down',
    prose: 'application bytes down',
    unit: 'B/s',
  },
  applicationUpBytesPerSecond: { title: 'Application bytes up', prose: 'application bytes up', unit: 'B/s' },
  wireDownBytesPerSecond: { title: 'Wire bytes down', prose: 'wire bytes down', unit: 'B/s' },
  wireUpBytesPerSecond: { title: 'Wire bytes up', prose: 'wire bytes up', unit: 'B/s' },
};

/** A larger error in % at a held-out cell is a warning. */
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

/** A coefficient whose 95% interval contains 0 is not shown as a cost. */
function coefficientCell({ value, standardError, isDistinguishable, takenFrom }: Coefficient): Cell {
  if (takenFrom !== null) return { value: figure(value), detail: 'as for a response: not measured alone' };
  if (standardError === null) return { value: figure(value), detail: '' };
  const text = `± ${figure(standardError)}`;
  return isDistinguishable
    ? { value: figure(value), detail: text }
    : { value: 'not distinguishable from 0', detail: `${figure(value)} ${text}` };
}

const coefficientTable = (fits: readonly Fit[]): Table => ({
  caption:
    'Coefficients of the cost model with standard errors. Not distinguishable from 0: the 95% interval (Student’s t) contains 0. R² is the share of the variation between cells that the model explains. No standard error: the coefficient was held at 0 or comes from idle subscribers, or there are as many terms as cells.',
  columns: ['Quantity and cost driver', 'Transport', 'Coefficient', 'Unit', 'R²', 'Cells'],
  rows: fits.flatMap(({ model, quantity, fit }) =>
    fit.coefficients.map((one): Cell[] => [
      `${QUANTITIES[quantity].title}: ${one.per}`,
      { transport: model.transport },
      coefficientCell(one),
      one.unit,
      fit.rSquared === null ? NOTHING : fit.rSquared.toFixed(3),
      integer(fit.cells.length),
    ]),
  ),
});

const cellTable = (fits: readonly Fit[], caption: string, pick: (fit: CostFit) => CellFit[]): Table => ({
  caption,
  columns: ['Quantity and cell', 'Transport', 'Measured', 'Predicted', 'Unit', 'Error'],
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

/** The largest prediction error at a held-out cell, for each quantity. */
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
        text: `${QUANTITIES[quantity].title}, largest prediction error at held-out cells: ${words}.`,
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
  return missing.length > 0 ? `Too few cells to fit: ${list(missing)}.` : '';
}

/** The cost model of each transport and its errors at held-out cells; null without cells. */
export function renderCostModel(model: CostModel): Markup | null {
  const models = Object.values(model);
  if (models.length === 0) return null;
  const fits = fitsOf(models);
  const missing = unfitted(models);
  return foldedSection(
    'cost-model',
    'Cost model',
    html`${reveal('cost model')}
<div class="measured">
<p class="rule">The model predicts server CPU, memory and bytes of each transport as a sum of costs per request, delivery, heartbeat, KiB and connection. CPU is fitted to the grid of loads of this run, bytes to idle subscribers as well. Memory and the CPU of a heartbeat are fitted to idle subscribers alone. Held-out cells test the model and are not used to fit it. The coefficients hold for this machine.</p>
${heldOutInWords(fits).map(renderCheck)}
${missing && html`<p class="detail">${missing}</p>`}
${fits.length > 0 && renderTable(coefficientTable(fits))}
${fits.some(({ fit }) => fit.heldOut.length > 0) && html`<details open><summary>Held-out cells</summary>${renderTable(cellTable(fits, 'Held-out cells: measured values and predictions', fit => fit.heldOut))}</details>`}
${fits.length > 0 && html`<details><summary>Fitted cells</summary>${renderTable(cellTable(fits, 'Fitted cells: measured values and predictions', fit => fit.cells))}</details>`}
</div>`,
    'outcome',
  );
}
