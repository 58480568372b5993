import { bytesFigure } from '../charts/bytes.ts';
import { cdfFigure } from '../charts/cdf.ts';
import { cpuFigure } from '../charts/cpu.ts';
import { latencyFigure } from '../charts/latency.ts';
import { memoryFigure } from '../charts/memory.ts';
import { html, type Markup } from '../html.ts';
import type { PointView } from '../model/point.ts';
import { renderFigure } from './figure.ts';

/** The charts of one point; latency from publish only where the schedule's is not enough. */
export function renderCharts({ transports, point }: PointView, withPublish: boolean): Markup {
  const latencies = [
    latencyFigure(transports, 'fromSchedule'),
    ...(withPublish ? [latencyFigure(transports, 'fromPublish')] : []),
    ...transports.map(cdfFigure).filter(chart => chart !== null),
  ];
  const costs = [cpuFigure(transports), memoryFigure(transports, point.load.subscribers)];
  return html`<div class="charts latencies">${latencies.map(renderFigure)}</div>
<div class="charts costs">${costs.map(renderFigure)}</div>
<div class="charts">${renderFigure(bytesFigure(transports))}</div>`;
}
