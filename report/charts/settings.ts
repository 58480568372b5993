import { inProse, isTested, TRANSPORTS, type Transport } from '../../scenarios/load/transport.ts';
import type { Preset } from '../../scenarios/scenario.ts';
import { type Measure, spreadOfMetric } from '../model/metric.ts';
import type { PointView } from '../model/point.ts';
import type { Spread } from '../model/spread.ts';
import { figure, withUnit } from '../text/format.ts';
import { type AllowedAt, allowedBy, allowedCell } from './allowed.ts';
import { drawable, needsLogarithm, zeroChecks } from './scale.ts';
import type { Cell, ChartFigure } from './spec.ts';

interface Line {
  transport: Transport;
  spreads: (Spread | null)[];
}

function linesOf(points: readonly PointView[], measure: Measure): Line[] {
  return TRANSPORTS.map(transport => ({
    transport,
    spreads: points.map(view => {
      const figures = view.transports.find(one => one.transport === transport);
      return figures ? spreadOfMetric(figures, measure) : null;
    }),
  })).filter(({ spreads }) => spreads.some(spread => spread !== null));
}

/** Two points: both values of each transport. More points: the lowest value at each. */
function summaryOf(labels: readonly string[], { unit }: Measure, lines: readonly Line[]): string {
  if (lines.length === 0) return 'No valid trial measured this.';
  if (labels.length === 2) {
    const changes = lines.flatMap(({ transport, spreads: [from, to] }) =>
      from && to ? [`${inProse(transport)} ${figure(from.value)} and ${figure(to.value)}\u00a0${unit}`] : [],
    );
    if (changes.length === 0) return 'No transport has a value at both points.';
    return `At “${labels.at(0)}” and “${labels.at(-1)}”: ${changes.join('; ')}.`;
  }
  const least = labels.flatMap((label, index) => {
    const tried = lines
      .filter(({ transport }) => isTested(transport))
      .flatMap(({ transport, spreads }) => {
        const spread = spreads[index];
        return spread ? [{ transport, value: spread.value }] : [];
      });
    const [first] = tried.toSorted((a, b) => a.value - b.value);
    return first ? [`${inProse(first.transport)} ${withUnit(first.value, unit)} at “${label}”`] : [];
  });
  if (least.length === 0) return 'No transport under test has a value.';
  return `Lowest median of any transport under test: ${least.join('; ')}.`;
}

/**
 * One measure of all transports at points without a common axis, side by side, with what verdicts
 * allow; without that where `preset` is null.
 */
export function settingsFigure(
  points: readonly PointView[],
  measure: Measure,
  preset: Preset | null,
): ChartFigure {
  const allowedAt: AllowedAt = preset === null ? () => null : allowedBy(points, measure, preset);
  const labels = points.map(view => view.point.label);
  const lines = linesOf(points, measure);
  const ends = lines.flatMap(({ spreads }) =>
    spreads.flatMap(spread => (spread ? [spread.min, spread.max] : [])),
  );
  const logarithmic = needsLogarithm(ends);
  return {
    title: points.length > 1 ? `${measure.title}, point by point` : measure.title,
    summary: summaryOf(labels, measure, lines),
    checks: zeroChecks(lines, logarithmic),
    spec: {
      kind: 'settings',
      xAxis: `${measure.title} (${measure.unit})`,
      unit: measure.unit,
      logarithmic,
      labels,
      lines: lines.map(({ transport, spreads }) => {
        const allowed = points.map(view => allowedAt(view, transport));
        return {
          transport,
          points: spreads.map(spread => spread && drawable(spread, logarithmic)),
          ...(allowed.some(ends => ends !== null) && { allowed }),
        };
      }),
    },
    table: {
      caption: `${measure.title} (${measure.unit}); small: the range over blocks${preset === null ? '' : ', and what the verdict against the lowest allows'}`,
      columns: ['Transport', ...labels],
      rows: lines.map(({ transport, spreads }): Cell[] => [
        { transport },
        ...points.map((view, index) => allowedCell(spreads[index] ?? null, allowedAt(view, transport))),
      ]),
    },
  };
}
