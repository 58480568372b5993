import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PACKET_HEADER_BYTES, SYN_PACKET_BYTES } from '../../../analysis/models/network.ts';
import { openNetwork } from '../../../bench/network/network.ts';
import { runTrial } from '../../../bench/trial/trial.ts';
import type { MeasuredTrial } from '../../../results/format/trial.ts';
import { HANDSHAKES } from '../../../scenarios/load/connection.ts';
import type { Load } from '../../../scenarios/load/load.ts';
import type { Transport } from '../../../scenarios/load/transport.ts';
import { hasTcpdump, startCapture } from '../../harness/capture.ts';
import { decryptedPackets, hasTshark, type Packet } from '../../harness/decrypted.ts';
import { cores, load, planOf, settingsOf } from '../../harness/trial-setup.ts';

const possible = await openNetwork('isolated', cores).catch((error: Error) => error);
if (!(possible instanceof Error)) await possible.close();
const missing = [
  ...(possible instanceof Error ? [possible.message] : []),
  ...(hasTcpdump ? [] : ['needs tcpdump']),
  ...(hasTshark ? [] : ['needs tshark']),
].join('; ');

const TRANSPORTS = ['short-polling', 'long-polling', 'sse', 'websocket'] as const;
const WINDOW_MS = 2000;
/** Both sides of an edge: how late the processes may be that read the counters. */
const EDGE_MS = 20;
const MOST_ATTEMPTS = 5;
/** A notification in any framing. It and its payload have an end that no text in them has. */
const NOTIFICATION =
  /\{"seq":\d+,"topic":"[^"]*","scheduledAt":\d+,"publishedAt":\d+,"payload":(\{"text":"[^"]*"\})\}/g;

// Five a second: at either edge of the window, half way between two, the cable is quiet. Polls that
// are all due at once leave it quiet for most of their interval.
const quiet: Load = {
  ...load,
  audience: { kind: 'shared', topic: 't' },
  arrivals: { kind: 'periodic', ratePerSecond: 5 },
  transports: {
    ...load.transports,
    'short-polling': { intervalMs: 500, phases: 'together' },
  },
};
const visiting: Load = { ...quiet, visits: { connection: 'cold', closing: 'handshake', backlog: 1 } };

/** What a capture has by layer, or the lab. */
interface Layers {
  wireDown: number;
  wireUp: number;
  packets: number;
  /** Of Ethernet, IP and TCP, with the options that every packet has. */
  headers: number;
  /** What came twice, and the options by which the receiver says so (RFC 2883). */
  remainder: number;
  applicationDown: number;
  applicationUp: number;
  tlsDown: number;
  tlsUp: number;
  payload: number;
  fullHandshakes: number;
  resumedHandshakes: number;
}

const APPLICATION_DATA = 23;
const SERVER_HELLO = 2;
const CERTIFICATE = 11;

/** Adds up packets, each layer by what tshark says of it. */
function layersOf(packets: readonly Packet[]): Layers {
  const sum = (some: readonly Packet[], of: (packet: Packet) => number) =>
    some.reduce((total, packet) => total + of(packet), 0);
  const [down, up] = ['020000000001', '020000000002'].map(mac =>
    packets.filter(({ from }) => from === mac),
  ) as [Packet[], Packet[]];
  const bytes = ({ bytes }: Packet) => bytes;
  const content = ({ contentBytes }: Packet) => contentBytes;
  // Of a record, a type and a tag are not content.
  const carried = ({ records }: Packet) =>
    records.reduce((total, { bytes, type }) => total + (type === APPLICATION_DATA ? bytes - 17 : 0), 0);
  const headers = sum(packets, ({ isSyn }) => (isSyn ? SYN_PACKET_BYTES : PACKET_HEADER_BYTES));
  const count = (type: number) =>
    sum(packets, ({ handshakes }) => handshakes.filter(one => one === type).length);
  const plain = Buffer.concat(packets.map(packet => packet.plain));
  // Not by carried: what was decrypted has the length that the record says.
  expect(plain.length).toBe(sum(packets, carried));
  const found = [...plain.toString('latin1').matchAll(NOTIFICATION)];
  return {
    wireDown: sum(down, bytes),
    wireUp: sum(up, bytes),
    packets: packets.length,
    headers,
    remainder: sum(packets, bytes) - sum(packets, content) - headers,
    applicationDown: sum(down, content),
    applicationUp: sum(up, content),
    tlsDown: sum(down, content) - sum(down, carried),
    tlsUp: sum(up, content) - sum(up, carried),
    payload: found.reduce((total, [, payload]) => total + (payload ?? '').length, 0),
    fullHandshakes: count(CERTIFICATE),
    resumedHandshakes: count(SERVER_HELLO) - count(CERTIFICATE),
  };
}

/** The same as the lab accounts for it. */
function ledgerOf({ bandwidth, deliveries }: MeasuredTrial): Layers {
  const { wire, ledger, application, tls } = bandwidth;
  if (!wire || !ledger || !tls) throw new Error('a trial in an isolated network over TLS has all of these');
  return {
    wireDown: wire.downBytes,
    wireUp: wire.upBytes,
    packets: wire.downPackets + wire.upPackets,
    headers: ledger.headerBytes,
    remainder: ledger.remainderBytes,
    applicationDown: application.downBytes,
    applicationUp: application.upBytes,
    tlsDown: tls.downBytes,
    tlsUp: tls.upBytes,
    payload: deliveries.arrived * load.payloadBytes,
    fullHandshakes: tls.fullHandshakes,
    resumedHandshakes: tls.resumedHandshakes,
  };
}

describe.skipIf(missing !== '')(`a capture over TLS, decrypted${missing && ` (${missing})`}`, () => {
  let folder: string;
  const { NODE_OPTIONS } = process.env;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'pushlab-layers-'));
    // All processes of all trials write the secrets of their connections into it.
    process.env.NODE_OPTIONS = `${NODE_OPTIONS ?? ''} --tls-keylog=${join(folder, 'keys')}`;
  });
  afterAll(() => {
    process.env.NODE_OPTIONS = NODE_OPTIONS;
    rmSync(folder, { recursive: true, force: true });
  });

  /** One trial beside a capture: its window by both, and whether no packet is near an edge. */
  async function capturedOnce(transport: Transport, given: Load) {
    const network = await openNetwork('isolated', cores);
    await using cleanUp = new AsyncDisposableStack();
    cleanUp.defer(network.close);
    const file = join(mkdtempSync(join(folder, 'trial-')), 'wire.pcap');
    const endCapture = await startCapture(network, file);
    let fromMs = 0;
    const trial = await runTrial(
      planOf(transport, { load: given, warmUpSeconds: 0.6, windowSeconds: WINDOW_MS / 1000 }),
      settingsOf({
        network,
        onStage(stage) {
          if (stage === 'measure') fromMs = performance.timeOrigin + performance.now();
        },
      }),
    );
    await endCapture();
    if (trial.status === 'error') throw new Error(`${trial.stage}: ${trial.reasons.join('; ')}`);
    const packets = decryptedPackets(file, join(folder, 'keys'));
    // No record is left that tshark has no key for.
    expect(packets.flatMap(({ records }) => records.filter(({ type }) => Number.isNaN(type)))).toEqual([]);
    const toMs = fromMs + WINDOW_MS;
    const edges = packets.filter(({ atMs }) => [fromMs, toMs].some(edge => Math.abs(atMs - edge) < EDGE_MS));
    const layers = layersOf(packets.filter(({ atMs }) => atMs >= fromMs && atMs < toMs));
    return { trial, layers, isQuiet: edges.length === 0 };
  }

  /** The same, with a window whose edges are quiet. */
  async function captured(transport: Transport, given: Load) {
    for (let attempt = 1; attempt <= MOST_ATTEMPTS; attempt++) {
      const one = await capturedOnce(transport, given);
      if (one.isQuiet) return one;
    }
    throw new Error(`${MOST_ATTEMPTS} windows in a row had a packet at an edge`);
  }

  describe.each(TRANSPORTS)('%s', transport => {
    test.concurrent('on connections that stay: each layer is the lab’s, to the byte', async () => {
      const given: Load = { ...quiet, connection: { tls: 'full' } };
      const { trial, layers } = await captured(transport, given);
      expect(layers).toEqual(ledgerOf(trial));
      expect(layers.payload).toBeGreaterThanOrEqual(40 * load.payloadBytes);
      expect(layers.fullHandshakes).toBe(0);
    });

    test.concurrent.each(HANDSHAKES)('with a handshake for each visit, %s: the same', async tls => {
      const given: Load = { ...visiting, connection: { tls } };
      const { trial, layers } = await captured(transport, given);
      expect(layers).toEqual(ledgerOf(trial));
      // One notification a visit. Signatures differ by 2 B at most.
      const bytes = trial.theory?.quantities.find(
        ({ quantity }) => quantity === 'applicationBytesPerDelivery',
      );
      expect(Math.abs((bytes?.measured ?? 0) - (bytes?.predicted ?? 0))).toBeLessThanOrEqual(2);
      expect(tls === 'full' ? layers.fullHandshakes : layers.resumedHandshakes).toBe(10);
    });
  });
});
