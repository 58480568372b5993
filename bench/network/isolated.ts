import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';

/** Two network namespaces connected by a virtual cable. */
export interface IsolatedNetwork {
  host: string;
  wireInterface: string;
  /** Prefix of a command that must run at the server's end, or at the clients'. */
  enterServer: string[];
  enterClients: string[];
  /** Drops all packets in both directions, without informing either end. */
  cut(): Promise<void>;
  /** Restores the cable after a cut. */
  restore(): Promise<void>;
  close(): Promise<void>;
}

const WIRE = 'wire';
// From the range that RFC 2544 reserves for benchmarks between two networks.
const SERVER_END = { address: '198.18.0.1', mac: '02:00:00:00:00:01' };
const CLIENTS_END = { address: '198.18.0.2', mac: '02:00:00:00:00:02' };
const UNKNOWN_MACS = { server: '02:00:00:00:00:98', clients: '02:00:00:00:00:99' };
/** One Ethernet frame per segment, so that the counters show what a real cable would carry. */
const LINK = 'mtu 1500 gso_max_segs 1';

/** A step takes milliseconds. The timeout keeps a hanging step from blocking the bench. */
const STEP_TIMEOUT_MS = 5000;

/** Explains why a command could not be started. */
function startFault(error: NodeJS.ErrnoException, program: string | undefined): Error {
  return error.code === 'ENOENT' ? new Error(`${program} is not installed`) : error;
}

/** Runs a command to its end. Rejects with the last line of its error output. */
async function run(command: readonly string[]): Promise<void> {
  const child = spawn(command[0] as string, command.slice(1), {
    stdio: ['ignore', 'ignore', 'pipe'],
    timeout: STEP_TIMEOUT_MS,
  });
  const [stderr, [code]] = await Promise.all([text(child.stderr), once(child, 'close')]).catch(error => {
    throw startFault(error, command[0]);
  });
  if (code !== 0) {
    throw new Error(stderr.trim().split('\n').at(-1) || `${command[0]} ended with ${code}`);
  }
}

/**
 * Keeps a namespace alive: a process that waits until its standard input ends, which happens at the
 * latest when the bench ends. The kernel removes the namespace with its last process, and the other
 * end of the cable with the first.
 */
async function keepNamespace(enter: readonly string[]): Promise<ChildProcess> {
  const command = [...enter, 'sh', '-c', 'echo ready && exec cat >/dev/null'];
  const keeper = spawn(command[0] as string, command.slice(1), {
    stdio: ['pipe', 'pipe', 'pipe'],
    // The terminal's Ctrl-C must not reach it: the interrupted trial still has to end in order.
    detached: true,
  });
  const errorOutput = text(keeper.stderr);
  const ended = once(keeper, 'exit').then(
    async () => {
      throw new Error((await errorOutput).trim().split('\n').at(-1) || 'the namespace could not be made');
    },
    error => {
      throw startFault(error, command[0]);
    },
  );
  ended.catch(() => {}); // Its end is an error only before it is ready.
  const outOfTime = setTimeout(() => keeper.kill('SIGKILL'), STEP_TIMEOUT_MS);
  await Promise.race([once(keeper.stdout, 'data'), ended]).finally(() => clearTimeout(outOfTime));
  return keeper;
}

async function release(keeper: ChildProcess): Promise<void> {
  if (keeper.exitCode !== null || keeper.signalCode !== null) return;
  const ended = once(keeper, 'exit');
  keeper.stdin?.end();
  await ended;
}

/** Sets the neighbour's address, so that no ARP request is needed on the cable. */
const setNeighbour = ({ address, mac }: typeof SERVER_END) =>
  `ip neigh replace ${address} lladdr ${mac} dev ${WIRE} nud permanent`;

/** Sets up one end of the cable: its own address and its peer's. */
function setUpEnd(own: typeof SERVER_END, peer: typeof SERVER_END): string {
  return [
    'for file in /proc/sys/net/ipv6/conf/*/disable_ipv6; do [ ! -e $file ] || echo 1 > $file; done',
    // Path metrics of one trial must not help the next.
    'echo 1 > /proc/sys/net/ipv4/tcp_no_metrics_save',
    'ip link set lo up',
    `ip link set ${WIRE} up`,
    `ip addr add ${own.address}/30 dev ${WIRE}`,
    setNeighbour(peer),
  ].join(' && ');
}

/**
 * Commands that make a network namespace, and options of nsenter that enter it: as root, or as root
 * of a new user namespace.
 */
const AS_ROOT = { unshare: ['unshare', '--net'], enter: ['--net'] };
const AS_USER = {
  unshare: ['unshare', '--user', '--map-root-user', '--net'],
  enter: ['--user', '--preserve-credentials', '--net'],
};

async function make(way: typeof AS_ROOT): Promise<IsolatedNetwork> {
  const keepers: ChildProcess[] = [];
  const close = async () => void (await Promise.all(keepers.map(release)));
  const enter = ({ pid }: ChildProcess) => ['nsenter', '--target', `${pid}`, ...way.enter, '--'];
  try {
    const server = await keepNamespace(way.unshare);
    keepers.push(server);
    const clients = await keepNamespace([...enter(server), ...AS_ROOT.unshare]);
    keepers.push(clients);
    const [enterServer, enterClients] = [enter(server), enter(clients)];
    const end = (mac: string) => `${WIRE} address ${mac} ${LINK}`;
    const cable = `ip link add ${end(SERVER_END.mac)} type veth peer name ${end(CLIENTS_END.mac)} netns ${clients.pid}`;
    await run([...enterServer, 'sh', '-c', cable]);
    await run([...enterServer, 'sh', '-c', setUpEnd(SERVER_END, CLIENTS_END)]);
    await run([...enterClients, 'sh', '-c', setUpEnd(CLIENTS_END, SERVER_END)]);
    // With other MAC addresses the ends discard each other's packets, as on a cut cable. Taking an
    // end down would inform its own side. A new address makes the kernel forget the neighbour
    // entry, so it is set again. Otherwise the kernel would look the new address up and find it.
    const address = async (ownServerMac: string, ownClientsMac: string) => {
      const set = (mac: string, peer: typeof SERVER_END) =>
        `ip link set ${WIRE} address ${mac} && ${setNeighbour(peer)}`;
      await run([...enterServer, 'sh', '-c', set(ownServerMac, CLIENTS_END)]);
      await run([...enterClients, 'sh', '-c', set(ownClientsMac, SERVER_END)]);
    };
    const cut = () => address(UNKNOWN_MACS.server, UNKNOWN_MACS.clients);
    const restore = () => address(SERVER_END.mac, CLIENTS_END.mac);
    return { cut, restore, host: SERVER_END.address, wireInterface: WIRE, enterServer, enterClients, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/**
 * Makes the two namespaces and the cable. Tries it as root first, because root keeps its other
 * rights, such as real-time priority; then as root of a new user namespace. Rejects with one line
 * if neither is allowed or a tool is missing.
 */
export function isolatedNetwork(): Promise<IsolatedNetwork> {
  return make(AS_ROOT).catch(() => make(AS_USER));
}
