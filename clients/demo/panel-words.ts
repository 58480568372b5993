import { type DeliveryKind, type TestedTransport, TRAITS } from '../../scenarios/load/transport.ts';
import type { PageState } from '../page/follow.ts';

const REQUESTING: Record<DeliveryKind, string> = {
  'short-polling': 'polling',
  'long-polling': 'polling, the server waits',
  push: 'connecting',
};

/** A duration for reading from a distance: `0.4 s`, `12 s`, `3 min`. */
export function inSeconds(ms: number): string {
  const seconds = Math.max(0, ms) / 1000;
  if (seconds >= 90) return `${Math.round(seconds / 60)} min`;
  return `${seconds.toFixed(seconds < 10 ? 1 : 0)} s`;
}

/** A delay: `3 ms`, `1.2 s`. */
export const inMs = (ms: number): string => (ms < 1000 ? `${Math.max(0, Math.round(ms))} ms` : inSeconds(ms));

const BYTE_UNITS = ['B', 'kB', 'MB', 'GB', 'TB'] as const;

/** An amount of bytes: `812 B`, `4.2 kB`, `1.3 MB`, `54.0 GB`. */
export function inBytes(bytes: number): string {
  let [value, power] = [bytes, 0];
  // As rounded, it would have four digits.
  while (value >= (power === 0 ? 999.5 : 999.95) && power < BYTE_UNITS.length - 1) {
    value /= 1000;
    power++;
  }
  return `${value.toFixed(power === 0 ? 0 : 1)} ${BYTE_UNITS[power]}`;
}

const twoDigits = new Intl.NumberFormat('en', { maximumSignificantDigits: 2 });

/** An extrapolated count: `5,000`, `170`, `0.25`. */
export const inTwoDigits = (count: number): string => twoDigits.format(count);

/**
 * Whether an open connection counts among those that the browser allows to one host. An open
 * WebSocket does not, but in Firefox its handshake waits for one of them.
 */
export const COUNTS_WHEN_OPEN: Record<TestedTransport, boolean> = {
  'short-polling': true,
  'long-polling': true,
  sse: true,
  websocket: false,
};

/** What a request does that began while all of the browser's connections were taken. */
export const QUEUED = 'waits for one of the browser’s six connections';

/** The state of a subscription, in a few words. */
export function stateInWords(transport: TestedTransport, state: PageState): string {
  switch (state.kind) {
    case 'asking':
      return REQUESTING[TRAITS[transport].delivery];
    case 'idle':
      return 'between two polls';
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
