import { runLines } from './commands.ts';

/** The name of the interface at either end of the cable, or of the emulated path. */
export const WIRE = 'wire';

/** An end of the network: the addresses that it may have, its own first, and its interface's. */
export interface End {
  addresses: readonly [string, ...string[]];
  mac: string;
}

// From the range that RFC 2544 reserves for benchmarks between two networks.
export const SERVER_END: End = { addresses: ['198.18.0.1'], mac: '02:00:00:00:00:01' };
export const CLIENTS_END: End = { addresses: ['198.18.0.2', '198.18.0.3'], mac: '02:00:00:00:00:02' };
/** The subnet of both ends. */
export const SUBNET = { network: '198.18.0.0/29', prefixBits: 29 };

/** One Ethernet frame per segment, so that the counters show what a real cable would carry. */
export const LINK = 'mtu 1500 gso_max_segs 1';

/** Sets the neighbour's addresses, so that no ARP request is needed on the cable. */
export const setNeighbour = ({ addresses, mac }: End): string =>
  addresses
    .map(address => `ip neigh replace ${address} lladdr ${mac} dev ${WIRE} nud permanent`)
    .join(' && ');

/** Lines of a shell that set up one end of the cable: its own address and its peer's. */
export const setUpEnd = (own: End, peer: End): string[] => [
  'for file in /proc/sys/net/ipv6/conf/*/disable_ipv6; do [ ! -e $file ] || echo 1 > $file; done',
  // Path metrics of one trial must not help the next.
  'echo 1 > /proc/sys/net/ipv4/tcp_no_metrics_save',
  'ip link set lo up',
  `ip link set ${WIRE} up`,
  `ip addr add ${own.addresses[0]}/${SUBNET.prefixBits} dev ${WIRE}`,
  setNeighbour(peer),
];

/**
 * Ends all TCP connections of both ends, also those that ended processes left to the kernel. To an
 * address that is gone it would repeat what they had sent, through the trials that follow.
 */
export async function endConnections(ends: readonly (readonly string[])[]): Promise<void> {
  const end = ['ss --kill --tcp state connected exclude time-wait'];
  await Promise.all(ends.map(enter => runLines(enter, end)));
}

/** The clients' end as others reach it, and how it moves. */
export interface ClientsPlace {
  address(): string;
  /**
   * Takes the next address. Connections of the address before it are dead, and neither side is
   * told.
   */
  move(): Promise<void>;
}

/** The clients' end at its first address, behind the prefix that enters it. */
export function clientsPlace(enterClients: readonly string[]): ClientsPlace {
  const { addresses } = CLIENTS_END;
  let current = addresses[0];
  return {
    address: () => current,
    async move() {
      const before = current;
      current = addresses[(addresses.indexOf(before) + 1) % addresses.length] as string;
      await runLines(enterClients, [
        `ip addr del ${before}/${SUBNET.prefixBits} dev ${WIRE}`,
        `ip addr add ${current}/${SUBNET.prefixBits} dev ${WIRE}`,
      ]);
    },
  };
}
