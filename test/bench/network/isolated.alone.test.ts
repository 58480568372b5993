import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { congestionControl } from '../../../bench/network/congestion-control.ts';
import { openNetwork } from '../../../bench/network/network.ts';
import { runTrial } from '../../../bench/trial/trial.ts';
import type { MeasuredTrial } from '../../../results/format/trial.ts';
import { ROOT } from '../../../root.ts';
import { runAsNobody, usersMay } from '../../harness/as-nobody.ts';
import { networkNamespaces } from '../../harness/bench-command.ts';
import { hasTcpdump, startCapture } from '../../harness/capture.ts';
import { cores, load, planOf, settingsOf } from '../../harness/trial-setup.ts';

const possible = await openNetwork('isolated', cores).catch((error: Error) => error);
const without = possible instanceof Error ? ` (${possible.message})` : '';
if (!(possible instanceof Error)) await possible.close();

/**
 * Packets of a capture file (libpcap's format): when they passed, in ms of the wall clock, their
 * length, their sender's MAC.
 */
function readCapture(path: string) {
  const bytes = readFileSync(path);
  expect(bytes.readUInt32LE(0)).toBe(0xa1b2c3d4);
  const packets: { atMs: number; length: number; from: string }[] = [];
  for (let at = 24; at < bytes.length; ) {
    const [seconds, micros, kept, length] = [0, 4, 8, 12].map(offset => bytes.readUInt32LE(at + offset));
    packets.push({
      atMs: Number(seconds) * 1000 + Number(micros) / 1000,
      length: Number(length),
      from: bytes.toString('hex', at + 16 + 6, at + 16 + 12),
    });
    at += 16 + Number(kept);
  }
  return packets;
}

describe.skipIf(possible instanceof Error)(`isolated network${without}`, () => {
  test('closing it leaves neither process nor namespace', async () => {
    const before = networkNamespaces();
    const network = await openNetwork('isolated', cores);
    const made = [...networkNamespaces()].filter(name => !before.has(name));
    expect(made.length).toBeGreaterThanOrEqual(2);
    await network.close();
    const left = networkNamespaces();
    expect(made.filter(name => left.has(name))).toEqual([]);
  });

  test('the congestion control that is recorded is that of the server’s end', async () => {
    const network = await openNetwork('isolated', cores);
    onTestFinished(() => network.close());
    const [program, ...words] = network.serverPrefix as [string, ...string[]];
    // reno is part of every kernel, and seldom its default.
    const set = 'echo reno > /proc/sys/net/ipv4/tcp_congestion_control';
    expect(spawnSync(program, [...words, 'sh', '-c', set]).status).toBe(0);
    expect(congestionControl(network)).toBe('reno');
    expect(congestionControl({ serverPrefix: [] })).toBe(
      readFileSync('/proc/sys/net/ipv4/tcp_congestion_control', 'utf8').trim(),
    );
  });

  test.skipIf(!usersMay)(
    `works for a user without rights${usersMay ? '' : ' (needs root, and user namespaces for others)'}`,
    async () => {
      const script = `
      import { openNetwork } from ${JSON.stringify(join(ROOT, 'bench/network/network.ts'))};
      import { spawnSync } from 'node:child_process';
      const network = await openNetwork('isolated', ${JSON.stringify(cores)});
      const [file, ...words] = [...network.serverPrefix, 'cat', '/proc/net/dev'];
      console.log(network.mode, spawnSync(file, words, { encoding: 'utf8' }).stdout);
      await network.close();`;
      const { stdout, stderr } = runAsNobody(script);
      expect(stderr).toBe('');
      expect(stdout).toMatch(/^isolated /);
      expect(stdout).toMatch(/^\s*wire:/m);
    },
  );

  // Five a second: at either edge of the window, half way between two, the cable is quiet, delayed
  // acknowledgements included.
  const quiet = {
    load: {
      ...load,
      audience: { kind: 'shared', topic: 't' },
      arrivals: { kind: 'periodic', ratePerSecond: 5 },
    },
    warmUpSeconds: 0.6,
    windowSeconds: 2,
  } as const;

  test.concurrent.each(['short-polling', 'long-polling', 'sse', 'websocket', 'tcp-floor'] as const)(
    '%s: packets and their headers explain the wire to under 1%',
    async transport => {
      const network = await openNetwork('isolated', cores);
      const trial = await runTrial(planOf(transport, quiet), settingsOf({ network })).finally(network.close);
      if (trial.status === 'error') throw new Error(trial.reasons.join());
      const { wire, ledger, application } = trial.bandwidth;
      expect(Math.abs(ledger?.remainderPercent ?? 100)).toBeLessThan(1);
      expect(wire?.downBytes).toBeGreaterThan(application.downBytes);
      expect(wire?.upBytes).toBeGreaterThan(application.upBytes);
      expect(ledger?.retransmittedSegments).toBe(0);
    },
  );

  describe.skipIf(!hasTcpdump)(`beside a capture${hasTcpdump ? '' : ' (needs tcpdump)'}`, () => {
    let folder: string;
    beforeAll(() => {
      folder = mkdtempSync(join(tmpdir(), 'pushlab-capture-'));
    });
    afterAll(() => rmSync(folder, { recursive: true, force: true }));

    test('the bytes and packets of a window are those that pass the cable, exactly', async () => {
      const network = await openNetwork('isolated', cores);
      onTestFinished(() => network.close());
      const file = join(folder, 'wire.pcap');
      const endCapture = await startCapture(network, file, 64);
      let fromMs = 0;
      const trial = (await runTrial(
        planOf('sse', quiet),
        settingsOf({
          network,
          onStage(stage) {
            if (stage === 'measure') fromMs = performance.timeOrigin + performance.now();
          },
        }),
      )) as MeasuredTrial;
      await endCapture();
      const packets = readCapture(file).filter(({ atMs }) => atMs >= fromMs && atMs < fromMs + 2000);
      const sum = (from: string) => {
        const sent = packets.filter(packet => packet.from === from);
        return { packets: sent.length, bytes: sent.reduce((total, { length }) => total + length, 0) };
      };
      const [down, up] = [sum('020000000001'), sum('020000000002')];
      // Ten notifications to each of four subscribers, at least.
      expect(down.packets).toBeGreaterThanOrEqual(40);
      expect(trial.bandwidth.wire).toEqual({
        downBytes: down.bytes,
        upBytes: up.bytes,
        downPackets: down.packets,
        upPackets: up.packets,
      });
    });
  });
});

describe('where there is no isolated network', () => {
  test('the loopback replaces it and says why; an explicit request is refused in one line', async () => {
    const { PATH } = process.env;
    onTestFinished(() => {
      process.env.PATH = PATH;
    });
    process.env.PATH = '/nowhere';
    const network = await openNetwork(null, cores);
    expect(network).toMatchObject({
      mode: 'loopback',
      host: '127.0.0.1',
      notice:
        'no isolated network: unshare, nsenter not installed (Debian package util-linux); ip not installed (Debian package iproute2)',
      wireInterface: null,
    });
    await expect(openNetwork('isolated', cores)).rejects.toThrow(
      /^no isolated network: unshare, nsenter not installed .*; ip not installed .*; use --network loopback instead$/,
    );
  });

  test('the loopback that is asked for says so', async () => {
    expect(await openNetwork('loopback', cores)).toMatchObject({
      mode: 'loopback',
      notice: 'the loopback was asked for',
    });
  });
});
