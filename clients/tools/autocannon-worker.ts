import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { childProcess } from '../../bench/processes/child-side.ts';
import type { FromWorker, ToolConfig, ToWorker } from '../../bench/processes/messages.ts';
import type { UsersReport } from '../../bench/processes/reports.ts';
import type { ToolSummary } from '../../results/format/tool-report.ts';
import { createWorkerMeter } from '../users/worker-meter.ts';
import { type Followed, followByAutocannon } from './autocannon-follow.ts';
import { makeRequests, type RequestRun } from './autocannon-requests.ts';
import { createToolFollowers } from './tool-followers.ts';
import { toolLatency } from './tool-latency.ts';

type Incoming<T extends ToWorker['type']> = Extract<ToWorker, { type: T }>;

const meter = createWorkerMeter();
const manifest = createRequire(import.meta.url).resolve('autocannon/package.json');
const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { version: string };

let requestRun: RequestRun | undefined;
let followed: Followed | undefined;

async function connect(target: Incoming<'connect'>): Promise<void> {
  meter.connecting();
  if (config.load.requests) {
    requestRun = await makeRequests(config, target);
    await requestRun.begun;
    return;
  }
  followed = followByAutocannon(config, target, followers, meter.responses);
  await followers.begun(config.load.subscribers);
}

async function measure({ window }: Incoming<'measure'>): Promise<void> {
  await Promise.all([meter.measure(window), requestRun?.measure(window)]);
}

async function drain({ deadlineMs }: Incoming<'drain'>): Promise<{ report: UsersReport; tool: ToolSummary }> {
  if (followed) {
    await followers.done(deadlineMs);
    await followed.stop();
  }
  const stopped = await requestRun?.stop();
  const tally = followers.tally();
  return {
    report: {
      tally,
      latency: null,
      ...meter.report(),
      reconnects: followed?.failed ?? 0,
      senders: null,
      recovery: null,
      visits: null,
      stalledReaders: 0,
    },
    tool: {
      version,
      deliveryMs: toolLatency(followers.latency.record()),
      requests: stopped?.requests ?? null,
      // autocannon does not count the bytes that it sends.
      toolBytes: { downBytes: stopped?.downBytes ?? followed?.downBytes ?? 0, upBytes: null },
    },
  };
}

// The process in which autocannon runs, in place of all client workers.
const { config, send } = childProcess<ToolConfig, ToWorker, FromWorker>(async message => {
  try {
    if (message.type === 'connect') {
      await connect(message);
      send({ type: 'connected' });
    }
    if (message.type === 'measure') {
      await measure(message);
      send({ type: 'measured' });
    }
    if (message.type === 'drain') send({ type: 'drained', ...(await drain(message)) });
  } catch (error) {
    send({ type: 'failed', reason: (error as Error).message });
  }
});
const followers = createToolFollowers(config.range);
send({ type: 'ready' });
