import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { closingBytes } from '../../../analysis/models/handshake.ts';
import { TLS_RECORD_BYTES } from '../../../analysis/models/tls.ts';
import { openNetwork } from '../../../bench/network/network.ts';
import { runTrial } from '../../../bench/trial/trial.ts';
import type { MeasuredTrial } from '../../../results/format/trial.ts';
import { COMPRESSIONS, HANDSHAKES } from '../../../scenarios/load/connection.ts';
import type { Load } from '../../../scenarios/load/load.ts';
import type { Transport } from '../../../scenarios/load/transport.ts';
import { hasTcpdump, startCapture } from '../../harness/capture.ts';
import { compressedBytesIn } from '../../harness/compressed-parts.ts';
import { decryptedPackets, hasTshark, type Packet } from '../../harness/decrypted.ts';
import { isWhole, layerLine, layersOf, ledgerOf } from '../../harness/layers.ts';
import { cores, load, planOf, settingsOf } from '../../harness/trial-setup.ts';

const possible = await openNetwork('isolated', cores).catch((error: Error) => error);
if (!(possible instanceof Error)) await possible.close();
const missing = [
  ...(possible instanceof Error ? [possible.message] : []),
  ...(hasTcpdump ? [] : ['needs tcpdump']),
  ...(hasTshark ? [] : ['needs tshark']),
].join('; ');

/** By how much the bytes of a delivery are off the prediction; NaN without one. */
function offBytes({ theory }: MeasuredTrial): number {
  const bytes = theory?.quantities.find(({ quantity }) => quantity === 'applicationBytesPerDelivery');
  return bytes ? bytes.measured - bytes.predicted : Number.NaN;
}

const TRANSPORTS = ['short-polling', 'long-polling', 'sse', 'websocket'] as const;
/** Five a second. */
const VISITS = 10;
/** Records of a visit over HTTP/2 by the model, without those of handshake and closing. */
const HTTP2_RECORDS = { 'short-polling': 6, 'long-polling': 6, sse: 7, websocket: 10 };
const WINDOW_MS = 2000;
/** Both sides of an edge: how late the processes may be that read the counters. */
const EDGE_MS = 20;
const MOST_ATTEMPTS = 10;

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

describe.skipIf(missing !== '')(`a capture over TLS, decrypted${missing && ` (${missing})`}`, () => {
  let folder: string;
  /** For each trial, with SHOW_LAYERS set: the table of docs/layers.md. */
  const lines: string[] = [];
  const { NODE_OPTIONS } = process.env;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'pushlab-layers-'));
    // All processes of all trials write the secrets of their connections into it.
    process.env.NODE_OPTIONS = `${NODE_OPTIONS ?? ''} --tls-keylog=${join(folder, 'keys')}`;
  });
  afterAll(() => {
    if (NODE_OPTIONS === undefined) delete process.env.NODE_OPTIONS;
    else process.env.NODE_OPTIONS = NODE_OPTIONS;
    if (process.env.SHOW_LAYERS) console.log(lines.sort().join('\n'));
    rmSync(folder, { recursive: true, force: true });
  });

  /** One trial beside a capture: its window by both, and why the capture is of no use, if so. */
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
    // tshark loses its place in a connection when segments of its handshake come twice.
    const unread = packets.flatMap(({ records }) => records.filter(({ type }) => Number.isNaN(type)));
    const toMs = fromMs + WINDOW_MS;
    const atEdge = (atMs: number) => [fromMs, toMs].some(edge => Math.abs(atMs - edge) < EDGE_MS);
    // Connections are closed once all counters were read, which a fast machine does at once.
    const isClosing = ({ atMs, contentBytes }: Packet) => atMs > toMs && contentBytes === 0;
    const edges = packets.filter(packet => atEdge(packet.atMs) && !isClosing(packet));
    const inWindow = packets.filter(({ atMs }) => atMs >= fromMs && atMs < toMs);
    const layers = layersOf(inWindow, given.connection?.http === 2);
    const faults = [
      ...(edges.length > 0 ? ['a packet at an edge of the window'] : []),
      ...(unread.length > 0 ? [`${unread.length} records that tshark could not decrypt`] : []),
      ...(isWhole(inWindow) ? [] : ['content that tshark has not once']),
    ];
    return { trial, inWindow, layers, faults };
  }

  /** The same, with a window whose edges are quiet, and of which all is read. */
  async function captured(transport: Transport, given: Load) {
    const seen: string[] = [];
    for (let attempt = 1; attempt <= MOST_ATTEMPTS; attempt++) {
      const { faults, ...one } = await capturedOnce(transport, given);
      if (faults.length === 0) return one;
      seen.push(faults.join(', '));
      console.log(`captured again, ${transport}: ${seen.at(-1)}`);
    }
    throw new Error(`${MOST_ATTEMPTS} windows in a row were of no use: ${seen.join('; ')}`);
  }

  describe.each(TRANSPORTS)('%s', transport => {
    test.concurrent('on connections that stay: each layer is the lab’s, to the byte', async () => {
      const given: Load = { ...quiet, connection: { tls: 'full' } };
      const { trial, layers } = await captured(transport, given);
      lines.push(layerLine(`${transport}, standing`, layers, trial.deliveries.arrived));
      expect(layers).toMatchObject(ledgerOf(trial, load.payloadBytes));
      // Of forty. A poll may bring some of the warm-up, or leave some for after the window.
      expect(layers.payload).toBeGreaterThanOrEqual(30 * load.payloadBytes);
      expect(layers.fullHandshakes).toBe(0);
    });

    test.concurrent('over HTTP/2, on connections that stay: the same', async () => {
      const given: Load = { ...quiet, connection: { tls: 'full', http: 2 } };
      const { trial, layers } = await captured(transport, given);
      lines.push(layerLine(`${transport}, HTTP/2, standing`, layers, trial.deliveries.arrived));
      expect(layers).toMatchObject(ledgerOf(trial, load.payloadBytes));
      expect(layers.payload).toBeGreaterThanOrEqual(30 * load.payloadBytes);
    });

    test.concurrent.each(COMPRESSIONS)('compressed %s: the same, and no text in it', async compression => {
      const given: Load = { ...quiet, connection: { tls: 'full', compression } };
      const { trial, inWindow, layers } = await captured(transport, given);
      lines.push(layerLine(`${transport}, ${compression}`, layers, trial.deliveries.arrived));
      expect(layers).toMatchObject({ ...ledgerOf(trial, load.payloadBytes), payload: 0 });
      expect(compressedBytesIn(inWindow, transport)).toBe(trial.bandwidth.compression?.compressedBytes);
      expect(trial.deliveries.arrived).toBeGreaterThanOrEqual(30);
    });

    test.concurrent('over HTTP/2, with a handshake for each visit: the same', async () => {
      const given: Load = { ...visiting, connection: { tls: 'full', http: 2 } };
      const { trial, layers } = await captured(transport, given);
      lines.push(layerLine(`${transport}, HTTP/2, full`, layers, trial.deliveries.arrived));
      expect(layers).toMatchObject(ledgerOf(trial, load.payloadBytes));
      expect(layers.fullHandshakes).toBe(VISITS);
      // A busy side writes apart what the model has in one record, or together what it has in two,
      // and a busy server may end a connection without its alert.
      const bytesMore =
        TLS_RECORD_BYTES * (layers.contentRecords / VISITS - HTTP2_RECORDS[transport]) +
        closingBytes(given.connection) * (layers.alerts / VISITS - 2);
      // Besides signatures, two tickets differ by 8 B each way, and dates by 1.
      expect(Math.abs(offBytes(trial) - bytesMore)).toBeLessThanOrEqual(19);
    });

    test.concurrent.each(HANDSHAKES)('with a handshake for each visit, %s: the same', async tls => {
      const given: Load = { ...visiting, connection: { tls } };
      const { trial, layers } = await captured(transport, given);
      lines.push(layerLine(`${transport}, ${tls}`, layers, trial.deliveries.arrived));
      expect(layers).toMatchObject(ledgerOf(trial, load.payloadBytes));
      // One notification a visit. Signatures differ by 2 B at most.
      expect(Math.abs(offBytes(trial))).toBeLessThanOrEqual(2);
      expect(tls === 'full' ? layers.fullHandshakes : layers.resumedHandshakes).toBe(VISITS);
    });
  });
});
