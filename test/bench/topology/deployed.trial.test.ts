import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { DISTURBANCE_GATES } from '../../../analysis/comparison/disturbance-gates.ts';
import { findProxy, findValkey } from '../../../bench/topology/programs.ts';
import { runTrial } from '../../../bench/trial/trial.ts';
import type { TrialPlan, TrialSettings } from '../../../bench/trial/trial-plan.ts';
import type { Trial } from '../../../results/format/trial.ts';
import { PROXIES, type ProxyName, type Topology } from '../../../scenarios/load/topology.ts';
import { TESTED_TRANSPORTS, type Transport } from '../../../scenarios/load/transport.ts';
import { load, pidOf, planOf, settingsOf } from '../../harness/trial-setup.ts';

function isThere(...proxies: ProxyName[]): boolean {
  try {
    for (const proxy of proxies) findProxy(proxy);
    return true;
  } catch {
    return false;
  }
}

function hasBroker(): boolean {
  try {
    findValkey();
    return true;
  } catch {
    return false;
  }
}

const run = (
  transport: Transport,
  topology: Topology,
  { plan = {}, settings = {} }: { plan?: Partial<TrialPlan>; settings?: Partial<TrialSettings> } = {},
): Promise<Trial> =>
  runTrial(planOf(transport, { load: { ...load, topology }, ...plan }), settingsOf(settings));

/** The living descendants of a process, its children first. */
function descendantsOf(pid: number): number[] {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
    .split(' ')
    .filter(Boolean)
    .map(Number);
  return [...children, ...children.flatMap(descendantsOf)];
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

// Other files make such folders too, and these tests look at their own.
const folder = mkdtempSync(join(tmpdir(), 'pushlab-deployed-'));
process.env.TMPDIR = folder;
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The folders of proxies that nobody has any more. */
const leftFolders = () => readdirSync(tmpdir()).filter(name => /^pushlab-(proxy|broker)-/.test(name));

for (const proxy of PROXIES) {
  describe.skipIf(!isThere(proxy))(`through ${proxy}, as deploy/ configures it`, () => {
    test.concurrent.each(TESTED_TRANSPORTS)('%s delivers all, and the proxy is metered', async transport => {
      const trial = await run(transport, { proxy });
      if (trial.status === 'error') throw new Error(trial.reasons.join());
      const failed = trial.gates.filter(({ id, passed }) => !passed && !DISTURBANCE_GATES.includes(id));
      expect(failed).toEqual([]);
      expect(trial.deliveries).toMatchObject({ missing: 0, duplicate: 0, reordered: 0 });
      expect(trial.proxy).toMatchObject({ program: proxy, version: findProxy(proxy).version });
      expect(trial.proxy?.cpuMicros).toBeGreaterThan(0);
      expect(trial.proxy?.rssBytes).toBeGreaterThan(1e6);
      // Behind a proxy, the server’s connections are not those on the wire.
      expect(trial.bandwidth.ledger).toBeNull();
      expect(trial.theory).toBeNull();
    });
  });
}

describe.skipIf(!isThere('nginx'))('through nginx with its minimal configuration', () => {
  test('a WebSocket is not passed on: a result, and no failure', async () => {
    const trial = await run('websocket', { proxy: 'nginx', configuration: 'minimal' });
    expect(trial).toMatchObject({ status: 'error', stage: 'connect', notPassed: true });
    expect(trial.reasons[0]).toMatch(/426/);
  });

  test('polls pass', async () => {
    const trial = await run('short-polling', { proxy: 'nginx', configuration: 'minimal' });
    expect(trial).toMatchObject({ deliveries: { missing: 0 } });
  });
});

describe.skipIf(!isThere('haproxy') || !hasBroker())(
  'two servers behind a proxy, their feed on a broker',
  () => {
    const topology: Topology = { proxy: 'haproxy', servers: 2, broker: 'valkey' };

    test.concurrent.each(TESTED_TRANSPORTS)(
      '%s delivers all, whichever server a subscriber has',
      async transport => {
        const trial = await run(transport, topology);
        if (trial.status === 'error') throw new Error(trial.reasons.join());
        const failed = trial.gates.filter(({ id, passed }) => !passed && !DISTURBANCE_GATES.includes(id));
        expect(failed).toEqual([]);
        expect(trial.broker).toMatchObject({ program: 'valkey', version: findValkey().version });
        expect(trial.broker?.cpuMicros).toBeGreaterThan(0);
        // Both of them serve: one process of Node alone has less.
        expect(trial.server.rssBytesBeforeConnect).toBeGreaterThan(80e6);
      },
    );

    test('a broker alone behind one server', async () => {
      const trial = await run('websocket', { broker: 'valkey' });
      expect(trial).toMatchObject({ deliveries: { missing: 0, duplicate: 0, reordered: 0 } });
      expect(trial).not.toHaveProperty('proxy');
    });

    test('a broker that ends in the window ends the trial with its own last words, and leaves nothing', async () => {
      const before = leftFolders();
      const trial = await run('sse', topology, {
        plan: { windowSeconds: 20 },
        settings: {
          onStage: (stage, processes) => {
            const [first] = stage === 'measure' ? descendantsOf(pidOf(processes, 'broker')) : [];
            if (first) process.kill(first, 'SIGKILL');
          },
        },
      });
      expect(trial).toMatchObject({ status: 'error' });
      expect(trial.reasons[0]).toMatch(/^Valkey: ended by /);
      expect(leftFolders().filter(name => !before.includes(name))).toEqual([]);
    });
  },
);

describe.skipIf(!isThere('nginx'))('what goes wrong', () => {
  test('a proxy that ends in the window ends the trial with its own last words', async () => {
    const trial = await run(
      'sse',
      { proxy: 'nginx' },
      {
        plan: { windowSeconds: 20 },
        settings: {
          onStage: (stage, processes) => {
            const [first] = descendantsOf(pidOf(processes, 'proxy'));
            if (stage === 'measure' && first) process.kill(first, 'SIGKILL');
          },
        },
      },
    );
    expect(trial).toMatchObject({ status: 'error' });
    expect(trial.reasons[0]).toMatch(/^nginx: ended by /);
    expect(trial).not.toHaveProperty('notPassed');
  });

  test('a reference goes straight to the server', async () => {
    const trial = await run('tcp-floor', { proxy: 'nginx' });
    expect(trial).toMatchObject({ deliveries: { missing: 0 } });
    expect(trial).not.toHaveProperty('proxy');
  });

  test.each(['in order', 'killed'])('a proxy whose process ended, %s, leaves nothing', async how => {
    const before = leftFolders();
    const programs: number[] = [];
    const trial = await run(
      'sse',
      { proxy: 'nginx' },
      {
        settings: {
          onStage: (stage, processes) => {
            if (stage !== 'measure') return;
            const pid = pidOf(processes, 'proxy');
            programs.push(...descendantsOf(pid));
            if (how === 'killed') process.kill(pid, 'SIGKILL');
          },
        },
      },
    );
    expect(trial.status === 'error').toBe(how === 'killed');
    // nginx has a master and a worker at least.
    expect(programs.length).toBeGreaterThanOrEqual(2);
    await expect.poll(() => programs.filter(isAlive)).toEqual([]);
    expect(leftFolders().filter(name => !before.includes(name))).toEqual([]);
  });
});
