import { childProcess } from '../bench/processes/child-side.ts';
import type { FromWorker, ToWorker, WorkerConfig } from '../bench/processes/messages.ts';
import { Unavailable } from '../bench/processes/unavailable.ts';
import { schedule } from '../scenarios/load/schedule.ts';
import { seededRandom } from '../scenarios/load/seeded-random.ts';
import type { TestedTransport } from '../scenarios/load/transport.ts';
import type { Connect } from './transports/subscriber.ts';
import { clients } from './transports/transports.ts';
import { createMeasuredSubscribers } from './users/subscribers.ts';
import type { MeasuredUsers } from './users/users.ts';
import { createMeasuredVisits } from './users/visits.ts';

// One process of simulated users, all on one transport.
const { config, send } = childProcess<WorkerConfig, ToWorker, FromWorker>(async message => {
  try {
    switch (message.type) {
      case 'connect': {
        const { topics } = message;
        const stalled = Math.ceil(load.subscribers * (load.stalledShare ?? 0));
        const followers = topics.map((topic, index) => ({
          topic,
          connect: clientAt(index / topics.length),
          // Counted over all workers.
          stalls: index * hand.of + hand.index < stalled,
        }));
        await users.connect(message, followers);
        send({ type: 'connected' });
        break;
      }
      case 'measure':
        await users.measure(message.window, message.startMicros);
        send({ type: 'measured' });
        break;
      case 'fault-cleared':
        users.faultCleared(message.clearedMicros);
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

const { transport, load, hand } = config;
const random = seededRandom(config.seed + hand.index);

function clientAt(share: number): Connect {
  return clients[transport](load.transports[transport] as never, { share, random });
}

/** What this worker's users do themselves: every so many'th of them is its own, by subscriber or by visit. */
function ownDue() {
  if (!load.senders && !load.visits) return [];
  return schedule(load, config.seed, config.durationSeconds)
    .map((one, index) => ({ ...one, user: load.visits ? index : one.subscriber }))
    .filter(({ user }) => user % hand.of === hand.index)
    .map(({ user, ...one }) => ({ ...one, place: Math.floor(user / hand.of) }));
}

async function createUsers(): Promise<MeasuredUsers> {
  const due = ownDue();
  const { visits, browser } = load;
  if (browser) {
    // Only here: what leads a browser takes long to load.
    const { createMeasuredPage } = await import('./browser/measured-page.ts');
    return createMeasuredPage({
      transport: transport as TestedTransport,
      load,
      browser,
      onGone: reason => send({ type: 'failed', reason: `${browser.program}: ${reason}` }),
    });
  }
  if (visits) {
    return createMeasuredVisits({ load: { ...load, visits }, due, connect: clientAt(0), random });
  }
  return createMeasuredSubscribers({
    load,
    due,
    random,
    countsOnly: transport === 'bare-reader',
    onEnded: reason => send({ type: 'failed', reason }),
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
