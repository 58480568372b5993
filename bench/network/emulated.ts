import type { PathFigures } from '../../results/format/path.ts';
import { nowMicros } from '../../scenarios/load/notification.ts';
import { DEFAULT_CONGESTION_CONTROL, type Path } from '../../scenarios/load/path.ts';
import type { Window } from '../meters/window.ts';
import { ENTRIES } from '../processes/entries.ts';
import type { FromRelay, RelayConfig, RelayedDirection, ToRelay } from '../processes/path-messages.ts';
import { startChild } from '../processes/start-child.ts';
import { runLines } from './commands.ts';
import {
  CLIENTS_END,
  clientsPlace,
  type End,
  endConnections,
  LINK,
  SERVER_END,
  SUBNET,
  setUpEnd,
  WIRE,
} from './ends.ts';
import type { IsolatedNetwork } from './isolated.ts';
import { inNamespaces, type Namespace } from './namespaces.ts';
import { neighboursAt } from './neighbours.ts';
import { PATH_PROGRAMS, requirePrograms } from './programs.ts';

/** What lies between two namespaces, and can be changed while nothing is measured. */
export interface EmulatedPath {
  backEnd: 'relay';
  /** The address at which the server's side reaches the clients' side. */
  clientsAddress(): string;
  /** Its process. */
  pid: number;
  /** Becomes this path; what is under way is dropped. The same seed repeats jitter and losses. */
  set(path: Path, seed: number): Promise<void>;
  /** What it did since it was set, or since the last call. */
  count(): Promise<{ down: RelayedDirection; up: RelayedDirection }>;
  /**
   * What it does in a window, and the CPU time that this takes it. Rejects if the path is set again
   * before the window is over, or another window is measured.
   */
  measure(window: Window): Promise<{ figures: PathFigures; cpuMicros: number }>;
  /** Rejects when the emulator ends before its network is closed. */
  failure: Promise<never>;
}

export interface EmulatedNetwork extends IsolatedNetwork {
  path: EmulatedPath;
}

const TAPS: RelayConfig['taps'] = ['server', 'clients'];
/** A burst to all subscribers must fit the queue before the relay. */
const TAP_QUEUE_PACKETS = 20_000;
const ANSWER_TIMEOUT_MS = 5000;
const GRACE_MS = 5000;
const FOREVER_MS = 2 ** 31 - 1;

/** Lines of a shell that give a tap the name and the address of an end, and set it up. */
const becomeEnd = (own: End, peer: End): string[] => [
  `ip link set ${WIRE} address ${own.mac} ${LINK} txqueuelen ${TAP_QUEUE_PACKETS}`,
  ...setUpEnd(own, peer),
];

/**
 * Sets the congestion control of what an end sends. A namespace may not choose it for all
 * connections, but for a route it may.
 */
const setCongestionControl = (name: string) =>
  `ip route replace ${SUBNET.network} dev ${WIRE} congctl ${name}`;

/** Two namespaces, and a third between them in which the relay runs behind `relayPrefix`. */
async function layPath(
  { server, clients, between }: Record<'server' | 'clients' | 'between', Namespace>,
  relayPrefix: readonly string[],
): Promise<EmulatedNetwork> {
  const relay = startChild<FromRelay, ToRelay>({
    name: 'path relay',
    entry: ENTRIES.relay,
    config: { taps: TAPS } satisfies RelayConfig,
    prefix: [...between.enter, ...relayPrefix],
  });
  const ask = <T extends FromRelay['type']>(message: ToRelay, answer: T, timeoutMs = ANSWER_TIMEOUT_MS) => {
    relay.send(message);
    return relay.expect(answer, timeoutMs);
  };
  const close = async () => {
    await relay.stop();
    await Promise.all([server, clients, between].map(one => one.release()));
  };
  let congestionControl: string = DEFAULT_CONGESTION_CONTROL;
  try {
    await relay.expect('ready', ANSWER_TIMEOUT_MS);
    await runLines(between.enter, [
      `ip link set ${TAPS[0]} netns ${server.pid} name ${WIRE}`,
      `ip link set ${TAPS[1]} netns ${clients.pid} name ${WIRE}`,
    ]);
    await runLines(server.enter, becomeEnd(SERVER_END, CLIENTS_END));
    await runLines(clients.enter, becomeEnd(CLIENTS_END, SERVER_END));
  } catch (error) {
    await relay.stop();
    throw error;
  }
  const failure = relay.expect('never', FOREVER_MS) as Promise<never>;
  failure.catch(() => {}); // Who waits for it handles it.
  const setRoutes = (name: string) =>
    Promise.all([server, clients].map(({ enter }) => runLines(enter, [setCongestionControl(name)])));
  const place = clientsPlace(clients.enter);
  let measuring = new AbortController();
  async function measure(window: Window) {
    measuring.abort();
    measuring = new AbortController();
    const { signal } = measuring;
    relay.send({ type: 'measure', window });
    for (;;) {
      const untilEndMs = (window.toMicros - nowMicros()) / 1000;
      const answer = await relay.expect('measured', untilEndMs + GRACE_MS, signal);
      // The answer for a window before this one may have crossed the path's setting.
      if (answer.window.fromMicros === window.fromMicros) return answer;
    }
  }
  return {
    host: SERVER_END.addresses[0],
    wireInterface: WIRE,
    enterServer: server.enter,
    enterClients: clients.enter,
    cut: async () => void (await ask({ type: 'cut', isCut: true }, 'cut-set')),
    restore: async () => void (await ask({ type: 'cut', isCut: false }, 'cut-set')),
    async changeAddress() {
      await place.move();
      await setRoutes(congestionControl);
    },
    ...neighboursAt(server.enter),
    endConnections: () => endConnections([server.enter, clients.enter]),
    close,
    path: {
      backEnd: 'relay',
      clientsAddress: place.address,
      pid: relay.pid,
      async set(path, seed) {
        measuring.abort();
        congestionControl = path.congestionControl ?? DEFAULT_CONGESTION_CONTROL;
        await ask({ type: 'path', path, seed }, 'set');
        await setRoutes(congestionControl);
      },
      count: () => ask({ type: 'count' }, 'counted'),
      measure,
      failure,
    },
  };
}

/**
 * Makes namespaces for server and clients, and a relay between them. Rejects with one line if
 * neither root nor a user namespace allows it, or if a program is missing.
 */
export async function emulatedNetwork(relayPrefix: readonly string[]): Promise<EmulatedNetwork> {
  requirePrograms(PATH_PROGRAMS);
  return inNamespaces(['server', 'clients', 'between'], namespaces => layPath(namespaces, relayPrefix));
}
