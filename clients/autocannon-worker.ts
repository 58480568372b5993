import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { childProcess } from '../bench/child.ts';
import type { FromWorker, ToWorker, WitnessConfig } from '../bench/messages.ts';
import type { WitnessReport } from '../bench/witness-schema.ts';
import { type Followed, followByAutocannon } from './autocannon-follow.ts';
import { makeRequests, prepareRequests } from './autocannon-requests.ts';
import type { UsersReport } from './measured-users.ts';
import type { Target } from './subscriber.ts';
import { createToolFollowers } from './tool-followers.ts';
import { toolLatency } from './tool-latency.ts';
import { createWorkerMeter } from './worker-meter.ts';

type Incoming<T extends ToWorker['type']> = Extract<ToWorker, { type: T }>;

const meter = createWorkerMeter();
const manifest = createRequire(import.meta.url).resolve('autocannon/package.json');
const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { version: string };

let target: Target | undefined;
let asked: Awaited<ReturnType<typeof prepareRequests>> | undefined;
let made: Awaited<ReturnType<typeof makeRequests>> | undefined;
let followed: Followed | undefined;

async function connect(message: Incoming<'connect'>): Promise<void> {
  target = message;
  meter.connecting();
  if (config.load.requests) {
    asked = await prepareRequests(config, target);
    return;
  }
  followed = followByAutocannon(config, target, followers, meter.responses);
  await followers.begun(config.load.subscribers);
}

async function measure({ window, startMicros }: Incoming<'measure'>): Promise<void> {
  const measuring = meter.measure(window);
  if (asked && target) made = await makeRequests(config, target, asked, window, startMicros);
  await measuring;
}

async function drain({
  deadlineMs,
}: Incoming<'drain'>): Promise<{ report: UsersReport; witness: WitnessReport }> {
  if (followed) {
    await followers.done(deadlineMs);
    await followed.stop();
  }
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
    witness: {
      version,
      deliveryMs: toolLatency(followers.latency.record()),
      requests: made?.requests ?? null,
      // It does not count what it sends.
      toolBytes: { downBytes: made?.downBytes ?? followed?.downBytes ?? 0, upBytes: null },
    },
  };
}

// One process in which autocannon runs, and takes the place of all client workers.
const { config, send } = childProcess<WitnessConfig, ToWorker, FromWorker>(async message => {
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
