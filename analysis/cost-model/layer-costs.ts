import type { Run } from '../../results/format/run.ts';
import type { MeasuredTrial } from '../../results/format/trial.ts';
import type { Connection } from '../../scenarios/load/connection.ts';
import type { Load } from '../../scenarios/load/load.ts';
import type { TestedTransport } from '../../scenarios/load/transport.ts';
import { validOf } from '../comparison/transports.ts';
import { type Layered, layeredPoints } from '../runs/layered.ts';
import { canonical } from '../runs/pairs.ts';
import { median } from '../statistics/paired-ratios.ts';
import { KNOWN_LAYER_COSTS } from './known-layer-costs.ts';
import type { Factor, LayerCost, Range } from './model.ts';

type Of = (trial: MeasuredTrial) => number | null;

const perDelivery = ({ deliveries: { arrived } }: MeasuredTrial, amount: number): number | null =>
  arrived === 0 ? null : amount / arrived;

const cpu: Of = ({ server }) => server.cpuMicrosPerDelivery;
const BYTES = {
  application: {
    out: trial => perDelivery(trial, trial.bandwidth.application.downBytes),
    in: trial => perDelivery(trial, trial.bandwidth.application.upBytes),
  },
  wire: {
    out: trial => trial.bandwidth.wire && perDelivery(trial, trial.bandwidth.wire.downBytes),
    in: trial => trial.bandwidth.wire && perDelivery(trial, trial.bandwidth.wire.upBytes),
  },
} satisfies Record<string, Record<'out' | 'in', Of>>;

/** Deliveries on the cable that others publish, without a fault or an excess: what is planned. */
const isPlanned = (load: Load): boolean =>
  !load.path &&
  !load.topology &&
  !load.visits &&
  !load.senders &&
  !load.fault &&
  !load.stalledShare &&
  !load.overload &&
  !load.browser &&
  load.arrivals.kind !== 'none';

/** The median of a value at both ends of a pair; null where one has none. */
function endsOf(run: Run, { plain, over }: Layered, transport: TestedTransport, of: Of) {
  const [after, before] = [over, plain].map(place => {
    const trials = run.trials.filter(
      trial =>
        trial.scenario === place.scenario && trial.point === place.point && trial.transport === transport,
    );
    return median(
      validOf(trials)
        .map(of)
        .filter(value => value !== null),
    );
  });
  return after == null || before == null ? null : { after, before };
}

/** Of these points, how many times as much there is; null where a point has no value. */
function factorOf(run: Run, points: readonly Layered[], transport: TestedTransport, of: Of): Factor | null {
  const ratios = points.map(point => {
    const ends = endsOf(run, point, transport, of);
    if (ends === null) return null;
    // What sends nothing without it sends nothing with it, as the client of an event stream.
    if (ends.before === 0) return ends.after === 0 ? 1 : null;
    return ends.after / ends.before;
  });
  const known = ratios.filter(ratio => ratio !== null);
  const value = median(known);
  if (value === null || known.length < ratios.length) return null;
  return { value, least: Math.min(...known), most: Math.max(...known) };
}

function bothWays(run: Run, points: readonly Layered[], transport: TestedTransport, of: { out: Of; in: Of }) {
  const [out, into] = [of.out, of.in].map(one => factorOf(run, points, transport, one));
  return out && into ? { out, in: into } : null;
}

function payloadsOf(points: readonly Layered[]): Range {
  const all = points.map(({ over }) => over.load.payloadBytes);
  return { least: Math.min(...all), most: Math.max(...all) };
}

/**
 * What TLS and compression change of the CPU and the bytes of a transport, by kind of connection:
 * from all points of the run that have the same load with it and without.
 */
export function layerCostsOf(run: Run, transport: TestedTransport): LayerCost[] {
  const points = layeredPoints(run, isPlanned).filter(
    one => endsOf(run, one, transport, cpu) !== null && one.connection.tls !== 'resumed',
  );
  const kinds = Map.groupBy(points, ({ connection }) => canonical(connection));
  return [...kinds.values()].flatMap((own): LayerCost[] => {
    const connection = own[0]?.connection as Connection;
    const cpuFactor = factorOf(run, own, transport, cpu);
    const application = bothWays(run, own, transport, BYTES.application);
    if (!cpuFactor || !application) return [];
    return [
      {
        connection,
        cpu: cpuFactor,
        application,
        wire: bothWays(run, own, transport, BYTES.wire),
        points: own.length,
        payloadBytes: payloadsOf(own),
      },
    ];
  });
}

/**
 * The same of a run, and for each kind of connection that it did not measure what the committed
 * sample of the layers did: on another machine, at other loads.
 */
export function ownOrKnownLayerCosts(run: Run, transport: TestedTransport): LayerCost[] {
  const own = layerCostsOf(run, transport);
  const kinds = new Set(own.map(({ connection }) => canonical(connection)));
  const { run: from, costs } = KNOWN_LAYER_COSTS;
  const known = (costs[transport] ?? []).filter(({ connection }) => !kinds.has(canonical(connection)));
  return [...own, ...known.map(one => ({ ...one, from }))];
}
