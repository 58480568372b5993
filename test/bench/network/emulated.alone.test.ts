import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { burstFound, burstTrial } from '../../../bench/calibration/path/burst.ts';
import { burstSizes } from '../../../bench/calibration/path/burst-sizes.ts';
import { calibratePath } from '../../../bench/calibration/path/calibrate-path.ts';
import { startProbing } from '../../../bench/calibration/path/probing.ts';
import { droppedIn } from '../../../bench/meters/kernel-counters.ts';
import { routeCongestionControl } from '../../../bench/network/congestion-control.ts';
import { type Network, openEmulatedNetwork } from '../../../bench/network/network.ts';
import { pathsOf } from '../../../bench/run/paths.ts';
import { runTrial } from '../../../bench/trial/trial.ts';
import type { MeasuredTrial } from '../../../results/format/trial.ts';
import { ROOT } from '../../../root.ts';
import { nowMicros } from '../../../scenarios/load/notification.ts';
import type { Path } from '../../../scenarios/load/path.ts';
import { runAsNobody, runWithoutCapabilities, usersMay } from '../../harness/as-nobody.ts';
import { networkNamespaces } from '../../harness/bench-command.ts';
import { cores, load, planOf, settingsOf } from '../../harness/trial-setup.ts';

const possible = await openEmulatedNetwork(cores).catch((error: Error) => error);
const without = possible instanceof Error ? ` (${possible.message})` : '';
if (!(possible instanceof Error)) await possible.close();

/** Without udev, the device of taps is root's alone. */
const tapsAreForAll = ((statSync('/dev/net/tun', { throwIfNoEntry: false })?.mode ?? 0) & 0o006) === 0o006;

async function opened(): Promise<Network & { path: NonNullable<Network['path']> }> {
  const network = await openEmulatedNetwork(cores);
  onTestFinished(() => network.close());
  return { ...network, path: network.path as NonNullable<Network['path']> };
}
const overPath = (path: Path) => ({ load: { ...load, path } });
const measured = (trial: Awaited<ReturnType<typeof runTrial>>): MeasuredTrial => {
  if (trial.status === 'error') throw new Error(trial.reasons.join('; '));
  return trial;
};
const fails = async (network: Network) =>
  network.path?.failure.then(
    () => '',
    (error: Error) => error.message,
  );

/** The TCP connections of a namespace that are not over. */
function connectionsAt([file, ...words]: readonly string[]): string {
  const ss = ['ss', '--no-header', '--tcp', '--numeric', 'state', 'connected', 'exclude', 'time-wait'];
  const { status, stdout, stderr } = spawnSync(file as string, [...words, ...ss], { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return stdout;
}

describe.skipIf(possible instanceof Error)(`emulated network${without}`, () => {
  test('closing it leaves neither process nor namespace', async () => {
    const before = networkNamespaces();
    const network = await openEmulatedNetwork(cores);
    const made = [...networkNamespaces()].filter(name => !before.has(name));
    expect(made.length).toBeGreaterThanOrEqual(3);
    const relay = network.path?.pid as number;
    await network.close();
    const left = networkNamespaces();
    expect(made.filter(name => left.has(name))).toEqual([]);
    expect(() => process.kill(relay, 0)).toThrow('ESRCH');
  });

  test.skipIf(!usersMay)(
    `works for a user without rights${usersMay ? '' : ' (needs root, and user namespaces for others)'}`,
    async () => {
      const script = `
      import { openEmulatedNetwork } from ${JSON.stringify(join(ROOT, 'bench/network/network.ts'))};
      import { spawnSync } from 'node:child_process';
      const network = await openEmulatedNetwork(${JSON.stringify(cores)});
      await network.path.set({ rttMs: 20 }, 1);
      const [file, ...words] = [...network.serverPrefix, 'cat', '/proc/net/dev'];
      console.log(network.mode, spawnSync(file, words, { encoding: 'utf8' }).stdout);
      await network.close();`;
      const { stdout, stderr } = tapsAreForAll ? runAsNobody(script) : runWithoutCapabilities(script);
      expect(stderr).toBe('');
      expect(stdout).toMatch(/^isolated /);
      expect(stdout).toMatch(/^\s*wire:/m);
    },
  );

  test('both ends use the congestion control of the path, and cubic without one', async () => {
    const network = await opened();
    const routes = () =>
      [network.serverPrefix, network.clientPrefix].map(
        ([file, ...words]) =>
          spawnSync(file as string, [...words, 'ip', 'route'], { encoding: 'utf8' }).stdout,
      );
    await network.path.set({ rttMs: 2, congestionControl: 'reno' }, 1);
    for (const route of routes()) expect(route).toMatch(/congctl reno/);
    expect(routeCongestionControl(network)).toBe('reno');
    await network.path.set({ rttMs: 2 }, 1);
    for (const route of routes()) expect(route).toMatch(/congctl cubic/);
    expect(routeCongestionControl(network)).toBe('cubic');
  });

  test('calibration counts the packets that were lost, and none without loss', async () => {
    const network = await opened();
    const probing = await startProbing(network, network.path, { seed: 1, hiccups: { p99Ms: 1, maxMs: 5 } });
    onTestFinished(() => probing.stop());
    const baseline = await probing.baseline({ rttMs: 20 });
    expect(baseline.down.count).toBeGreaterThan(200);
    const lossy = await probing.observe({ rttMs: 20, lossPercent: 3 }, baseline);
    for (const { counted, lostPackets, lossFromPercent, lossToPercent, probes } of [lossy.down, lossy.up]) {
      expect(probes + lostPackets).toBe(counted);
      expect((100 * lostPackets) / counted).toBeGreaterThanOrEqual(lossFromPercent);
      expect((100 * lostPackets) / counted).toBeLessThanOrEqual(lossToPercent);
    }
    const clean = await probing.observe({ rttMs: 40, downKbitPerSecond: 2000 }, baseline);
    expect([clean.down.lostPackets, clean.up.lostPackets]).toEqual([0, 0]);
    // A packet cannot be early; how late it is, is the machine's.
    expect(clean.up.wantedDelayMs).toBe(20);
    expect(clean.up.relayedDelayMs).toBeCloseTo(20, 6);
    expect(clean.up.measuredDelayMs).toBeGreaterThan(19);
    // 102 bytes at 2,000 bits a millisecond.
    expect(clean.down.wantedDelayMs).toBeCloseTo(20.408, 6);
    expect(clean.down.relayedDelayMs).toBeGreaterThanOrEqual(20.408 - 1e-6);
    expect(clean.down.measuredKbitPerSecond).toBeLessThan(2100);
    expect(clean.down.measuredKbitPerSecond).toBeGreaterThan(1500);
    expect(clean.up.measuredKbitPerSecond).toBeNull();
  });

  // A busy machine spoils the trial of the transit, or the moment at which a counter is read.
  test('a calibrated path has its transit, and nothing is retransmitted in a burst', {
    retry: 2,
  }, async () => {
    const network = await opened();
    const path: Path = { rttMs: 30 };
    const times = { warmUpSeconds: 0.3, windowSeconds: 1 };
    const loads = [{ ...load, path, subscribers: 200 }];
    const plan = { path, loads, ...times, idleTransitMs: 0.4, attemptsBefore: 1 };
    const calibration = await calibratePath(plan, settingsOf({ network }));
    expect(calibration.transitMs).toBeGreaterThanOrEqual(15);
    expect(calibration.wantedTransitMs).toBeCloseTo(15.4, 6);
    expect(calibration.burst).toEqual({
      connections: 200,
      payloadBytes: 200,
      packets: 200,
      missing: 0,
      retransmittedSegments: 0,
    });
    expect(calibration.attempts).toBeGreaterThanOrEqual(2);
  });

  test('a burst that a narrow path lets through soon arrives whole', { retry: 2 }, async () => {
    const network = await opened();
    const path: Path = { rttMs: 30, downKbitPerSecond: 1000, upKbitPerSecond: 256 };
    const [size, ...others] = burstSizes(path, [{ ...load, path, subscribers: 200 }]);
    expect(others).toEqual([]);
    expect(size?.connections).toBeGreaterThan(20);
    if (!size) return;
    const plan = planOf('tcp-floor', { seed: 0, ...burstTrial(path, size) });
    const { connections } = size;
    expect(burstFound(await runTrial(plan, settingsOf({ network })), size)).toMatchObject({
      packets: connections,
      missing: 0,
      retransmittedSegments: 0,
    });
  });

  test('a path of 8 kbit/s that loses 40% can be probed', async () => {
    const network = await opened();
    const probing = await startProbing(network, network.path, { seed: 1, hiccups: { p99Ms: 1, maxMs: 5 } });
    onTestFinished(() => probing.stop());
    const narrow: Path = { rttMs: 20, lossPercent: 40, downKbitPerSecond: 8 };
    const { down } = await probing.observe(narrow, await probing.baseline(narrow));
    expect(down.wantedDelayMs).toBe(112);
    expect(down.measuredDelayMs).toBeGreaterThan(111);
    expect(down.measuredKbitPerSecond).toBeGreaterThan(7);
    expect(down.measuredKbitPerSecond).toBeLessThan(8.2);
  });

  test('an interrupt ends a calibration before its probes have ended', async () => {
    const network = await opened();
    const interrupt = new AbortController();
    const path: Path = { rttMs: 20, jitterMs: 10 };
    const times = { warmUpSeconds: 0.3, windowSeconds: 1 };
    const plan = { path, loads: [{ ...load, path }], ...times, idleTransitMs: 0.4, attemptsBefore: 0 };
    const set = network.path.set;
    network.path.set = async (given, seed) => {
      await set(given, seed);
      // Now the probes of the path begin, which take 16 s.
      if (given === path) interrupt.abort();
    };
    const calibrating = calibratePath(plan, settingsOf({ network, signal: interrupt.signal }));
    await expect(calibrating).rejects.toThrow('interrupted');
    await expect(calibratePath(plan, settingsOf({ network, signal: interrupt.signal }))).rejects.toThrow(
      'interrupted',
    );
  });

  test.each(['short-polling', 'long-polling', 'sse', 'websocket'] as const)(
    '%s: nothing arrives sooner than the path allows, and the path is counted',
    async transport => {
      const network = await opened();
      const trial = measured(
        await runTrial(planOf(transport, overPath({ rttMs: 60 })), settingsOf({ network, transitMs: 30 })),
      );
      expect(trial.deliveries).toMatchObject({ missing: 0, duplicate: 0, reordered: 0 });
      expect(trial.latencyMs?.fromSchedule.min).toBeGreaterThanOrEqual(30);
      expect(trial.path?.down).toMatchObject({ lostPackets: 0, overflowedPackets: 0, cutPackets: 0 });
      // The interface counts at its own two moments, the relay at its own.
      const { downPackets = 0 } = trial.bandwidth.wire ?? {};
      expect(Math.abs((trial.path?.down.packets ?? 0) - downPackets)).toBeLessThan(0.1 * downPackets + 20);
      expect(trial.gates.map(({ id }) => id)).toEqual(
        expect.arrayContaining(['path', 'relay-cpu', 'relay-late', 'path-drops']),
      );
    },
  );

  test('packets that the path loses are sent again, and the gate expects it', async () => {
    const network = await opened();
    const plan = planOf('websocket', { ...overPath({ rttMs: 20, lossPercent: 5 }), windowSeconds: 2 });
    const trial = measured(await runTrial(plan, settingsOf({ network })));
    expect(trial.path?.down.lostPackets).toBeGreaterThan(0);
    expect(trial.bandwidth.ledger?.retransmittedSegments).toBeGreaterThan(0);
    expect(trial.gates.find(({ id }) => id === 'retransmits')?.passed).toBe(true);
    expect(trial.deliveries.missing).toBe(0);
  });

  test('a trial over a path leaves no connection to the kernel', async () => {
    const network = await opened();
    measured(await runTrial(planOf('sse', overPath({ rttMs: 200 })), settingsOf({ network })));
    expect(connectionsAt(network.serverPrefix)).toBe('');
    expect(connectionsAt(network.clientPrefix)).toBe('');
  });

  test('a window whose trial failed is nobody’s, and the next window is measured', async () => {
    const { path } = await opened();
    const windowOf = (seconds: number) => {
      const fromMicros = nowMicros();
      return { fromMicros, toMicros: fromMicros + seconds * 1e6 };
    };
    await path.set({ rttMs: 2 }, 1);
    const broken = expect(path.measure(windowOf(0.4))).rejects.toThrow(
      'path relay: nobody waits for "measured" any more',
    );
    await path.set({ rttMs: 2 }, 1);
    await broken;
    const started = nowMicros();
    await path.measure(windowOf(0.6));
    // Not the answer for the window before.
    expect(nowMicros() - started).toBeGreaterThan(590_000);
  });

  test('packets that do not fit the queue before the relay are counted as dropped', async () => {
    const network = await opened();
    const { pid } = network.path;
    const [file, ...words] = network.serverPrefix;
    const drops = () =>
      droppedIn(spawnSync(file as string, [...words, 'cat', '/proc/net/dev'], { encoding: 'utf8' }).stdout);
    await network.path.set({ rttMs: 2 }, 1);
    const before = drops();
    const send = `const socket = require('node:dgram').createSocket('udp4');
      let left = 22000;
      const next = () => (left-- > 0 ? socket.send('x', 9, '${network.path.clientsAddress()}', next) : socket.close());
      next();`;
    process.kill(pid, 'SIGSTOP');
    try {
      spawnSync(file as string, [...words, process.execPath, '-e', send]);
      expect(drops() - before).toBeGreaterThan(1000);
    } finally {
      process.kill(pid, 'SIGCONT');
    }
  });

  test.each(['cut', 'address'] as const)('a fault of kind %s ends, and nothing is lost', async kind => {
    const network = await opened();
    const fault = kind === 'cut' ? { kind, atSeconds: 0.3, forSeconds: 0.5 } : { kind, atSeconds: 0.3 };
    const quiet = {
      ...load,
      path: { rttMs: 20 },
      fault,
      transports: { ...load.transports, websocket: { heartbeatSeconds: 1 } },
    };
    const plan = planOf('websocket', { load: quiet, windowSeconds: 4 });
    const trial = measured(await runTrial(plan, settingsOf({ network })));
    expect(trial.deliveries.missing).toBe(0);
    // Else the server's kernel would repeat, in later trials, what no address takes.
    expect(connectionsAt(network.serverPrefix)).toBe('');
    expect(connectionsAt(network.clientPrefix)).toBe('');
    if (kind === 'cut') expect(trial.path?.down.cutPackets).toBeGreaterThan(0);
  });

  test('an emulator that dies makes its trial an error, and the next trial has a new one', async () => {
    const first = await openEmulatedNetwork(cores);
    const paths = pathsOf(first, {
      scenarios: [],
      cores,
      warmUpSeconds: 0.2,
      windowSeconds: 0.5,
      onCalibrated() {},
      calibrate: async ({ path }) => ({ path, reasons: [], transitMs: 10 }) as never,
    });
    onTestFinished(() => paths.close());
    const plan = planOf('sse', overPath({ rttMs: 20 }));
    const settings = settingsOf({
      onStage(stage) {
        if (stage === 'measure' && first.path) process.kill(first.path.pid, 'SIGKILL');
      },
    });
    const failure = fails(first);
    const broken = await runTrial(plan, await paths.settingsFor(plan.load, settings));
    expect(broken.status).toBe('error');
    expect(broken.reasons).toEqual(['path relay: ended by SIGKILL: no error output']);
    expect(await failure).toBe('path relay: ended by SIGKILL: no error output');
    const next = await runTrial(plan, await paths.settingsFor(plan.load, settingsOf()));
    expect(next.reasons.filter(reason => reason.includes('relay'))).toEqual([]);
    expect(measured(next).latencyMs?.fromSchedule.min).toBeGreaterThanOrEqual(10);
  });
});

test('a network that cannot emulate a path says so', async () => {
  const trial = await runTrial(planOf('sse', overPath({ rttMs: 20 })), settingsOf());
  expect(trial).toMatchObject({
    status: 'error',
    reasons: ['the load has a path, and this network cannot emulate one'],
  });
});
