import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { type Network, openEmulatedNetwork } from '../../../bench/network/network.ts';
import type { Path } from '../../../scenarios/load/path.ts';
import { hasTcpdump, startCapture } from '../../harness/capture.ts';
import { cores } from '../../harness/trial-setup.ts';
import { sendUdp, type UdpStream, udpTimes } from '../../harness/udp-stream.ts';

// What an emulated path does, by tcpdump at both ends: the kernel's stamps, which share nothing
// with the relay and its calibration. All bounds are written here and come from no file of the lab.

const possible = await openEmulatedNetwork(cores).catch((error: Error) => error);
const without = possible instanceof Error ? ` (${possible.message})` : hasTcpdump ? '' : ' (needs tcpdump)';
if (!(possible instanceof Error)) await possible.close();

type Way = 'down' | 'up';

async function openedWith(path: Path): Promise<Network> {
  const network = await openEmulatedNetwork(cores);
  onTestFinished(() => network.close());
  await network.path?.set(path, 11);
  return network;
}

/** The moments of a stream at both ends, by the numbers of its packets. */
async function captured(network: Network, way: Way, stream: Omit<UdpStream, 'to'>) {
  const folder = mkdtempSync(join(tmpdir(), 'pushlab-capture-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const files = { server: join(folder, 'server.pcap'), clients: join(folder, 'clients.pcap') };
  const ends = [
    await startCapture(network, files.server, 64),
    await startCapture({ ...network, serverPrefix: network.clientPrefix }, files.clients, 64),
  ];
  const [prefix, to] =
    way === 'down'
      ? [network.serverPrefix, network.path?.clientsAddress() ?? '']
      : [network.clientPrefix, network.host];
  await sendUdp(prefix, { to, ...stream });
  await new Promise(resolve => setTimeout(resolve, 1500)); // What is under way arrives.
  for (const end of ends) await end();
  const [server, clients] = [udpTimes(files.server), udpTimes(files.clients)];
  const [left, arrived] = way === 'down' ? [server, clients] : [clients, server];
  expect(left.size).toBe(stream.packets);
  return { left, arrived };
}

/** One way of each packet that arrived, in ms, in the order of sending. */
const delaysMs = ({ left, arrived }: Awaited<ReturnType<typeof captured>>): number[] =>
  [...left].flatMap(([number, atMs]) => {
    const arrivedMs = arrived.get(number);
    return arrivedMs === undefined ? [] : [arrivedMs - atMs];
  });

const meanOf = (values: readonly number[]) => values.reduce((sum, one) => sum + one, 0) / values.length;
const spreadOf = (values: readonly number[]) => {
  const mean = meanOf(values);
  return Math.sqrt(meanOf(values.map(one => (one - mean) ** 2)));
};
const medianOf = (values: readonly number[]) => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;
/** Two captures stamp in whole microseconds. */
const STAMP_MS = 0.002;

describe.skipIf(without !== '')(`an emulated path as tcpdump sees it at both ends${without}`, () => {
  test.each(['down', 'up'] as const)(
    '%s: half of the round trip, never less, and within 2% in the median',
    async way => {
      const found = await captured(await openedWith({ rttMs: 80 }), way, {
        packets: 500,
        bytes: 60,
        everyMs: 2,
      });
      const delays = delaysMs(found);
      expect(delays).toHaveLength(500);
      expect(Math.min(...delays)).toBeGreaterThanOrEqual(40 - STAMP_MS);
      expect(medianOf(delays)).toBeLessThan(40 * 1.02);
    },
  );

  test('the delay wanders between the bounds of the jitter, with its spread, and keeps the order', async () => {
    const network = await openedWith({ rttMs: 80, jitterMs: 4 });
    const found = await captured(network, 'down', { packets: 4000, bytes: 60, everyMs: 1 });
    const delays = delaysMs(found);
    expect(delays).toHaveLength(4000);
    expect(Math.min(...delays)).toBeGreaterThanOrEqual(36 - STAMP_MS);
    expect(Math.min(...delays)).toBeLessThan(37);
    expect(delays.toSorted((a, b) => a - b)[3960]).toBeLessThan(44.8);
    // 4 s have 250 values of a curve that draws one each 16 ms: 3.3 standard errors of the mean are
    // 3.3 × 4 / √750, of the spread 3.3 × 0.52 / √250. 2% more are the machine's.
    expect(Math.abs(meanOf(delays) - 40)).toBeLessThan((3.3 * 4) / Math.sqrt(750) + 0.02 * 40);
    const wanted = 4 * Math.sqrt(2 / 9);
    expect(Math.abs(spreadOf(delays) / wanted - 1)).toBeLessThan((3.3 * 0.52) / Math.sqrt(250) + 0.02);
    expect([...found.arrived.keys()]).toEqual([...found.left.keys()]);
  });

  test.each([
    ['down', undefined, 6000],
    ['up', 5, 16_000],
  ] as const)('%s: so many packets are lost as set, in bursts of %s', async (way, burst, packets) => {
    const path: Path = { rttMs: 4, lossPercent: 5, ...(burst && { lossBurstPackets: burst }) };
    const { left, arrived } = await captured(await openedWith(path), way, {
      packets,
      bytes: 60,
      everyMs: 3000 / packets,
    });
    const lost = [...left.keys()].filter(number => !arrived.has(number));
    // One by one: √(n × 0.05 × 0.95), 17 of 300. In bursts of five, (1 + r) / (1 − r) times that
    // variance, where r = 1 − 1/5 − 0.05 / (5 × 0.95): 80 of 800.
    const r = burst === undefined ? 0 : 1 - 1 / burst - 0.05 / (burst * 0.95);
    const error = Math.sqrt(packets * 0.05 * 0.95 * ((1 + r) / (1 - r)));
    expect(Math.abs(lost.length - 0.05 * packets)).toBeLessThan(3.9 * error);
    const bursts = lost.filter(number => !lost.includes(number - 1)).length;
    const wanted = burst ?? 1 / 0.95;
    expect(lost.length / bursts / wanted).toBeGreaterThan(0.6);
    expect(lost.length / bursts / wanted).toBeLessThan(1.6);
  });

  test.each([
    ['down', 1000],
    ['up', 8000],
  ] as const)('%s: a limit of %d kbit/s within 2%, behind a queue of 64 KiB', async (way, kbit) => {
    const path: Path = { rttMs: 20, [way === 'down' ? 'downKbitPerSecond' : 'upKbitPerSecond']: kbit };
    const { left, arrived } = await captured(await openedWith(path), way, {
      packets: 200,
      bytes: 1000,
      everyMs: 0,
    });
    const frameBits = 8 * (1000 + 42);
    const times = [...arrived.values()];
    const shown = ((times.length - 1) * frameBits) / ((times.at(-1) ?? 0) - (times[0] ?? 0));
    expect(Math.abs(shown / kbit - 1)).toBeLessThan(0.02);
    // The queue holds 62 frames, and what passes while they come.
    const sendingMs = Math.max(...left.values()) - Math.min(...left.values());
    expect(times.length).toBeGreaterThanOrEqual(62);
    expect(times.length).toBeLessThanOrEqual(63 + Math.ceil((sendingMs * kbit) / frameBits));
    const first = (arrived.get(0) ?? 0) - (left.get(0) ?? 0);
    expect(first).toBeGreaterThanOrEqual(10 + frameBits / kbit - STAMP_MS);
  });
});
