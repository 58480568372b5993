import { type CrossCheck, crossChecks, silentTools } from '../../analysis/comparison/tool-agreement.ts';
import { validOf } from '../../analysis/comparison/transports.ts';
import type { Run } from '../../results/format/run.ts';
import type { MeasuredTrial, Trial } from '../../results/format/trial.ts';
import type { Tool } from '../../scenarios/load/tool.ts';
import { TRANSPORTS, type Transport } from '../../scenarios/load/transport.ts';
import type { PointView } from './point.ts';
import { type Spread, spreadOver } from './spread.ts';

/**
 * One transport as one load generator measured it, and what that cost the generator. Values are of
 * valid trials.
 */
export interface GeneratorView {
  transport: Transport;
  generator: Tool | 'lab';
  trials: Trial[];
  valid: MeasuredTrial[];
  p50Ms: Spread | null;
  p99Ms: Spread | null;
  downBytesPerDelivery: Spread | null;
  upBytesPerDelivery: Spread | null;
  clientCpuMicrosPerDelivery: Spread | null;
  clientMemoryBytesPerSubscriber: Spread | null;
  serverCpuMicrosPerDelivery: Spread | null;
}

/** The tool trials of a point. */
export const toolTrialsOf = (run: Run, { scenario, point }: Pick<PointView, 'scenario' | 'point'>): Trial[] =>
  (run.toolTrials ?? []).filter(trial => trial.scenario === scenario.id && trial.point === point.id);

const perDelivery = (amount: (trial: MeasuredTrial) => number) => (trial: MeasuredTrial) =>
  trial.deliveries.received === 0 ? null : amount(trial) / trial.deliveries.received;

function viewOf(transport: Transport, generator: Tool | 'lab', trials: Trial[]): GeneratorView {
  const valid = validOf(trials);
  const each = (figure: (trial: MeasuredTrial) => number | null) => spreadOver(valid, figure);
  const latency = (which: 'p50' | 'p99') =>
    each(({ latencyMs, toolReport }) =>
      generator === 'lab'
        ? (latencyMs?.fromSchedule[which] ?? null)
        : (toolReport?.deliveryMs?.[which] ?? null),
    );
  const cpu = ({ server }: MeasuredTrial) => server.cpuMicros.user + server.cpuMicros.system;
  return {
    transport,
    generator,
    trials,
    valid,
    p50Ms: latency('p50'),
    p99Ms: latency('p99'),
    downBytesPerDelivery: each(perDelivery(({ bandwidth }) => bandwidth.application.downBytes)),
    upBytesPerDelivery: each(perDelivery(({ bandwidth }) => bandwidth.application.upBytes)),
    clientCpuMicrosPerDelivery: each(trial => trial.generator.cpuMicrosPerDelivery),
    clientMemoryBytesPerSubscriber: each(trial => trial.generator.memoryBytesPerSubscriber),
    serverCpuMicrosPerDelivery: each(perDelivery(cpu)),
  };
}

/**
 * The measurements of each load generator at a point, by transport, the lab first; empty where no
 * tool ran.
 */
export function generatorViews(run: Run, view: PointView): GeneratorView[] {
  const asked = view.point.load.tools ?? [];
  const seen = toolTrialsOf(run, view);
  if (asked.length === 0 || seen.length === 0) return [];
  return TRANSPORTS.flatMap(transport => {
    const own = view.transports.find(figures => figures.transport === transport)?.trials ?? [];
    const tools = asked.flatMap(tool => {
      const trials = seen.filter(trial => trial.transport === transport && trial.tool === tool);
      return trials.length === 0 ? [] : [viewOf(transport, tool, trials)];
    });
    return tools.length === 0 ? [] : [viewOf(transport, 'lab', own), ...tools];
  });
}

/** The cross-checks of a point over the same blocks, in the order of tables. */
export const crossChecksOf = (run: Run, { scenario, point }: PointView): CrossCheck[] =>
  crossChecks(run, scenario.id, point.id).toSorted(
    (a, b) =>
      TRANSPORTS.indexOf(a.transport) - TRANSPORTS.indexOf(b.transport) || a.tool.localeCompare(b.tool),
  );

/** The tools of a point that have nothing to compare. */
export const silentAt = (run: Run, { scenario, point }: PointView) => silentTools(run, scenario.id, point.id);
