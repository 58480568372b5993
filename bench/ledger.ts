/** What TCP/IP and Ethernet headers account for in a window, and what nothing accounts for. */
export interface Ledger {
  headerBytes: number;
  remainderBytes: number;
  remainderPercent: number;
  retransmittedSegments: number;
}

/** Ethernet 14 (without the check sum, which no interface counts), IPv4 20, TCP 20, and 12 for its time stamps (RFC 7323). */
const SEGMENT_HEADER_BYTES = 66;
/** A handshake's two SYN segments carry 20 bytes of options instead of 12. */
const HANDSHAKE_EXTRA_BYTES = 2 * 8;

export interface LedgerInput {
  application: { downBytes: number; upBytes: number };
  wire: { downBytes: number; upBytes: number; downPackets: number; upPackets: number };
  /** In the window. */
  connectionsOpened: number;
  retransmittedSegments: number;
}

/**
 * Explains the bytes on the wire of a window by what the applications sent and by packets × headers. What stays is sent
 * again, under way at an edge of the window, or a mistake in counting.
 */
export function ledgerOf({
  application,
  wire,
  connectionsOpened,
  retransmittedSegments,
}: LedgerInput): Ledger {
  const wireBytes = wire.downBytes + wire.upBytes;
  const headerBytes =
    (wire.downPackets + wire.upPackets) * SEGMENT_HEADER_BYTES + connectionsOpened * HANDSHAKE_EXTRA_BYTES;
  const remainderBytes = wireBytes - headerBytes - application.downBytes - application.upBytes;
  return {
    headerBytes,
    remainderBytes,
    remainderPercent: wireBytes === 0 ? 0 : (100 * remainderBytes) / wireBytes,
    retransmittedSegments,
  };
}
