import type { TransportOptions } from './transport-options.ts';

/** What a trial measures: a transport under test, or a reference. */
export type Transport = keyof TransportOptions;

/**
 * How a notification reaches a subscriber: by polls at set times, by a poll that waits, or sent by
 * the server itself.
 */
export type DeliveryKind = 'short-polling' | 'long-polling' | 'push';

export type Marker = 'square' | 'triangle' | 'diamond' | 'circle' | 'cross' | 'star';

/** What everybody needs to know of one transport. */
interface TransportTraits {
  /** In headings, legends and tables. */
  name: string;
  /** Within a sentence. */
  inProse: string;
  /** A reference stands beside the transports under test, and never wins or loses. */
  isReference: boolean;
  /** Whose server its clients connect to. */
  servedBy: Transport;
  /** Which models hold for it. */
  delivery: DeliveryKind;
  /** Whether a client can send on the connection by which it receives. */
  hasUpstream: boolean;
  /** In charts, second cue beside the colour, which the style sheet gives as --<transport>. */
  marker: Marker;
  dash: readonly number[];
}

/** Every transport, in the order of tables and legends. */
export const TRAITS = {
  'short-polling': {
    name: 'Short polling',
    inProse: 'short polling',
    isReference: false,
    servedBy: 'short-polling',
    delivery: 'short-polling',
    hasUpstream: false,
    marker: 'square',
    dash: [2, 3],
  },
  'long-polling': {
    name: 'Long polling',
    inProse: 'long polling',
    isReference: false,
    servedBy: 'long-polling',
    delivery: 'long-polling',
    hasUpstream: false,
    marker: 'triangle',
    dash: [8, 4],
  },
  sse: {
    name: 'SSE',
    inProse: 'SSE',
    isReference: false,
    servedBy: 'sse',
    delivery: 'push',
    hasUpstream: false,
    marker: 'diamond',
    dash: [10, 3, 2, 3],
  },
  websocket: {
    name: 'WebSocket',
    inProse: 'WebSocket',
    isReference: false,
    servedBy: 'websocket',
    delivery: 'push',
    hasUpstream: true,
    marker: 'circle',
    dash: [],
  },
  /** Lines over TCP, without HTTP: the floor that the transports under test are compared with. */
  'tcp-floor': {
    name: 'TCP floor',
    inProse: 'the TCP floor',
    isReference: true,
    servedBy: 'tcp-floor',
    delivery: 'push',
    hasUpstream: false,
    marker: 'cross',
    dash: [1, 3],
  },
  /**
   * The server of `tcp-floor`, read by a client that only counts lines: the floor of the client
   * side.
   */
  'bare-reader': {
    name: 'Bare reader',
    inProse: 'the bare reader',
    isReference: true,
    servedBy: 'tcp-floor',
    delivery: 'push',
    hasUpstream: false,
    marker: 'star',
    dash: [4, 2, 1, 2],
  },
} as const satisfies Record<Transport, TransportTraits>;

/** The transports that have `value` as their trait `trait`. */
type With<Trait extends keyof TransportTraits, Value> = {
  [T in Transport]: (typeof TRAITS)[T][Trait] extends Value ? T : never;
}[Transport];

/** A transport under test. */
export type TestedTransport = With<'isReference', false>;
/** A transport whose server sends by itself. */
export type PushTransport = With<'delivery', 'push'>;

/** Whether a transport is under test; the others are references. */
export function isTested(transport: Transport): transport is TestedTransport {
  return !TRAITS[transport].isReference;
}

/** Whether a transport's server sends by itself. */
export function isPush(transport: Transport): transport is PushTransport {
  return TRAITS[transport].delivery === 'push';
}

/** Every transport, in the order of tables and legends. */
export const TRANSPORTS = Object.keys(TRAITS) as Transport[];
export const TESTED_TRANSPORTS: readonly TestedTransport[] = TRANSPORTS.filter(isTested);
export const REFERENCES: readonly Transport[] = TRANSPORTS.filter(one => !isTested(one));

/** The name of a transport in a heading or a table. */
export const nameOf = (transport: Transport): string => TRAITS[transport].name;

/** The name of a transport within a sentence. */
export const inProse = (transport: Transport): string => TRAITS[transport].inProse;
