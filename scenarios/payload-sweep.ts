import type { Load } from './load/load.ts';
import { usualTransportsAndFloor } from './load/usual-transports.ts';
import type { Scenario } from './scenario.ts';

const sized = (payloadBytes: number): Load => ({
  audience: { kind: 'own', prefix: 'user-' },
  subscribers: 20,
  arrivals: { kind: 'poisson', ratePerSecond: 20 },
  payloadBytes,
  transports: usualTransportsAndFloor(1000),
});
const socketOnly = (payload: 'text' | 'numbers', encoding: 'text' | 'binary' | 'msgpack'): Load => ({
  ...sized(1024),
  payload,
  transports: { websocket: { encoding }, 'tcp-floor': {} },
});

/**
 * The number of empty polls is random; with two blocks, their overhead is uncertain by a factor of
 * three.
 */
const CHANCE = { quick: 3 };

/** Payloads from 32 B to 64 KiB. */
export const payloadSweep = {
  id: 'payload-sweep',
  title: 'When do headers stop mattering?',
  question: 'From which payload size on does the overhead of a transport no longer matter?',
  answeredBy: 'wire',
  prediction:
    'The overhead of a transport is constant: 4 bytes per WebSocket frame, some 20 per SSE event, and some 230 per long poll. With the ' +
    'headers and the cookie of a browser, a long poll has nearly 900. Against 32 B of payload that is a multiple; against 64 KiB it is ' +
    'nothing. Binary frames carry the same JSON in the same number of bytes. MessagePack saves little on text, and half on numbers.',
  claims: ['C9', 'C17', 'C19'],
  points: [
    { id: '32', label: '32 B', load: sized(32), blocks: CHANCE },
    { id: '256', label: '256 B', load: sized(256) },
    { id: '1024', label: '1 KiB', load: sized(1024) },
    { id: '8192', label: '8 KiB', load: sized(8192) },
    { id: '65536', label: '64 KiB', load: sized(65_536) },
    {
      id: 'browser',
      label: '32 B, with the headers of a browser and a cookie',
      load: { ...sized(32), requestHeaders: 'browser' },
      blocks: CHANCE,
    },
    { id: 'binary', label: '1 KiB of text, JSON in binary frames', load: socketOnly('text', 'binary') },
    { id: 'msgpack', label: '1 KiB of text as MessagePack', load: socketOnly('text', 'msgpack') },
    { id: 'numbers', label: '1 KiB of numbers as JSON', load: socketOnly('numbers', 'text') },
    {
      id: 'numbers-msgpack',
      label: '1 KiB of numbers as MessagePack',
      load: socketOnly('numbers', 'msgpack'),
    },
  ],
  blocks: { quick: 2 },
} satisfies Scenario;
