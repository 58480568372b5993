import { inProse, isTested } from '../../scenarios/load/transport.ts';
import type { ChartSpec, Ranged } from '../charts/spec.ts';
import { given, withUnit } from '../text/format.ts';
import type { NumberQuestion } from './round.ts';

/** A title of an axis without its unit, which stands in brackets at its end. */
const withoutUnit = (title: string): string => title.replace(/ \([^()]*\)$/, '');

const asked = (text: string, unit: string, [value, min, max]: Ranged): NumberQuestion => ({
  kind: 'number',
  text: `${text}, in ${unit}`,
  unit,
  value,
  measured: withUnit(value, unit),
  min,
  max,
});

/**
 * The value that a chart draws last, as a question; null where it draws none. For charts of which
 * nothing else can be asked: each chart takes a guess.
 */
export function drawnQuestion(spec: ChartSpec): NumberQuestion | null {
  if (spec.kind === 'curve') {
    const line = spec.lines.findLast(({ transport, points }) => isTested(transport) && points.length > 0);
    const last = line?.points.at(-1);
    if (!line || !last) return null;
    const where = `${given(last.x)} ${spec.xUnit}`;
    return asked(`${withoutUnit(spec.yAxis)} of ${inProse(line.transport)} at ${where}`, spec.unit, last.y);
  }
  if (spec.kind === 'stack') {
    const row = spec.rows.findLast(({ transport, values }) => isTested(transport) && values !== null);
    const total = row?.values?.reduce((sum, value) => sum + value, 0) ?? 0;
    // The name of the largest part would be the answer.
    return row && total > 0
      ? asked(`All parts together with ${inProse(row.transport)}`, spec.unit, [total, total, total])
      : null;
  }
  if (spec.kind !== 'settings') return null;
  for (const { transport, points } of spec.lines.toReversed()) {
    // A guess of 0 or less has no factor.
    const row = points.findLastIndex(point => point !== null && point[0] > 0);
    const point = points[row];
    if (!isTested(transport) || !point) continue;
    const where = `“${spec.labels[row]}”`;
    return asked(`${withoutUnit(spec.xAxis)} of ${inProse(transport)} at ${where}`, spec.unit, point);
  }
  return null;
}
