import { readdirSync, readFileSync } from 'node:fs';

// What the Linux kernel counts for the network namespace of the process that asks, each as null where it does not tell.

/** Bytes and packets of an interface since it was made, Ethernet headers included. */
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

/** Counters of one interface. Throws when there is no such interface: figures would silently lack the wire. */
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

/** A counter of /proc/net/snmp or netstat: a line of names, then one of values, each behind the name of the group. */
export function protocolCounter(text: string, group: string, name: string): number | null {
  const [names, values] = text
    .split('\n')
    .filter(line => line.startsWith(`${group}:`))
    .map(line => line.split(' '));
  const column = names?.indexOf(name) ?? -1;
  return values && column > 0 ? Number(values[column]) : null;
}

/**
 * TCP segments sent again since the namespace was made, without those of which the receiver reported that it had them already
 * (duplicate SACK, RFC 2883): nothing was lost there. A virtual cable between two cores may change the order of packets, and
 * the sender then takes one for lost.
 */
export function retransmittedSegments(): number | null {
  const sentAgain = protocolCounter(read('/proc/net/snmp') ?? '', 'Tcp', 'RetransSegs');
  const hadAlready = protocolCounter(read('/proc/net/netstat') ?? '', 'TcpExt', 'TCPDSACKRecvSegs') ?? 0;
  return sentAgain === null ? null : sentAgain - hadAlready;
}

const pageKib = read('/proc/self/smaps')?.match(/^KernelPageSize:\s+(\d+) kB$/m)?.[1];
/** Bytes in one page of memory; null where the system does not tell. Read once, for the answer is long. */
const pageBytes = pageKib === undefined ? null : Number(pageKib) * 1024;

/** Memory of all TCP buffers in bytes: of the whole host, whatever the namespace, so both ends of each connection. */
export function tcpBufferBytes(): number | null {
  const pages = read('/proc/net/sockstat')?.match(/^TCP:.* mem (\d+)/m)?.[1];
  return pages === undefined || pageBytes === null ? null : Number(pages) * pageBytes;
}

/** File descriptors that this process holds. */
export function openFiles(): number | null {
  try {
    return readdirSync('/proc/self/fd').length - 1; // One of them reads the folder.
  } catch {
    return null; // Not Linux.
  }
}
