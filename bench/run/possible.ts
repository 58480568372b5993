import type { RunPoint, RunScenario } from '../../results/format/run.ts';
import { needsCable } from '../../scenarios/load/fault.ts';
import type { BrokerName, ProxyName, Topology } from '../../scenarios/load/topology.ts';
import type { CoreSplit } from '../machine/cores.ts';
import { type Network, openEmulatedNetwork } from '../network/network.ts';
import { findProxy, findValkey } from '../topology/programs.ts';

/** What a machine can measure of what was asked for. */
export interface Possible {
  scenarios: RunScenario[];
  /** Why points are left out, a clause each. */
  leftOut: string[];
  /** A network with an emulated path, if a point has one and the machine can. */
  emulated: Network | null;
}

const hasPath = ({ load }: RunPoint): boolean => load.path !== undefined;
const hasCableFault = ({ load }: RunPoint): boolean => needsCable(load.fault);

/** The scenarios without the points that fulfil a condition, and without those that lose all. */
const without = (scenarios: readonly RunScenario[], condition: (point: RunPoint) => boolean): RunScenario[] =>
  scenarios
    .map(scenario => ({ ...scenario, points: scenario.points.filter(point => !condition(point)) }))
    .filter(({ points }) => points.length > 0);

const some = (scenarios: readonly RunScenario[], condition: (point: RunPoint) => boolean): boolean =>
  scenarios.some(({ points }) => points.some(condition));

/** Finds the programs of a topology; throws what is missing. */
export interface FindPrograms {
  proxy(proxy: ProxyName): unknown;
  broker(broker: BrokerName): unknown;
}
const onThisMachine: FindPrograms = { proxy: findProxy, broker: findValkey };

/** Why the programs of a topology cannot be had, one clause each; none where all are there. */
function missingOf({ proxy, broker }: Topology, find: FindPrograms): string[] {
  const wanted = [
    ...(proxy ? [() => find.proxy(proxy)] : []),
    ...(broker ? [() => find.broker(broker)] : []),
  ];
  return wanted.flatMap(look => {
    try {
      look();
      return [];
    } catch (error) {
      return [(error as Error).message];
    }
  });
}

/**
 * Leaves out the points that the machine cannot have: faults of a cable where there is none,
 * proxies that are not installed, and paths that cannot be emulated. Opens the network that
 * emulates them. Rejects with one line if no point is left.
 */
export async function possibleOf(
  asked: readonly RunScenario[],
  network: Network,
  cores: CoreSplit,
  open: (cores: CoreSplit) => Promise<Network> = openEmulatedNetwork,
  find: FindPrograms = onThisMachine,
): Promise<Possible> {
  const leftOut: string[] = [];
  let scenarios = [...asked];
  let emulated: Network | null = null;
  if (!network.cable && some(scenarios, hasCableFault)) {
    scenarios = without(scenarios, hasCableFault);
    leftOut.push('points that cut connections of the lab’s own network are left out');
  }
  const missingAt = ({ load: { topology } }: RunPoint) => (topology ? missingOf(topology, find) : []);
  const missing = new Set(scenarios.flatMap(({ points }) => points.flatMap(missingAt)));
  if (missing.size > 0) {
    scenarios = without(scenarios, point => missingAt(point).length > 0);
    leftOut.push(`points with programs that are not installed are left out: ${[...missing].join('; ')}`);
  }
  if (some(scenarios, hasPath)) {
    const opened = await (network.cable
      ? open(cores)
      : Promise.reject(new Error('only beside the isolated network'))
    ).catch((error: Error) => error);
    if (opened instanceof Error) {
      scenarios = without(scenarios, hasPath);
      leftOut.push(`points over an emulated path are left out: ${opened.message}`);
    } else emulated = opened;
  }
  if (scenarios.length === 0 && asked.length > 0) {
    throw new Error(`nothing can be measured: ${[network.notice, ...leftOut].filter(Boolean).join('; ')}`);
  }
  return { scenarios, leftOut, emulated };
}
