import { packetHeaderBytes } from '../../analysis/models/network.ts';

/** The bytes of TCP/IP and Ethernet headers in a window, and the unexplained remainder. */
export interface Ledger {
  headerBytes: number;
  remainderBytes: number;
  remainderPercent: number;
  /** null where the system does not report it. */
  retransmittedSegments: number | null;
  repeatedSegments?: number;
}

export interface LedgerInput {
  application: { downBytes: number; upBytes: number };
  wire: { downBytes: number; upBytes: number; downPackets: number; upPackets: number };
  /** Number in the window. */
  connectionsOpened: number;
  retransmittedSegments: number | null;
  /** What the server sent again though it had arrived; null where the system does not report it. */
  repeatedSegments?: number | null;
}

/**
 * Explains the bytes on the wire of a window by the applications' bytes and by packets × headers.
 * The remainder was sent again, is in transit at an edge of the window, or was miscounted.
 */
export function ledgerOf({
  application,
  wire,
  connectionsOpened,
  retransmittedSegments,
  repeatedSegments = null,
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
    ...(repeatedSegments !== null && { repeatedSegments }),
  };
}
