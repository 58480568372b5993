import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrokerName, ProxyName, Topology } from '../../scenarios/load/topology.ts';
import { BROKER_NAMES, PROXY_NAMES } from '../../scenarios/load/topology-words.ts';
import { ENTRIES } from '../processes/entries.ts';
import type { FromPart, PartConfig, ToPart } from '../processes/messages.ts';
import { type Child, startChild } from '../processes/start-child.ts';
import type { TrialSettings } from './trial-plan.ts';

/** The process that has the proxy in front of the servers, or their broker. */
export type PartProcess<R extends 'proxy' | 'broker'> = {
  role: R;
  child: Child<FromPart, ToPart>;
  folder: string;
};

/** Where those are reached that stand beside each other. */
export const LOCAL_HOST = '127.0.0.1';

/** Starts the program of a part in a folder of its own. */
function startPart(
  name: string,
  part: PartConfig['part'],
  host: string,
  { network }: Pick<TrialSettings, 'network'>,
) {
  const folder = mkdtempSync(join(tmpdir(), `pushlab-${part.role}-`));
  const config: PartConfig = { part, host, folder };
  const child = startChild<FromPart, ToPart>({
    name,
    entry: ENTRIES.part,
    config,
    prefix: network.frontPrefix,
  });
  return { child, folder };
}

/** Starts a proxy in front of servers that listen on these ports. */
export function startProxy(
  { configuration = 'tuned' }: Topology,
  proxy: ProxyName,
  serverPorts: readonly number[],
  settings: Pick<TrialSettings, 'network'>,
): PartProcess<'proxy'> {
  const part = { role: 'proxy', proxy, configuration, serverPorts } as const;
  return { role: 'proxy', ...startPart(PROXY_NAMES[proxy], part, settings.network.host, settings) };
}

/** Where a broker is reached: at an address of its own where it may be cut off. */
export const brokerHostOf = ({ cable }: TrialSettings['network']): string =>
  cable ? '127.0.0.9' : LOCAL_HOST;

/** Starts a broker behind the servers, which alone reach it. */
export function startBroker(
  broker: BrokerName,
  { storage = 'memory' }: Topology,
  settings: Pick<TrialSettings, 'network'>,
): PartProcess<'broker'> {
  const part = { role: 'broker', broker, storage } as const;
  const host = brokerHostOf(settings.network);
  return { role: 'broker', ...startPart(BROKER_NAMES[broker], part, host, settings) };
}
