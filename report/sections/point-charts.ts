import { bytesFigure } from '../charts/bytes.ts';
import { cdfFigure } from '../charts/cdf.ts';
import { cpuFigure } from '../charts/cpu.ts';
import { latencyFigure } from '../charts/latency.ts';
import { latencySpreadFigure } from '../charts/latency-spread.ts';
import { memoryFigure } from '../charts/memory.ts';
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

/** The charts of one point that have something to draw; latency from publish only where the schedule's is not enough. */
export function renderCharts({ transports, point }: PointView, withPublish: boolean): Markup {
  const { subscribers, visits, fault } = point.load;
  const latency = latencyFigure(transports, 'fromSchedule');
  return html`${group('latencies', [
    // Nor is a window with a fault in it meant to be steady.
    fault ? { ...latency, checks: [] } : latency,
    latencySpreadFigure(transports),
    withPublish ? latencyFigure(transports, 'fromPublish') : null,
    // No model knows of a fault.
    ...(fault ? [] : transports.map(cdfFigure)),
  ])}${group('costs', [
    cpuFigure(transports),
    // Visitors come and go: nothing can be shared among them.
    visits ? null : memoryFigure(transports, subscribers),
  ])}${group('', [bytesFigure(transports)])}`;
}
