import { expect, test } from 'vitest';
import { droppedIn, protocolCounter } from '../../../bench/meters/kernel-counters.ts';

const SNMP = `Ip: Forwarding DefaultTTL
Ip: 2 64
Tcp: RtoAlgorithm RetransSegs InErrs
Tcp: 1 17 0
`;

test('a counter is found by its group and name', () => {
  expect(protocolCounter(SNMP, 'Tcp', 'RetransSegs')).toBe(17);
  expect(protocolCounter(SNMP, 'Ip', 'DefaultTTL')).toBe(64);
});

test('what is not counted here is not known', () => {
  expect(protocolCounter(SNMP, 'Tcp', 'TCPDSACKRecvSegs')).toBeNull();
  expect(protocolCounter(SNMP, 'TcpExt', 'RetransSegs')).toBeNull();
  expect(protocolCounter('', 'Tcp', 'RetransSegs')).toBeNull();
});

const DEVICES = `Inter-|   Receive                                                |  Transmit
 face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed
    lo:     100       1    0    9    0     0          0         0      100       1    0    9    0     0       0          0
  wire: 8100000   20000    0    2    0     0          0         0  5100000   10000    0    5    0     0       0          0
`;

test('dropped packets are those of both directions, without the loopback', () => {
  expect(droppedIn(DEVICES)).toBe(7);
});
