// What TCP, IP and Ethernet add, and how many round trips pass before the first notification.

/** As Linux counts a frame on an interface: without preamble, checksum and gap (IEEE 802.3 §3.1.1). */
const ETHERNET_BYTES = 14;
/** Without options (RFC 791 §3.1). */
const IPV4_BYTES = 20;
/** Without options (RFC 9293 §3.1). */
const TCP_BYTES = 20;
/** Timestamps, 10, padded to 12 (RFC 7323 §3.2 and appendix A). */
const TCP_OPTIONS_BYTES = 12;
/** Maximum segment size 4, SACK permitted 2, timestamps 10, window scale 3, padding 1 (RFC 9293, 2018, 7323). */
const SYN_OPTIONS_BYTES = 20;

/** Bytes of headers of a TCP segment on Ethernet: 66. */
export const PACKET_HEADER_BYTES = ETHERNET_BYTES + IPV4_BYTES + TCP_BYTES + TCP_OPTIONS_BYTES;

/** Bytes of a SYN or SYN-ACK on Ethernet, which carries more options: 74. */
export const SYN_PACKET_BYTES = ETHERNET_BYTES + IPV4_BYTES + TCP_BYTES + SYN_OPTIONS_BYTES;

/** Bytes of headers of `packets` frames, of which `synPackets` open connections (two for each connection). */
export function packetHeaderBytes({ packets, synPackets }: { packets: number; synPackets: number }): number {
  return (packets - synPackets) * PACKET_HEADER_BYTES + synPackets * SYN_PACKET_BYTES;
}

/**
 * Round trips from nothing to the first notification that is already waiting: TCP 1 (RFC 9293 §3.5), TLS 1.3 one more (RFC
 * 8446 §2), the request or the upgrade 1. The same for all four transports.
 */
export function setUpRoundTrips({ tls }: { tls: boolean }): number {
  return 1 + (tls ? 1 : 0) + 1;
}

/** The same in ms, on a network with this round-trip time; what server and client compute is not in it. */
export function setUpMs({ roundTripMs, tls }: { roundTripMs: number; tls: boolean }): number {
  return setUpRoundTrips({ tls }) * roundTripMs;
}
