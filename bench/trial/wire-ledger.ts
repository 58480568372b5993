import { packetHeaderBytes } from '../../analysis/models/network.ts';

/** What TCP/IP and Ethernet headers account for in a window, and what nothing accounts for. */
export interface Ledger {
  headerBytes: number;
  remainderBytes: number;
  remainderPercent: number;
  /** null where the system does not tell. */
  retransmittedSegments: number | null;
}

export interface LedgerInput {
  application: { downBytes: number; upBytes: number };
  wire: { downBytes: number; upBytes: number; downPackets: number; upPackets: number };
  /** In the window. */
  connectionsOpened: number;
  retransmittedSegments: number | null;
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
  const headerBytes = packetHeaderBytes({
    packets: wire.downPackets + wire.upPackets,
    synPackets: 2 * connectionsOpened,
  });
  const remainderBytes = wireBytes - headerBytes - application.downBytes - application.upBytes;
  return {
    headerBytes,
    remainderBytes,
    remainderPercent: wireBytes === 0 ? 0 : (100 * remainderBytes) / wireBytes,
    retransmittedSegments,
  };
}
