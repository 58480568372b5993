import type { TestedTransport, Transport } from '../../scenarios/load/transport.ts';

export type Marker = 'square' | 'triangle' | 'diamond' | 'circle' | 'cross' | 'star';

interface Look {
  /** In headings, legends and tables. */
  name: string;
  /** Within a sentence. */
  prose: string;
  /** A reference is shown beside the transports under test and is never ranked. */
  reference: boolean;
  /** Second cue beside the colour; the style sheet defines the colour as --<transport>. */
  marker: Marker;
  dash: number[];
}

/** The name and look of each transport, in the order of tables and legends. */
export const LOOKS = {
  'short-polling': {
    name: 'Short polling',
    prose: 'short polling',
    reference: false,
    marker: 'square',
    dash: [2, 3],
  },
  'long-polling': {
    name: 'Long polling',
    prose: 'long polling',
    reference: false,
    marker: 'triangle',
    dash: [8, 4],
  },
  sse: { name: 'SSE', prose: 'SSE', reference: false, marker: 'diamond', dash: [10, 3, 2, 3] },
  websocket: { name: 'WebSocket', prose: 'WebSocket', reference: false, marker: 'circle', dash: [] },
  'tcp-floor': { name: 'TCP floor', prose: 'the TCP floor', reference: true, marker: 'cross', dash: [1, 3] },
  'bare-reader': {
    name: 'Bare reader',
    prose: 'the bare reader',
    reference: true,
    marker: 'star',
    dash: [4, 2, 1, 2],
  },
} as const satisfies Record<Transport, Look>;

/** All transports in display order. */
export const ORDER = Object.keys(LOOKS) as Transport[];

/** Whether a transport is under test; the others are references. */
export function isTested(transport: Transport): transport is TestedTransport {
  return !LOOKS[transport].reference;
}

/** The name of a transport for headings and tables. */
export const nameOf = (transport: Transport): string => LOOKS[transport].name;

/** The name of a transport within a sentence. */
export const inProse = (transport: Transport): string => LOOKS[transport].prose;
