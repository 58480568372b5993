import { inProse, TRANSPORTS, type Transport } from '../../scenarios/load/transport.ts';
import type { Preset } from '../../scenarios/scenario.ts';
import type { Curve } from '../model/axis.ts';
import { type Crossover, crossovers } from '../model/crossover.ts';
import { type Measure, spreadOfMetric } from '../model/metric.ts';
import type { PointView } from '../model/point.ts';
import type { Spread } from '../model/spread.ts';
import { capital, counted, figure, given, integer, list, NOTHING, times } from '../text/format.ts';
import { type AllowedAt, allowedBy, allowedCell } from './allowed.ts';
import { modelChecks, modelLines } from './model-lines.ts';
import { drawable, needsLogarithm, zeroChecks } from './scale.ts';
import type { Cell, ChartFigure, Check, CurveSpec } from './spec.ts';

interface Line {
  transport: Transport;
  spreads: { x: number; view: PointView; spread: Spread | null }[];
}

function linesOf({ placed }: Curve, measure: Measure): Line[] {
  return TRANSPORTS.map(transport => ({
    transport,
    spreads: placed.map(({ view, x }) => {
      const figures = view.transports.find(one => one.transport === transport);
      return { x, view, spread: figures ? spreadOfMetric(figures, measure) : null };
    }),
  })).filter(({ spreads }) => spreads.some(({ spread }) => spread !== null));
}

/** Where the order of two transports changes, as a sentence part. */
function inWords({ before, after, from, to, at, resolved }: Crossover, unit: string): string {
  const ends = `${given(from)} and ${given(to)}`;
  if (!resolved) return `${inProse(after)} and ${inProse(before)} between ${ends}`;
  const where =
    at === null ? `somewhere between ${ends} ${unit}` : `at about ${figure(at)} ${unit} (between ${ends})`;
  return `${inProse(after)} falls below ${inProse(before)} ${where}`;
}

/**
 * Where the first two transports are known to change places along an axis, and by how much, in a
 * sentence; null if nowhere. Others are counted.
 */
export function crossoverInWords(axis: Curve, measure: Measure): string | null {
  const [first, ...others] = crossovers(axis, measure).filter(({ resolved }) => resolved);
  if (!first) return null;
  const more =
    others.length > 0
      ? `; ${counted(others.length, 'more change', 'more changes')} of order in the picture`
      : '';
  const { before, after, from, to, at, ratios } = first;
  const where = at === null ? `between ${given(from)} and ${given(to)}` : `at about ${figure(at)}`;
  return `${capital(inProse(after))} falls below ${inProse(before)} ${where} ${axis.unit}, from ${times(ratios.from)} to ${times(ratios.to)} of it${more}.`;
}

/** If more changes of order are undecided, the report only counts them. */
const MOST_OPEN = 3;

/**
 * Which transports change their order along an axis in a measure, and where; undecided changes are
 * named as such.
 */
export function crossoverChecks(axis: Curve, measure: Measure): Check[] {
  const all = crossovers(axis, measure);
  const [sure, open] = [all.filter(one => one.resolved), all.filter(one => !one.resolved)];
  const words = (ones: Crossover[]) => ones.map(one => inWords(one, axis.unit)).join('; ');
  const openInWords =
    open.length > MOST_OPEN
      ? `${integer(open.length)} changes in the order of the medians are not decided by this run.`
      : `Changes in the order of the medians, not decided by this run: ${words(open)} ${axis.unit}.`;
  return [
    ...(sure.length > 0 ? [{ warn: false, text: `Cross-over: ${words(sure)}.` }] : []),
    ...(open.length > 0 ? [{ warn: false, text: openInWords }] : []),
  ];
}

/** The vertical axis of charts that stand beside each other: one for all. */
interface Scale {
  logarithmic: boolean;
  ends: [least: number, most: number] | null;
}

function scaleOf(curves: readonly Curve[], measure: Measure): Scale {
  const ends = curves.flatMap(curve =>
    linesOf(curve, measure).flatMap(({ spreads }) =>
      spreads.flatMap(({ spread }) => (spread ? [spread.min, spread.max] : [])),
    ),
  );
  const logarithmic = needsLogarithm(ends);
  const shown = ends.filter(value => !logarithmic || value > 0);
  const isShared = curves.length > 1 && shown.length > 0;
  return { logarithmic, ends: isShared ? [Math.min(...shown), Math.max(...shown)] : null };
}

function specOf(
  axis: Curve,
  measure: Measure,
  lines: readonly Line[],
  scale: Scale,
  allowedAt: AllowedAt,
): CurveSpec {
  const { logarithmic: y, ends } = scale;
  const models = modelLines(axis, measure);
  return {
    kind: 'curve',
    xAxis: axis.title,
    xUnit: axis.unit,
    yAxis: `${measure.title} (${measure.unit})`,
    unit: measure.unit,
    logarithmic: { x: axis.placed.every(({ x }) => x > 0), y },
    lines: lines.map(({ transport, spreads }) => ({
      transport,
      points: spreads.flatMap(({ x, view, spread }) => {
        const drawn = spread && drawable(spread, y);
        const allowed = allowedAt(view, transport);
        return drawn ? [{ x, y: drawn, ...(allowed && { allowed }) }] : [];
      }),
    })),
    ...(models.length > 0 && { models }),
    ...(ends && { ends }),
    limit: null,
  };
}

/** How the value of each transport changes from one end of the axis to the other. */
export function changeInWords(axis: Curve, measure: Measure): string {
  return summaryOf(axis, measure, linesOf(axis, measure));
}

/**
 * A line from its first value to its last, with their positions if these are not the ends of the
 * axis.
 */
function lineInWords({ transport, spreads }: Line, { placed }: Curve, unit: string): string {
  const known = spreads.flatMap(({ x, spread }) => (spread ? [{ x, value: spread.value }] : []));
  const [from, to] = [known.at(0), known.at(-1)];
  if (!from || !to) return `${inProse(transport)} ${NOTHING}`;
  if (from === to)
    return `${inProse(transport)} ${figure(from.value)}\u00a0${unit} (only at ${given(from.x)})`;
  const whole = from.x === placed.at(0)?.x && to.x === placed.at(-1)?.x;
  const where = whole ? '' : ` (${given(from.x)} to ${given(to.x)})`;
  return `${inProse(transport)} ${figure(from.value)} → ${figure(to.value)}\u00a0${unit}${where}`;
}

function summaryOf(axis: Curve, { unit }: Measure, lines: readonly Line[]): string {
  if (lines.length === 0) return 'No valid trial measured this.';
  const [first, last] = [axis.placed.at(0)?.x ?? 0, axis.placed.at(-1)?.x ?? 0];
  const changes = lines.map(line => lineInWords(line, axis, unit));
  return `From ${given(first)} to ${given(last)} ${axis.unit}: ${list(changes)}.`;
}

/**
 * How one measure of all transports changes with the number by which the points differ, and what
 * the models predict. `beside`: the curves whose charts have the same vertical axis.
 */
export function curveFigure(
  axis: Curve,
  measure: Measure,
  preset: Preset,
  beside: readonly Curve[] = [axis],
): ChartFigure {
  const allowedAt = allowedBy(
    axis.placed.map(({ view }) => view),
    measure,
    preset,
  );
  const lines = linesOf(axis, measure);
  const scale = scaleOf(beside, measure);
  return {
    title: `${measure.title}, by ${axis.prose}${axis.shared === null ? '' : `: ${axis.shared}`}`,
    summary: summaryOf(axis, measure, lines),
    checks: [
      ...crossoverChecks(axis, measure),
      ...modelChecks(axis, measure),
      ...zeroChecks(
        lines.map(({ transport, spreads }) => ({ transport, spreads: spreads.map(({ spread }) => spread) })),
        scale.logarithmic,
      ),
    ],
    spec: specOf(axis, measure, lines, scale, allowedAt),
    table: {
      caption: `${measure.title} (${measure.unit}) over: ${axis.title}; small: the range over blocks, and what the verdict against the lowest allows`,
      columns: ['Transport', ...axis.placed.map(({ x }) => given(x))],
      rows: lines.map(({ transport, spreads }): Cell[] => [
        { transport },
        ...spreads.map(({ view, spread }) => allowedCell(spread, allowedAt(view, transport))),
      ]),
    },
  };
}
