import { setTimeout as sleep } from 'node:timers/promises';
import { childProcess } from '../bench/processes/child-side.ts';
import type { FromWorker, ToWorker, WorkerConfig } from '../bench/processes/messages.ts';
import { Unavailable } from '../bench/processes/unavailable.ts';
import { payloadCheck } from '../scenarios/load/expected-payloads.ts';
import { schedule } from '../scenarios/load/schedule.ts';
import { seededRandom } from '../scenarios/load/seeded-random.ts';
import { isTested, type TestedTransport } from '../scenarios/load/transport.ts';
import { contextOf } from './transports/connect-to.ts';
import type { Connect } from './transports/subscriber.ts';
import { takeSession } from './transports/tls-session.ts';
import { clients } from './transports/transports.ts';
import { createMeasuredSubscribers } from './users/subscribers.ts';
import type { MeasuredUsers } from './users/users.ts';
import { createMeasuredVisits } from './users/visits.ts';

// One process of simulated users, all with the same transport.
const { config, send } = childProcess<WorkerConfig, ToWorker, FromWorker>(async message => {
  try {
    switch (message.type) {
      case 'connect': {
        const { topics } = message;
        // What is made once must not be part of the first visit.
        if (message.tls) contextOf(message.tls);
        await takeSession(message);
        const stalled = Math.ceil(load.subscribers * (load.stalledShare ?? 0));
        const followers = topics.map((topic, index) => ({
          topic,
          connect: clientAt(index / topics.length),
          // The index over all workers.
          stalls: index * worker.count + worker.index < stalled,
          group: sharing && http === 2 ? Math.floor(index / sharing) : undefined,
        }));
        await inTime(users.connect({ ...message, http, compression }, followers), message.timeoutMs);
        send({ type: 'connected' });
        break;
      }
      case 'measure':
        await users.measure(message.window, message.startMicros);
        send({ type: 'measured' });
        break;
      case 'fault-cleared':
        users.faultCleared(message);
        break;
      case 'address-told':
        users.addressTold?.();
        break;
      case 'drain':
        send({
          type: 'drained',
          report: await users.drain(new Map(message.ranges), message.deadlineMs),
        });
        break;
    }
  } catch (error) {
    send({ type: 'failed', reason: (error as Error).message });
  }
});

/** Rejects when `connecting` takes longer than `timeoutMs`, with the reason of the last attempt. */
async function inTime(connecting: Promise<void>, timeoutMs: number): Promise<void> {
  const inTime = new AbortController();
  const late = sleep(timeoutMs, undefined, { signal: inTime.signal }).then(() => {
    const why = users.lastFailure?.();
    throw new Error(`not every subscriber connected within ${timeoutMs / 1000} s${why ? `: ${why}` : ''}`);
  });
  late.catch(() => {}); // Aborted when all have connected.
  await Promise.race([connecting, late]).finally(() => inTime.abort());
}

const { transport, load, worker } = config;
const { compression, subscribersPerConnection: sharing } = load.connection ?? {};
/** References have no HTTP. */
const http = isTested(transport) ? load.connection?.http : undefined;
const random = seededRandom(config.seed + worker.index);

function clientAt(precedingShare: number): Connect {
  return clients[transport](load.transports[transport] as never, { share: precedingShare, random });
}

/**
 * The scheduled sends or visits of this worker's users. Each worker has every n-th of them, by
 * subscriber or by visit.
 */
function ownSchedule() {
  if (!load.senders && !load.visits) return [];
  return schedule(load, config.seed, config.durationSeconds)
    .map((one, index) => ({ ...one, user: load.visits ? index : one.subscriber }))
    .filter(({ user }) => user % worker.count === worker.index)
    .map(({ user, ...one }) => ({ ...one, place: Math.floor(user / worker.count) }));
}

async function createUsers(): Promise<MeasuredUsers> {
  const due = ownSchedule();
  const { visits, browser } = load;
  // What was compressed and read again could be another text.
  const isRight = compression && payloadCheck(load, config.seed, config.durationSeconds);
  const fail = (reason: string) => send({ type: 'failed', reason });
  if (browser) {
    // Imported only here, because the code that drives a browser takes long to load.
    const { createMeasuredPage } = await import('./browser/measured-page.ts');
    return createMeasuredPage({
      transport: transport as TestedTransport,
      load,
      browser,
      onGone: reason => send({ type: 'failed', reason: `${browser.program}: ${reason}` }),
    });
  }
  if (visits) {
    return createMeasuredVisits({
      load: { ...load, visits },
      due,
      connect: clientAt(0),
      random,
      isRight,
      onWrong: fail,
    });
  }
  return createMeasuredSubscribers({
    load,
    due,
    random,
    countsOnly: transport === 'bare-reader',
    isRight,
    onEnded: fail,
  });
}

const users = await createUsers();
try {
  await users.ready?.();
  send({ type: 'ready' });
} catch (error) {
  send({
    type: 'failed',
    reason: (error as Error).message,
    unavailable: error instanceof Unavailable,
  });
}
