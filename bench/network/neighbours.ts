import { runLines } from './commands.ts';

/** What stands beside each other at the server's end, and can be cut off. */
export interface Neighbours {
  /** Drops all packets from and to an address of this end, without informing anyone. */
  cutOff(address: string): Promise<void>;
  /** Lets all packets pass again. */
  rejoin(): Promise<void>;
}

/** Where an IPv4 packet has its addresses, behind the Ethernet header of the loopback interface. */
const SOURCE_AT = 14 + 12;
const DESTINATION_AT = 14 + 16;

const asNumber = (address: string): number =>
  address.split('.').reduce((number, part) => 256 * number + Number(part), 0);

/**
 * A filter in classic BPF: opcode, jumps and operand of each instruction. Loads the source, then
 * the destination; 2 drops the packet, the last line lets it pass.
 */
const dropping = (address: string): string =>
  [
    '6',
    `32 0 0 ${SOURCE_AT}`,
    `21 2 0 ${asNumber(address)}`,
    `32 0 0 ${DESTINATION_AT}`,
    `21 0 1 ${asNumber(address)}`,
    '6 0 0 2',
    '6 0 0 4294967295',
  ].join(',');

/**
 * Those of the namespace that `enter` leads into. Packets are dropped where the loopback interface
 * receives them: dropped where they are sent, TCP would hear of it.
 */
export const neighboursAt = (enter: readonly string[]): Neighbours => ({
  cutOff: address =>
    runLines(enter, [
      'tc qdisc replace dev lo clsact',
      `tc filter replace dev lo ingress pref 1 handle 1 bpf da bytecode '${dropping(address)}'`,
    ]),
  rejoin: () => runLines(enter, ['tc qdisc del dev lo clsact']),
});
