import { type DeliveryKind, type TestedTransport, TRAITS } from '../../scenarios/load/transport.ts';
import type { PageState } from '../page/follow.ts';

const ASKING: Record<DeliveryKind, string> = {
  'short-polling': 'polling',
  'long-polling': 'polling, the server waits',
  push: 'connecting',
};

/** A duration to be read from afar: `0.4 s`, `12 s`, `3 min`. */
export function inSeconds(ms: number): string {
  const seconds = Math.max(0, ms) / 1000;
  if (seconds >= 90) return `${Math.round(seconds / 60)} min`;
  return `${seconds.toFixed(seconds < 10 ? 1 : 0)} s`;
}

/** A delay: `3 ms`, `1.2 s`. */
export const inMs = (ms: number): string => (ms < 1000 ? `${Math.max(0, Math.round(ms))} ms` : inSeconds(ms));

/** An amount of bytes: `812 B`, `4.2 kB`, `1.3 MB`. */
export function inBytes(bytes: number): string {
  if (bytes < 1000) return `${Math.round(bytes)} B`;
  return bytes < 1e6 ? `${(bytes / 1000).toFixed(1)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}

/** How it stands with a subscription, in a few words. */
export function stateInWords(transport: TestedTransport, state: PageState): string {
  switch (state.kind) {
    case 'asking':
      return ASKING[TRAITS[transport].delivery];
    case 'idle':
      return 'between two questions';
    case 'open':
      return 'connected';
    case 'waiting':
      return state.retryMs === null
        ? 'broken; the browser tries again'
        : `broken; again in ${inSeconds(state.retryMs)}`;
    case 'ended':
      return `ended: ${state.reason}`;
  }
}
