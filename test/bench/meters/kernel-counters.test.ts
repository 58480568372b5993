import { expect, test } from 'vitest';
import { protocolCounter } from '../../../bench/meters/kernel-counters.ts';

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
