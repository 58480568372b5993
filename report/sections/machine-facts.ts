import type { Run } from '../../results/format/run.ts';
import { DEFAULT_CONGESTION_CONTROL } from '../../scenarios/load/path.ts';
import type { Fact } from '../parts/fact.ts';
import { bytes, counted, given, integer, list } from '../text/format.ts';
import { html, type Markup } from '../text/html.ts';

type Environment = Run['environment'];

const NETWORKS = {
  loopback: 'loopback: server and clients share one network stack; bytes on the wire are not counted',
  isolated:
    'isolated: two network namespaces connected by a virtual Ethernet link; bytes on the wire are counted',
  emulated: 'emulated: an isolated network with delay, loss or limits added; bytes on the wire are counted',
} as const satisfies Record<Environment['network'], string>;

function coresInWords({ cores, serverCores, clientCores, serverKeptAwake }: Environment['cpu']): string {
  const all = counted(cores, 'core');
  if (serverCores === null && clientCores === null) return `${all}, shared by server, clients and publisher`;
  const awake = serverKeptAwake ? ' (kept awake)' : '';
  return `${all}; server on ${serverCores ?? 'any'}${awake}, clients and publisher on ${clientCores ?? 'any'}`;
}

/** The direct dependencies of the lab; all other packages are folded. */
function libraries({ dependencies, directDependencies }: Environment): string | Markup {
  const named = (wanted: (name: string) => boolean) =>
    Object.entries(dependencies).flatMap(([name, version]) => (wanted(name) ? [`${name} ${version}`] : []));
  const direct = named(name => directDependencies.includes(name));
  const others = named(name => !directDependencies.includes(name));
  if (direct.length + others.length === 0) return 'not known';
  return html`${list(direct)}${
    others.length > 0 &&
    html`<details><summary>All ${integer(others.length)} other installed packages</summary>${list(others)}</details>`
  }`;
}

/** The limits that the system reports. */
function limitsInWords({ openFiles, processes, quotaCores, memoryBytes }: Environment['limits']): string {
  const known = [
    openFiles !== null && `${integer(openFiles)} open files per process`,
    processes !== null && `${integer(processes)} processes`,
    quotaCores !== null && `CPU time of ${given(quotaCores)} cores`,
    memoryBytes !== null && `${bytes(memoryBytes)} of memory`,
  ].filter(words => words !== false);
  return known.length === 0 ? 'none known' : `at most ${list(known)}`;
}

/** What paths use instead, whatever the machine does; older runs did as their paths say. */
function congestionOverPaths({ paths = [] }: Pick<Run, 'paths'>): Fact[] {
  const used = paths.map(
    ({ path, congestionControl = path.congestionControl ?? DEFAULT_CONGESTION_CONTROL }) =>
      congestionControl ?? 'not known',
  );
  return used.length === 0 ? [] : [['TCP congestion control over paths', list([...new Set(used)])]];
}

/** The network, the machine and the programs. */
export function machineFacts({ environment, ...run }: Run): Fact[] {
  const { cpu, network, networkNotice, tcpCongestionControl, limits } = environment;
  return [
    ['Network', NETWORKS[network]],
    ...(networkNotice === null ? [] : [['Why this network', networkNotice] satisfies Fact]),
    ['TCP congestion control', tcpCongestionControl ?? 'not known'],
    ...congestionOverPaths(run),
    ['Processor', cpu.model],
    ['Cores', coresInWords(cpu)],
    ['Frequency governor', cpu.governor ?? 'not reported by the system'],
    ['Memory', bytes(environment.memoryBytes)],
    ['System', `${environment.os}, kernel ${environment.kernel}`],
    ['Container', environment.container ?? 'none found'],
    ['Virtual machine', environment.virtualization ?? 'none found'],
    ['Limits', limitsInWords(limits)],
    ['Runtime', `Node ${environment.node}, V8 ${environment.v8}`],
    ['Libraries', libraries(environment)],
  ];
}
