import type { RecoveredDirection } from '../../../results/format/path.ts';
import type { Path } from '../../../scenarios/load/path.ts';
import type { EmulatedPath } from '../../network/emulated.ts';
import type { Network } from '../../network/network.ts';
import { ENTRIES } from '../../processes/entries.ts';
import type {
  Arrivals,
  FromProbe,
  ProbeConfig,
  RelayedDirection,
  ToProbe,
} from '../../processes/path-messages.ts';
import { type Child, startChild } from '../../processes/start-child.ts';
import { binomialInterval, independentTries } from './binomial.ts';

/** Headers of a UDP packet on Ethernet: 14 + 20 + 8 (RFC 791 §3.1, RFC 768). */
const UDP_HEADER_BYTES = 42;
const PROBE_BYTES = 60;
const BULK_BYTES = 1400;
/** Some show whether nothing is lost, more how much is. They are at least this far apart. */
const PROBES = {
  lossless: { packets: 300, everyMicros: 2000 },
  lossy: { packets: 2000, everyMicros: 1000 },
};
/** Probes of one direction take no longer than this, so a slow path gets fewer. */
const MOST_PROBING_SECONDS = 4;
/** The stream that shows the bandwidth is this much faster, and this long. */
const OVERLOAD = 1.5;
const BULK_SECONDS = 1;
const LEAST_BULK_PACKETS = 40;
const TIMEOUT_MS = 30_000;
const SETTLE_MS = 100;
/** Probes and losses of the calibration; a trial has a seed of its own. */
const SEED = 1;

type Probe = Child<FromProbe, ToProbe> & { port: number };
type Side = 'down' | 'up';

/** One stream of packets. */
interface Stream {
  packets: number;
  everyMicros: number;
  bytes: number;
}

/** What one stream met: as sent, as the relay held it, as it arrived. */
interface Observed {
  relayed: RelayedDirection;
  arrivals: Arrivals;
}

const kbitOf = (path: Path, side: Side) => (side === 'down' ? path.downKbitPerSecond : path.upKbitPerSecond);

/** Time that a frame with this payload takes at a rate, in µs. */
const frameMicros = (bytes: number, kbitPerSecond: number) =>
  ((bytes + UDP_HEADER_BYTES) * 8000) / kbitPerSecond;

/** Single probes, slow enough that none waits for another before the bandwidth limit. */
function probesOf(path: Path, side: Side): Stream {
  const kbit = kbitOf(path, side);
  const wanted = PROBES[path.lossPercent === undefined ? 'lossless' : 'lossy'];
  const slowMicros = kbit === undefined ? 0 : 2 * frameMicros(PROBE_BYTES, kbit);
  const everyMicros = Math.max(wanted.everyMicros, slowMicros);
  const packets = Math.min(wanted.packets, Math.floor((MOST_PROBING_SECONDS * 1e6) / everyMicros));
  return { packets, everyMicros, bytes: PROBE_BYTES };
}

/** More packets than a bandwidth lets through. */
function bulkOf(kbitPerSecond: number): Stream {
  const everyMicros = frameMicros(BULK_BYTES, kbitPerSecond) / OVERLOAD;
  const packets = Math.max(LEAST_BULK_PACKETS, Math.floor((BULK_SECONDS * 1e6) / everyMicros));
  return { packets, everyMicros, bytes: BULK_BYTES };
}

/** Processes at both ends of a path that send packets to each other. */
export interface Probing {
  /** Mean and spread of one way through the emulator with an empty path, in ms. */
  baseline(): Promise<Record<Side, Arrivals>>;
  /** A path as it is: both directions, one after the other. */
  observe(path: Path, baseline: Record<Side, Arrivals>): Promise<Record<Side, RecoveredDirection>>;
  stop(): Promise<void>;
}

async function startProbe(prefix: readonly string[]): Promise<Probe> {
  const config: ProbeConfig = { host: '0.0.0.0' };
  const child = startChild<FromProbe, ToProbe>({ name: 'path probe', entry: ENTRIES.probe, config, prefix });
  try {
    const { port } = await child.expect('ready', TIMEOUT_MS);
    return { ...child, port };
  } catch (error) {
    await child.stop();
    throw error;
  }
}

/** Starts a probe at each end. Rejects if one does not start. */
export async function startProbing(network: Network, path: EmulatedPath): Promise<Probing> {
  const server = await startProbe(network.serverPrefix);
  const clients = await startProbe(network.clientPrefix).catch(async error => {
    await server.stop();
    throw error;
  });
  const ends = { down: [server, clients], up: [clients, server] } as const;

  async function send(side: Side, stream: Stream, settleMs: number): Promise<Observed> {
    const [from, to] = ends[side];
    const host = to === server ? network.host : path.clientsAddress();
    await path.count(); // What came before does not belong to it.
    from.send({ type: 'send', host, port: to.port, ...stream });
    await from.expect('sent', TIMEOUT_MS);
    await new Promise(resolve => setTimeout(resolve, settleMs));
    to.send({ type: 'report' });
    const { arrivals } = await to.expect('reported', TIMEOUT_MS);
    return { arrivals, relayed: (await path.count())[side] };
  }

  async function recovered(side: Side, given: Path, baseline: Arrivals): Promise<RecoveredDirection> {
    const settleMs = given.rttMs + SETTLE_MS;
    const stream = probesOf(given, side);
    const { relayed, arrivals } = await send(side, stream, settleMs);
    const share = (given.lossPercent ?? 0) / 100;
    const tries = independentTries(stream.packets, share, given.lossBurstPackets);
    const lost = binomialInterval(tries, share);
    const kbit = kbitOf(given, side);
    return {
      probes: arrivals.count,
      wantedDelayMs: relayed.delayMs,
      measuredDelayMs: Math.max(0, arrivals.delayMs - baseline.delayMs),
      wantedSpreadMs: relayed.spreadMs,
      measuredSpreadMs: Math.sqrt(Math.max(0, arrivals.spreadMs ** 2 - baseline.spreadMs ** 2)),
      counted: stream.packets,
      lostPackets: stream.packets - arrivals.count,
      lossFromPercent: (100 * lost.from) / tries,
      lossToPercent: (100 * lost.to) / tries,
      wantedKbitPerSecond: kbit ?? null,
      measuredKbitPerSecond: kbit === undefined ? null : await bandwidth(side, kbit, settleMs),
    };
  }

  /** Bits a second, headers included, of a stream that is faster than the limit. */
  async function bandwidth(side: Side, kbit: number, settleMs: number): Promise<number> {
    const bulk = bulkOf(kbit);
    const drainMs = (bulk.packets * frameMicros(BULK_BYTES, kbit)) / 1000;
    const { arrivals } = await send(side, bulk, settleMs + drainMs);
    const bits = (arrivals.count - 1) * (BULK_BYTES + UDP_HEADER_BYTES) * 8;
    return arrivals.durationMs === 0 ? 0 : bits / arrivals.durationMs;
  }

  return {
    async baseline() {
      const empty: Path = { rttMs: 0 };
      await path.set(empty, SEED);
      const way = async (side: Side) => (await send(side, probesOf(empty, side), SETTLE_MS)).arrivals;
      const down = await way('down');
      return { down, up: await way('up') };
    },
    async observe(given, baseline) {
      await path.set(given, SEED);
      const down = await recovered('down', given, baseline.down);
      return { down, up: await recovered('up', given, baseline.up) };
    },
    stop: async () => void (await Promise.all([server.stop(), clients.stop()])),
  };
}
