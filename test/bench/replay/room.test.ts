import { expect, test } from 'vitest';
import { roomHere } from '../../../bench/replay/room.ts';

const machine = (openFiles: string, ports: string) => (path: string) => {
  if (path === '/proc/self/limits')
    return `Max open files            ${openFiles}                4096     files\n`;
  return path === '/proc/sys/net/ipv4/ip_local_port_range' ? ports : null;
};

test.each([
  ['20000', '32768\t60999\n', 19_800, /20,000 open files \(ulimit -n\)/],
  ['1000000', '32768\t60999\n', 28_032, /28,232 ports/],
  // A namespace of its own has the usual ports, whatever the host has.
  ['1000000', '1024\t65535\n', 28_032, /28,232 ports/],
  ['1000000', '50000\t50999\n', 800, /1,000 ports/],
  ['100', '32768\t60999\n', 0, /100 open files/],
])('%s open files and the ports %j allow %i subscribers', (openFiles, ports, most, because) => {
  const { subscribers, topics } = roomHere(machine(openFiles, ports));
  expect(subscribers).toEqual({ most, because: expect.stringMatching(because) });
  expect(topics.most).toBe(100_000);
});

test('a system that reports no limits has those of the lab', () => {
  expect(roomHere(() => null).subscribers).toEqual({ most: 100_000, because: 'the most of this lab' });
});
