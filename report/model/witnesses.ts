import { silentWitnesses, type Testimony, testimonies } from '../../analysis/comparison/tool-agreement.ts';
import { validOf } from '../../analysis/comparison/transports.ts';
import type { Run } from '../../results/format/run.ts';
import type { MeasuredTrial, Trial } from '../../results/format/trial.ts';
import type { Witness } from '../../scenarios/load/tool.ts';
import type { Transport } from '../../scenarios/load/transport.ts';
import { ORDER } from '../text/transports.ts';
import type { PointView } from './point.ts';
import { type Spread, spreadOver } from './spread.ts';

/** One transport as one generator saw it, and what that cost the generator. Figures are of valid trials. */
export interface GeneratorView {
  transport: Transport;
  generator: Witness | 'lab';
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

/** The trials that witnesses made at a point. */
export const witnessTrialsOf = (
  run: Run,
  { scenario, point }: Pick<PointView, 'scenario' | 'point'>,
): Trial[] =>
  (run.witnesses ?? []).filter(trial => trial.scenario === scenario.id && trial.point === point.id);

const perDelivery = (amount: (trial: MeasuredTrial) => number) => (trial: MeasuredTrial) =>
  trial.deliveries.received === 0 ? null : amount(trial) / trial.deliveries.received;

function viewOf(transport: Transport, generator: Witness | 'lab', trials: Trial[]): GeneratorView {
  const valid = validOf(trials);
  const each = (figure: (trial: MeasuredTrial) => number | null) => spreadOver(valid, figure);
  const latency = (which: 'p50' | 'p99') =>
    each(({ latencyMs, witnessed }) =>
      generator === 'lab'
        ? (latencyMs?.fromSchedule[which] ?? null)
        : (witnessed?.deliveryMs?.[which] ?? null),
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

/** Who saw what at a point, transport by transport, the lab first; nothing where nobody else looked. */
export function generatorViews(run: Run, view: PointView): GeneratorView[] {
  const asked = view.point.load.witnesses ?? [];
  const seen = witnessTrialsOf(run, view);
  if (asked.length === 0 || seen.length === 0) return [];
  return ORDER.flatMap(transport => {
    const own = view.transports.find(figures => figures.transport === transport)?.trials ?? [];
    const witnesses = asked.flatMap(witness => {
      const trials = seen.filter(trial => trial.transport === transport && trial.witness === witness);
      return trials.length === 0 ? [] : [viewOf(transport, witness, trials)];
    });
    return witnesses.length === 0 ? [] : [viewOf(transport, 'lab', own), ...witnesses];
  });
}

/** What each witness of a point and the lab say of the same blocks, in the order of tables. */
export const testimoniesOf = (run: Run, { scenario, point }: PointView): Testimony[] =>
  testimonies(run, scenario.id, point.id).toSorted(
    (a, b) => ORDER.indexOf(a.transport) - ORDER.indexOf(b.transport) || a.witness.localeCompare(b.witness),
  );

/** Those who were to look at a point and of whom nothing can be compared. */
export const silentAt = (run: Run, { scenario, point }: PointView) =>
  silentWitnesses(run, scenario.id, point.id);
