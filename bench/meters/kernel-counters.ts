import { readdirSync, readFileSync } from 'node:fs';

// Counters of the Linux kernel for the network namespace of this process; each is null where the
// system does not report it.

/** Bytes and packets of an interface since its creation, Ethernet headers included. */
export interface InterfaceCounters {
  receivedBytes: number;
  receivedPackets: number;
  sentBytes: number;
  sentPackets: number;
}

function read(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null; // Not Linux, or not allowed.
  }
}

/**
 * Counters of one interface. Throws if there is no such interface, because the results would
 * silently lack the wire.
 */
export function interfaceCounters(name: string): InterfaceCounters {
  const fields = read('/proc/net/dev')
    ?.split('\n')
    .map(line => line.trim().split(/[:\s]+/))
    .find(([first]) => first === name);
  if (!fields) throw new Error(`no network interface ${name}`);
  const [receivedBytes, receivedPackets] = fields.slice(1, 3).map(Number);
  const [sentBytes, sentPackets] = fields.slice(9, 11).map(Number);
  return { receivedBytes, receivedPackets, sentBytes, sentPackets } as InterfaceCounters;
}

/** The places of both directions' dropped packets in a line of /proc/net/dev, behind the name. */
const DROPPED = [3, 11];

/** The packets dropped at all interfaces of a text as /proc/net/dev, without the loopback. */
export const droppedIn = (text: string): number =>
  text
    .split('\n')
    .slice(2)
    .map(line => line.trim().split(/[:\s]+/))
    .filter(([name]) => name !== '' && name !== 'lo')
    .reduce((sum, [, ...values]) => sum + DROPPED.reduce((both, at) => both + Number(values[at]), 0), 0);

/**
 * Packets that the kernel dropped at the interfaces of this network namespace, in both directions,
 * without the loopback: a queue was full. null where the system does not report it.
 */
export function droppedPackets(): number | null {
  const text = read('/proc/net/dev');
  return text === null ? null : droppedIn(text);
}

/**
 * A counter of /proc/net/snmp or netstat. Each group has a line of names and a line of values, both
 * prefixed with its name.
 */
export function protocolCounter(text: string, group: string, name: string): number | null {
  const [names, values] = text
    .split('\n')
    .filter(line => line.startsWith(`${group}:`))
    .map(line => line.split(' '));
  const column = names?.indexOf(name) ?? -1;
  return values && column > 0 ? Number(values[column]) : null;
}

/**
 * TCP segments retransmitted since the namespace was made, without those that the receiver reported
 * as received already (duplicate SACK, RFC 2883). Those were not lost: a virtual cable between two
 * cores may reorder packets, and the sender then takes one for lost.
 */
export function retransmittedSegments(): number | null {
  const sentAgain = protocolCounter(read('/proc/net/snmp') ?? '', 'Tcp', 'RetransSegs');
  const hadAlready = protocolCounter(read('/proc/net/netstat') ?? '', 'TcpExt', 'TCPDSACKRecvSegs') ?? 0;
  return sentAgain === null ? null : sentAgain - hadAlready;
}

const pageKib = read('/proc/self/smaps')?.match(/^KernelPageSize:\s+(\d+) kB$/m)?.[1];
/**
 * Bytes in one page of memory; null where the system does not report it. Read once, because the
 * file is long.
 */
const pageBytes = pageKib === undefined ? null : Number(pageKib) * 1024;

/**
 * TCP segments that were sent again and had arrived before, as the receiver reported (duplicate
 * SACK). Nearly all are tail loss probes (RFC 8985 §7): a client that is slow to read is slow to
 * acknowledge, too. null where the system does not report it.
 */
export function repeatedSegments(): number | null {
  return protocolCounter(read('/proc/net/netstat') ?? '', 'TcpExt', 'TCPDSACKRecvSegs');
}

/**
 * Memory of all TCP buffers in bytes. It covers the whole host, whatever the namespace, so both
 * ends of each connection.
 */
export function tcpBufferBytes(): number | null {
  const pages = read('/proc/net/sockstat')?.match(/^TCP:.* mem (\d+)/m)?.[1];
  return pages === undefined || pageBytes === null ? null : Number(pages) * pageBytes;
}

/** Number of file descriptors that this process holds. */
export function openFiles(): number | null {
  try {
    return readdirSync('/proc/self/fd').length - 1; // One of them is open to read the folder.
  } catch {
    return null; // Not Linux.
  }
}
