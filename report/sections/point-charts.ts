import type { Preset } from '../../scenarios/scenario.ts';
import { bytesFigure } from '../charts/bytes.ts';
import { cdfFigure } from '../charts/cdf.ts';
import { cpuFigure } from '../charts/cpu.ts';
import { latencyFigure } from '../charts/latency.ts';
import { latencySpreadFigure } from '../charts/latency-spread.ts';
import { memoryFigure } from '../charts/memory.ts';
import { ratioChecks } from '../charts/ratio-checks.ts';
import type { ChartFigure } from '../charts/spec.ts';
import { html, type Markup } from '../html.ts';
import type { PointView } from '../model/point.ts';
import { hasFigure, renderFigure } from './figure.ts';

function group(kind: string, figures: (ChartFigure | null)[]): Markup | null {
  const shown = figures.filter(figure => figure !== null).filter(hasFigure);
  return shown.length > 0
    ? html`<div class="charts ${kind}">${shown.map(renderFigure)}</div>
`
    : null;
}

/** What a point is drawn with. */
export interface PointChartOptions {
  preset: Preset;
  /** Latency from publish, too: only where the schedule's is not enough. */
  withPublish: boolean;
  /** The medians of all its neighbours, with their ranges, stand above: what is drawn is what those do not show. */
  amongMany: boolean;
}

/** The charts of one point that have something to draw. */
export function renderCharts(view: PointView, { preset, withPublish, amongMany }: PointChartOptions): Markup {
  const { transports, point } = view;
  const { subscribers, visits, fault } = point.load;
  const compared = (figure: ChartFigure, ...measures: string[]): ChartFigure => ({
    ...figure,
    checks: [...figure.checks, ...measures.flatMap(id => ratioChecks(view, id, preset))],
  });
  const latency = latencyFigure(transports, 'fromSchedule');
  return html`${group('latencies', [
    // Nor is a window with a fault in it meant to be steady.
    fault ? { ...latency, checks: [] } : latency,
    amongMany ? null : compared(latencySpreadFigure(transports), 'p50'),
    withPublish ? latencyFigure(transports, 'fromPublish') : null,
    // No model knows of a fault.
    ...(fault ? [] : transports.map(cdfFigure)),
  ])}${group('costs', [
    amongMany ? null : compared(cpuFigure(transports), 'cpu'),
    // Visitors come and go: nothing can be shared among them.
    amongMany || visits ? null : memoryFigure(transports, subscribers),
  ])}${group('', [compared(bytesFigure(transports), 'bytes', 'wire')])}`;
}
