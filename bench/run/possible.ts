import type { RunPoint, RunScenario } from '../../results/format/run.ts';
import { PROXIES, type ProxyName } from '../../scenarios/load/topology.ts';
import type { CoreSplit } from '../machine/cores.ts';
import { type Network, openEmulatedNetwork } from '../network/network.ts';
import { findProxy } from '../topology/programs.ts';

/** What a machine can measure of what was asked for. */
export interface Possible {
  scenarios: RunScenario[];
  /** Why points are left out, a clause each. */
  leftOut: string[];
  /** A network with an emulated path, if a point has one and the machine can. */
  emulated: Network | null;
}

const hasPath = ({ load }: RunPoint): boolean => load.path !== undefined;
const needsCable = ({ load }: RunPoint): boolean =>
  load.fault?.kind === 'cut' || load.fault?.kind === 'address';

/** The scenarios without the points that fulfil a condition, and without those that lose all. */
const without = (scenarios: readonly RunScenario[], condition: (point: RunPoint) => boolean): RunScenario[] =>
  scenarios
    .map(scenario => ({ ...scenario, points: scenario.points.filter(point => !condition(point)) }))
    .filter(({ points }) => points.length > 0);

const some = (scenarios: readonly RunScenario[], condition: (point: RunPoint) => boolean): boolean =>
  scenarios.some(({ points }) => points.some(condition));

/** Why points through each proxy cannot be had: its program is missing; none where it is there. */
function missingProxies(
  scenarios: readonly RunScenario[],
  find: (proxy: ProxyName) => unknown,
): { proxy: ProxyName; why: string }[] {
  return PROXIES.filter(proxy => some(scenarios, ({ load }) => load.topology?.proxy === proxy)).flatMap(
    proxy => {
      try {
        find(proxy);
        return [];
      } catch (error) {
        return [{ proxy, why: (error as Error).message }];
      }
    },
  );
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
  find: (proxy: ProxyName) => unknown = findProxy,
): Promise<Possible> {
  const leftOut: string[] = [];
  let scenarios = [...asked];
  let emulated: Network | null = null;
  if (!network.cable && some(scenarios, needsCable)) {
    scenarios = without(scenarios, needsCable);
    leftOut.push('points at which a cable is cut are left out');
  }
  const missing = missingProxies(scenarios, find);
  if (missing.length > 0) {
    const names = missing.map(({ proxy }) => proxy);
    scenarios = without(
      scenarios,
      ({ load }) => load.topology !== undefined && names.includes(load.topology.proxy),
    );
    leftOut.push(`points through a proxy are left out: ${missing.map(({ why }) => why).join('; ')}`);
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
