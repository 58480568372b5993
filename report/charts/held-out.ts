import type { CostModel } from '../../analysis/cost-model/model.ts';
import { inProse, isTested, TRANSPORTS } from '../../scenarios/load/transport.ts';
import { list, NOTHING, signedPercent } from '../text/format.ts';
import type { Cell, ChartFigure, Ranged } from './spec.ts';

/**
 * How far the server CPU that the model predicts is off at each load that it was not fitted to.
 * Null where no load was held out.
 */
export function heldOutFigure(model: CostModel): ChartFigure | null {
  const fits = TRANSPORTS.filter(isTested).flatMap(transport => {
    const cells = model[transport]?.fits.cpuMicrosPerSecond?.heldOut ?? [];
    return cells.length > 0 ? [{ transport, cells }] : [];
  });
  const labels = [...new Set(fits.flatMap(({ cells }) => cells.map(({ label }) => label)))];
  if (labels.length === 0) return null;
  const lines = fits.map(({ transport, cells }) => ({
    transport,
    errors: labels.map(label => cells.find(one => one.label === label)?.errorPercent ?? null),
  }));
  const worst = lines.map(({ transport, errors }) => {
    const known = errors.filter(error => error !== null).toSorted((a, b) => Math.abs(b) - Math.abs(a));
    return `${inProse(transport)} ${signedPercent(known[0])}`;
  });
  return {
    title: 'Error of the predicted server CPU',
    summary: `Largest error at a load that the model was not fitted to: ${list(worst)}.`,
    checks: [],
    spec: {
      kind: 'settings',
      xAxis: 'Predicted more or less than measured (%)',
      unit: '%',
      logarithmic: false,
      labels,
      lines: lines.map(({ transport, errors }) => ({
        transport,
        points: errors.map((error): Ranged | null => (error === null ? null : [error, error, error])),
      })),
    },
    table: {
      caption: 'Server CPU at loads that the model was not fitted to: predicted more or less than measured',
      columns: ['Transport', ...labels],
      rows: lines.map(({ transport, errors }): Cell[] => [
        { transport },
        ...errors.map(error => (error === null ? NOTHING : signedPercent(error))),
      ]),
    },
  };
}
