import type { Arrivals, RelayedDirection } from '../../processes/path-messages.ts';
import { frameBytesOf, type Stream } from './streams.ts';

/** More than the limit must come to it by this share, or the limit does not show. */
const LEAST_OVERLOAD = 1.05;
/** The probe must receive this share of what passed the limit, or it shows its own limit. */
const LEAST_RECEIVED = 0.99;

/** What one stream met: as the emulator counted it, as it arrived, and how long sending took. */
export interface Observed {
  relayed: RelayedDirection;
  arrivals: Arrivals;
  sendingMs: number;
}

/**
 * The bandwidth that a stream showed, in kbit a second with all headers. Null if it cannot show the
 * limit, because the sender, the emulator or the receiver is slower.
 */
export function limitShown(
  stream: Stream,
  { relayed, arrivals, sendingMs }: Observed,
  kbitPerSecond: number,
): number | null {
  const frameBits = 8 * frameBytesOf(stream);
  const passed = relayed.packets - relayed.lostPackets - relayed.overflowedPackets - relayed.cutPackets;
  const isOffered = relayed.packets * frameBits >= LEAST_OVERLOAD * kbitPerSecond * sendingMs;
  if (!isOffered || arrivals.count < LEAST_RECEIVED * passed) return null;
  return arrivals.durationMs === 0 ? 0 : ((arrivals.count - 1) * frameBits) / arrivals.durationMs;
}
