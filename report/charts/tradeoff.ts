import { inProse } from '../../scenarios/load/transport.ts';
import type { TransportFigures } from '../model/figures.ts';
import type { PointView } from '../model/point.ts';
import type { Spread } from '../model/spread.ts';
import { figure, integer, NOTHING, withUnit } from '../text/format.ts';
import type { ChartFigure, TradeoffSpec } from './spec.ts';

interface Placed {
  transport: TransportFigures['transport'];
  latencyMs: Spread;
  bytes: Spread;
  cpuMicros: Spread;
}

/** Transports with all three values; wire bytes where all transports have them. */
function placedOf({ transports }: PointView): { placed: Placed[]; wire: boolean } {
  const wire = transports.every(one => one.valid.length === 0 || one.wireBytesPerDelivery !== null);
  const placed = transports.flatMap(one => {
    const bytes = wire ? one.wireBytesPerDelivery : one.bytesPerDelivery;
    const latencyMs = one.latency.fromSchedule.p50;
    const cpuMicros = one.cpuMicrosPerDelivery;
    return bytes && latencyMs && cpuMicros ? [{ transport: one.transport, latencyMs, bytes, cpuMicros }] : [];
  });
  return { placed, wire };
}

/** Latency and bytes on the axes, server CPU as the bubble’s area. Lower left is better. */
export function tradeoffFigure(view: PointView): ChartFigure {
  const { placed, wire } = placedOf(view);
  const layer = wire ? 'Wire bytes' : 'Application bytes';
  const words = placed.map(
    ({ transport, latencyMs, bytes, cpuMicros }) =>
      `${inProse(transport)} ${withUnit(latencyMs.value, 'ms')}, ${withUnit(bytes.value, 'B')}, ${withUnit(cpuMicros.value, 'µs')}`,
  );
  const spec: TradeoffSpec = {
    kind: 'tradeoff',
    xAxis: 'Median latency from schedule (ms)',
    yAxis: `${layer} per delivery (B)`,
    bubbles: placed.map(({ transport, latencyMs, bytes, cpuMicros }) => ({
      transport,
      latencyMs: Number(latencyMs.value.toPrecision(4)),
      bytes: Number(bytes.value.toPrecision(4)),
      cpuMicros: Number(cpuMicros.value.toPrecision(4)),
    })),
  };
  return {
    title: `${view.scenario.title}: latency, bytes and (as area) CPU`,
    summary:
      placed.length === 0
        ? 'No valid trial measured all three.'
        : `Median latency, ${layer.toLowerCase()} and server CPU per delivery (the bubble’s area): ${words.join('; ')}.`,
    checks: [],
    spec,
    table: {
      caption: `${view.scenario.title}: CPU as the median over blocks, latency and bytes of all valid trials together`,
      columns: [
        'Transport',
        'Median latency (ms)',
        `${layer} per delivery (B)`,
        'Server CPU per delivery (µs)',
      ],
      rows: view.transports.map(({ transport }) => {
        const own = placed.find(one => one.transport === transport);
        return [
          { transport },
          own ? figure(own.latencyMs.value) : NOTHING,
          own ? integer(own.bytes.value) : NOTHING,
          own ? figure(own.cpuMicros.value) : NOTHING,
        ];
      }),
    },
  };
}
