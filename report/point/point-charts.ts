import { isTested } from '../../scenarios/load/transport.ts';
import type { Preset } from '../../scenarios/scenario.ts';
import { withAllowed } from '../charts/allowed.ts';
import { bytesFigure } from '../charts/bytes.ts';
import { cdfFigure, shapeChecks } from '../charts/cdf.ts';
import { cpuFigure } from '../charts/cpu.ts';
import { latencyFigure } from '../charts/latency.ts';
import { latencySpreadFigure } from '../charts/latency-spread.ts';
import { memoryFigure } from '../charts/memory.ts';
import { ratioChecks } from '../charts/ratio-checks.ts';
import type { ChartFigure } from '../charts/spec.ts';
import { transitsFigure } from '../charts/transits.ts';
import { tellsMemory } from '../model/memory.ts';
import type { PointView } from '../model/point.ts';
import { renderCheck } from '../parts/check.ts';
import { hasFigure, renderFigure } from '../parts/figure.ts';
import { renderTable } from '../parts/table.ts';
import { html, type Markup } from '../text/html.ts';

function group(kind: string, figures: (ChartFigure | null)[]): Markup | null {
  const shown = figures.filter(figure => figure !== null).filter(hasFigure);
  return shown.length > 0
    ? html`<div class="charts ${kind}">${shown.map(renderFigure)}</div>
`
    : null;
}

/** A chart as text only: its summary, its checks and its table. */
const inWords = ({ title, summary, checks, table }: ChartFigure): Markup =>
  html`<p>${summary}</p>${checks.map(renderCheck)}<details class="more"><summary>${title}</summary>${renderTable(table)}</details>
`;

/** How a point is drawn. */
export interface PointChartOptions {
  preset: Preset;
  /** Also draws latency from publish, because a late publisher affects latency from schedule. */
  withPublish: boolean;
  /**
   * The point is one of many. Charts above show the medians of all points, so only other charts are
   * drawn.
   */
  amongMany: boolean;
  /** One transit over the path of the point; null without one. */
  transitMs: number | null;
}

/**
 * The charts of one point that have something to draw. A fault is shown by its timelines. A
 * distribution that matches theory is a chart at one of few points, and a sentence at one of many.
 */
export function renderCharts(view: PointView, options: PointChartOptions): Markup {
  const { preset, withPublish, amongMany, transitMs } = options;
  const { transports, point, scenario } = view;
  const { fault } = point.load;
  const compared = (figure: ChartFigure, ...measures: string[]): ChartFigure => ({
    ...figure,
    checks: [...figure.checks, ...measures.flatMap(id => ratioChecks(view, id, preset))],
  });
  // No model includes a fault, and a window with a fault is not meant to be steady.
  const shaped = fault ? [] : transports;
  const asTheorySays = ({ checks }: ChartFigure) => checks.every(({ warn }) => !warn);
  const shapes = shaped.flatMap(figures => cdfFigure(figures) ?? []);
  const drawnShapes = amongMany ? shapes.filter(figure => !asTheorySays(figure)) : shapes;
  const latency = latencyFigure(transports, 'fromSchedule');
  const told = shaped.filter(figures => amongMany && shapeChecks(figures).every(({ warn }) => !warn));
  const checks = fault ? [] : [...latency.checks, ...told.flatMap(shapeChecks)];
  const ledger = compared(bytesFigure(transports), 'bytes', 'wire');
  // A single line or bar shows no more than the table above and the charts of all points.
  const isAlone = amongMany && transports.filter(({ transport }) => isTested(transport)).length < 2;
  const seldom = amongMany || fault;
  // The cells of a grid serve the cost model, which has charts of its own.
  if (scenario.points.some(({ load }) => load.heldOut)) {
    return html`${[{ ...latency, checks }, ledger].filter(hasFigure).map(inWords)}`;
  }
  return html`${isAlone && checks.map(renderCheck)}${group('latencies', [
    isAlone ? null : { ...latency, checks },
    seldom ? null : withAllowed(compared(latencySpreadFigure(transports), 'p50'), view, 'p50', preset),
    withPublish && !isAlone ? latencyFigure(transports, 'fromPublish') : null,
    transitMs === null || fault ? null : transitsFigure(view, transitMs),
    ...drawnShapes,
  ])}${group('costs', [
    seldom ? null : withAllowed(compared(cpuFigure(transports), 'cpu'), view, 'cpu', preset),
    seldom || !tellsMemory(point.load) ? null : memoryFigure(transports, point.load.subscribers),
  ])}${isAlone ? hasFigure(ledger) && inWords(ledger) : group('', [ledger])}`;
}
