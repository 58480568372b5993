import { nowMicros } from '../../../scenarios/load/notification.ts';
import type { Path } from '../../../scenarios/load/path.ts';
import type { EmulatedPath } from '../../network/emulated.ts';
import type { Network } from '../../network/network.ts';
import { ENTRIES } from '../../processes/entries.ts';
import type { Arrivals, FromProbe, ProbeConfig, ToProbe } from '../../processes/path-messages.ts';
import { type Child, startChild } from '../../processes/start-child.ts';
import type { Hiccups } from './bounds.ts';
import { limitShown, type Observed } from './limit.ts';
import { type MeasuredDirection, recoveredDirection } from './recovered.ts';
import {
  baselineOf,
  bulkOf,
  EMPTY,
  limitsOf,
  probesOf,
  type Stream,
  settleMs,
  streamMicros,
} from './streams.ts';
import { kbitOf, type Side } from './wanted.ts';

const GRACE_MS = 10_000;

type Probe = Child<FromProbe, ToProbe> & { port: number };

/** Processes at both ends of a path that send packets to each other. */
export interface Probing {
  /** One way through the emulator with an empty path, at the pace of the probes of a path. */
  baseline(path: Path): Promise<Record<Side, Arrivals>>;
  /** A path as it is: both directions, one after the other. */
  observe(path: Path, baseline: Record<Side, Arrivals>): Promise<Record<Side, MeasuredDirection>>;
  stop(): Promise<void>;
}

/** What a measurement depends on besides the path. */
export interface ProbingOptions {
  /** Of losses and jitter. */
  seed: number;
  hiccups: Hiccups;
}

async function startProbe(prefix: readonly string[]): Promise<Probe> {
  const config: ProbeConfig = { host: '0.0.0.0' };
  const child = startChild<FromProbe, ToProbe>({ name: 'path probe', entry: ENTRIES.probe, config, prefix });
  try {
    const { port } = await child.expect('ready', GRACE_MS);
    return { ...child, port };
  } catch (error) {
    await child.stop();
    throw error;
  }
}

/** Starts a probe at each end. Rejects if one does not start. */
export async function startProbing(
  network: Network,
  emulated: EmulatedPath,
  { seed, hiccups }: ProbingOptions,
): Promise<Probing> {
  const server = await startProbe(network.serverPrefix);
  const clients = await startProbe(network.clientPrefix).catch(async error => {
    await server.stop();
    throw error;
  });
  const ends = { down: [server, clients], up: [clients, server] } as const;

  async function send(path: Path, side: Side, stream: Stream): Promise<Observed> {
    const [from, to] = ends[side];
    const host = to === server ? network.host : emulated.clientsAddress();
    await emulated.count(); // What came before does not belong to it.
    const fromMicros = nowMicros();
    from.send({ type: 'send', host, port: to.port, ...stream });
    await from.expect('sent', streamMicros(stream) / 1000 + GRACE_MS);
    const sendingMs = (nowMicros() - fromMicros) / 1000;
    await new Promise(resolve => setTimeout(resolve, settleMs(path, side, stream)));
    to.send({ type: 'report' });
    const { arrivals } = await to.expect('reported', GRACE_MS);
    return { arrivals, sendingMs, relayed: (await emulated.count())[side] };
  }

  /** What passes a limit in kbit/s; null where the direction has none, or it does not show. */
  async function bandwidth(given: Path, side: Side): Promise<number | null> {
    const kbit = kbitOf(given, side);
    if (kbit === undefined) return null;
    const limits = limitsOf(given);
    await emulated.set(limits, seed);
    const bulk = bulkOf(kbit);
    return limitShown(bulk, await send(limits, side, bulk), kbit);
  }

  return {
    async baseline(given) {
      await emulated.set(EMPTY, seed);
      const way = async (side: Side) => (await send(EMPTY, side, baselineOf(given, side))).arrivals;
      const down = await way('down');
      return { down, up: await way('up') };
    },
    async observe(given, baseline) {
      await emulated.set(given, seed);
      const probes = { down: probesOf(given, 'down'), up: probesOf(given, 'up') };
      const down = await send(given, 'down', probes.down);
      const met = { down, up: await send(given, 'up', probes.up) };
      const limits = { down: await bandwidth(given, 'down'), up: await bandwidth(given, 'up') };
      const recovered = (side: Side): MeasuredDirection => {
        const { arrivals, relayed } = met[side];
        const sample = {
          path: given,
          stream: probes[side],
          arrivals,
          baseline: baseline[side],
          hiccups,
        };
        return recoveredDirection(side, sample, relayed, limits[side]);
      };
      return { down: recovered('down'), up: recovered('up') };
    },
    stop: async () => void (await Promise.all([server.stop(), clients.stop()])),
  };
}
