// The headers of TCP, IP and Ethernet, and the number of round trips before the first notification.

/**
 * A frame as Linux counts it on an interface: without preamble, checksum and gap (IEEE 802.3
 * §3.1.1).
 */
const ETHERNET_BYTES = 14;
/** Without options (RFC 791 §3.1). */
const IPV4_BYTES = 20;
/** Without options (RFC 9293 §3.1). */
const TCP_BYTES = 20;
/** Timestamps, 10, padded to 12 (RFC 7323 §3.2 and appendix A). */
const TCP_OPTIONS_BYTES = 12;
/**
 * Maximum segment size 4, SACK permitted 2, timestamps 10, window scale 3, padding 1 (RFC 9293,
 * 2018, 7323).
 */
const SYN_OPTIONS_BYTES = 20;

/** Bytes of headers of a TCP segment on Ethernet: 66. */
export const PACKET_HEADER_BYTES = ETHERNET_BYTES + IPV4_BYTES + TCP_BYTES + TCP_OPTIONS_BYTES;

/** Bytes of a SYN or SYN-ACK on Ethernet, which carries more options: 74. */
export const SYN_PACKET_BYTES = ETHERNET_BYTES + IPV4_BYTES + TCP_BYTES + SYN_OPTIONS_BYTES;

/** A segment on Ethernet has at most this content: 1500 without the headers of IP and TCP. */
const MOST_SEGMENT_BYTES = 1500 - IPV4_BYTES - TCP_BYTES - TCP_OPTIONS_BYTES;
/** The option by which a receiver says that a segment came twice, padded (RFC 2018, RFC 2883). */
const DSACK_BYTES = 12;

/**
 * The least and the most bytes on the wire, beyond the headers of packets, of segments that came
 * twice: their content, and what their acknowledgements have besides.
 */
export const repeatedBytes = (segments: number): { least: number; most: number } => ({
  least: segments * (DSACK_BYTES + 1),
  most: segments * (DSACK_BYTES + MOST_SEGMENT_BYTES),
});

/** Bytes of headers of `packets` frames; `synPackets` of them open connections, two for each. */
export function packetHeaderBytes({ packets, synPackets }: { packets: number; synPackets: number }): number {
  return (packets - synPackets) * PACKET_HEADER_BYTES + synPackets * SYN_PACKET_BYTES;
}

/**
 * Round trips from the start to the first notification, if one is already waiting. TCP needs 1 (RFC
 * 9293 §3.5), TLS 1.3 needs 1 more (RFC 8446 §2), and the request or the upgrade 1. The number is
 * the same for all four transports.
 */
export function setUpRoundTrips({ tls }: { tls: boolean }): number {
  return 1 + (tls ? 1 : 0) + 1;
}

/**
 * The same in ms, on a network with this round-trip time, without the work of server and client.
 */
export function setUpMs({ roundTripMs, tls }: { roundTripMs: number; tls: boolean }): number {
  return setUpRoundTrips({ tls }) * roundTripMs;
}
