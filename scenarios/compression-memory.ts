import type { Compression } from './load/connection.ts';
import type { Load } from './load/load.ts';
import type { Deflate } from './load/transport-options.ts';
import type { Point, Scenario } from './scenario.ts';

/** Each has had one notification, which made its compressor. */
const waiting = (compression: Compression | undefined, deflate: Deflate | undefined): Load => ({
  audience: { kind: 'shared', topic: 'stream' },
  subscribers: 1000,
  arrivals: { kind: 'none' },
  payloadBytes: 200,
  ...(compression && { connection: { compression } }),
  transports: {
    sse: { ...(deflate && { deflate }) },
    websocket: { ...(deflate && { deflate }) },
  },
});

const point = (id: string, label: string, compression?: Compression, deflate?: Deflate): Point => ({
  id,
  label,
  load: waiting(compression, deflate),
});

/** What a server keeps of each compressed connection. */
export const compressionMemory = {
  id: 'compression-memory',
  title: 'The memory of compression',
  question: 'What memory does each compressed connection take, and what does a smaller window save?',
  answeredBy: 'idle-memory',
  prediction:
    'zlib keeps 2^(window + 2) + 2^(memory level + 9) B for a compressor: 256 KiB by default, 12 KiB with a window of 1 KiB and memory level 4. ' +
    'Messages that are compressed by themselves, once for all, need no compressor for each connection. So only a shared context costs memory.',
  claims: [],
  points: [
    point('plain', 'not compressed'),
    point('per-message', 'each message by itself', 'per-message'),
    point('shared', 'shared context', 'shared-context'),
    point('small', 'shared context, window of 1 KiB, memory level 4', 'shared-context', {
      windowBits: 10,
      memLevel: 4,
    }),
    point('least', 'shared context, window of 512 B, memory level 1', 'shared-context', {
      windowBits: 9,
      memLevel: 1,
    }),
  ],
  blocks: { quick: 2 },
  windowSeconds: { quick: 2 },
} satisfies Scenario;
