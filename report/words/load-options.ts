import type { BodyCoding, Deflate, TransportOptions } from '../../scenarios/load/transport-options.ts';
import { bytes, given, integer } from '../text/format.ts';

type Options<T extends keyof TransportOptions> = TransportOptions[T];

const connectionInWords = (keepAlive: boolean | undefined): string[] =>
  keepAlive === false ? ['on a new connection each time'] : [];

const codingInWords = (coding: BodyCoding | undefined): string[] =>
  coding === undefined ? [] : [`bodies compressed with ${coding}`];

const PHASES = {
  spread: [],
  random: ['each client starts at a random moment'],
  together: ['all clients at the same moment'],
} as const;

function shortPolling(options: Options<'short-polling'>): string {
  const { intervalMs, pacing, phases = 'spread', latest, etag, keepAlive, coding } = options;
  return [
    pacing === 'pause'
      ? `polls again ${given(intervalMs)} ms after each response`
      : `polls every ${given(intervalMs)} ms`,
    ...PHASES[phases],
    ...(latest === undefined ? [] : [`fetches the latest ${integer(latest)} as a whole, without a cursor`]),
    ...(etag ? ['with an entity tag (an unchanged list gives a 304)'] : []),
    ...connectionInWords(keepAlive),
    ...codingInWords(coding),
  ].join(', ');
}

function longPolling({ waitSeconds, spreadFirstWait, keepAlive, coding }: Options<'long-polling'>): string {
  return [
    `one request waits up to ${given(waitSeconds)} s`,
    ...(spreadFirstWait ? ['first waits are spread evenly over that time'] : []),
    ...connectionInWords(keepAlive),
    ...codingInWords(coding),
  ].join(', ');
}

const ENCODINGS = {
  text: [],
  binary: ['JSON in binary frames'],
  msgpack: ['MessagePack in binary frames'],
} as const;

const deflateInWords = ({ windowBits, memLevel, thresholdBytes }: Deflate = {}): string[] => [
  ...(windowBits === undefined ? [] : [`compressed with a window of ${bytes(2 ** windowBits)}`]),
  ...(memLevel === undefined ? [] : [`compressed at memory level ${memLevel}`]),
  ...(thresholdBytes === undefined ? [] : [`compressed from ${bytes(thresholdBytes)} on`]),
];

function heartbeat(seconds: number | undefined): string[] {
  if (seconds === undefined) return [];
  return [seconds === 0 ? 'no heartbeat' : `a heartbeat every ${given(seconds)} s`];
}

/** What a load sets for single transports, each with its name; empty where it sets nothing. */
export function transportsInWords(options: Partial<TransportOptions>): [string, string][] {
  const { 'short-polling': poll, 'long-polling': wait, sse, websocket } = options;
  return [
    ['Short polling', poll ? shortPolling(poll) : ''],
    ['Long polling', wait ? longPolling(wait) : ''],
    ['SSE', [...heartbeat(sse?.heartbeatSeconds), ...deflateInWords(sse?.deflate)].join(', ')],
    [
      'WebSocket',
      [
        ...ENCODINGS[websocket?.encoding ?? 'text'],
        ...heartbeat(websocket?.heartbeatSeconds),
        ...deflateInWords(websocket?.deflate),
      ].join(', '),
    ],
  ];
}
