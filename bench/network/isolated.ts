import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';

/** Two network namespaces joined by a virtual cable. */
export interface IsolatedNetwork {
  host: string;
  wireInterface: string;
  /** Words in front of a command that must run at the server's end, or at the clients'. */
  enterServer: string[];
  enterClients: string[];
  /** From now on nothing that is sent arrives, either way; neither end is told. */
  cut(): Promise<void>;
  /** The cable is whole again. */
  restore(): Promise<void>;
  close(): Promise<void>;
}

const WIRE = 'wire';
// From the range that RFC 2544 sets aside for benchmarks between two networks.
const SERVER_END = { address: '198.18.0.1', mac: '02:00:00:00:00:01' };
const CLIENTS_END = { address: '198.18.0.2', mac: '02:00:00:00:00:02' };
const DEAF_MACS = { server: '02:00:00:00:00:98', clients: '02:00:00:00:00:99' };
/** One Ethernet frame a segment: the counters then see what a real cable would carry. */
const LINK = 'mtu 1500 gso_max_segs 1';

/** Each step takes milliseconds; one that hangs must not hang the bench. */
const STEP_TIMEOUT_MS = 5000;

/** What a command that could not even start means, in words. */
function startFault(error: NodeJS.ErrnoException, program: string | undefined): Error {
  return error.code === 'ENOENT' ? new Error(`${program} is not installed`) : error;
}

/** Runs a command to its end. Rejects with the last line of what it complained about. */
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
 * Keeps a namespace: a process that does nothing until its standard input ends, as it does with the bench, however that
 * ends. With its last process the kernel removes the namespace, and with one end of the cable the other.
 */
async function keepNamespace(enter: readonly string[]): Promise<ChildProcess> {
  const command = [...enter, 'sh', '-c', 'echo ready && exec cat >/dev/null'];
  const keeper = spawn(command[0] as string, command.slice(1), {
    stdio: ['pipe', 'pipe', 'pipe'],
    // Out of reach of the terminal's Ctrl-C: the trial that it interrupts still has to end in order.
    detached: true,
  });
  const complaint = text(keeper.stderr);
  const ended = once(keeper, 'exit').then(
    async () => {
      throw new Error((await complaint).trim().split('\n').at(-1) || 'the namespace could not be made');
    },
    error => {
      throw startFault(error, command[0]);
    },
  );
  ended.catch(() => {}); // It ends in any case; only before it is ready that is an error.
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

/** So that nobody has to ask for an address on the cable. */
const knowNeighbour = ({ address, mac }: typeof SERVER_END) =>
  `ip neigh replace ${address} lladdr ${mac} dev ${WIRE} nud permanent`;

/** One end of the cable: its address, and its peer's. */
function setUpEnd(own: typeof SERVER_END, peer: typeof SERVER_END): string {
  return [
    'for file in /proc/sys/net/ipv6/conf/*/disable_ipv6; do [ ! -e $file ] || echo 1 > $file; done',
    // What one trial learned about the path must not help the next.
    'echo 1 > /proc/sys/net/ipv4/tcp_no_metrics_save',
    'ip link set lo up',
    `ip link set ${WIRE} up`,
    `ip addr add ${own.address}/30 dev ${WIRE}`,
    knowNeighbour(peer),
  ].join(' && ');
}

/** Words that make a network namespace, and options of nsenter that enter it: as root, or as root of a new user namespace. */
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
    // With other addresses the ends do not hear each other: what is on its way is lost, as on a cut cable. Taking an end down
    // would tell its own side. A new address makes the kernel forget its neighbour, which has to be said again, or it would ask
    // and find the new one.
    const address = async (ownServerMac: string, ownClientsMac: string) => {
      const set = (mac: string, peer: typeof SERVER_END) =>
        `ip link set ${WIRE} address ${mac} && ${knowNeighbour(peer)}`;
      await run([...enterServer, 'sh', '-c', set(ownServerMac, CLIENTS_END)]);
      await run([...enterClients, 'sh', '-c', set(ownClientsMac, SERVER_END)]);
    };
    const cut = () => address(DEAF_MACS.server, DEAF_MACS.clients);
    const restore = () => address(SERVER_END.mac, CLIENTS_END.mac);
    return { cut, restore, host: SERVER_END.address, wireInterface: WIRE, enterServer, enterClients, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/**
 * Makes the two namespaces and the cable. As root where the process is allowed to, which keeps its other rights, such as
 * that to real-time priority; else as root of a new user namespace. Rejects with one line where neither is allowed or a
 * tool is missing.
 */
export function isolatedNetwork(): Promise<IsolatedNetwork> {
  return make(AS_ROOT).catch(() => make(AS_USER));
}
