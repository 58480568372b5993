import { childProcess } from '../bench/child.ts';
import type { FromWorker, ToWorker, WorkerConfig } from '../bench/messages.ts';
import { seededRandom } from '../bench/random.ts';
import { createMeasuredSubscribers } from './measured-subscribers.ts';
import type { Connect } from './subscriber.ts';
import { clients } from './transports.ts';

// One process of simulated users, all on one transport.
const { config, send } = childProcess<WorkerConfig, ToWorker, FromWorker>(async message => {
  try {
    switch (message.type) {
      case 'connect': {
        const options = message.options[config.transport] as never;
        const followers = message.topics.map((topic, index) => {
          const connect: Connect = clients[config.transport](options, index / message.topics.length);
          return { topic, connect };
        });
        await subscribers.connect(message, followers);
        send({ type: 'connected' });
        break;
      }
      case 'measure':
        await subscribers.measure(message.window);
        send({ type: 'measured' });
        break;
      case 'drain':
        send({
          type: 'drained',
          report: await subscribers.drain(new Map(message.ranges), message.deadlineMs),
        });
        break;
    }
  } catch (error) {
    send({ type: 'failed', reason: (error as Error).message });
  }
});

const subscribers = createMeasuredSubscribers({
  random: seededRandom(config.seed),
  countsOnly: config.transport === 'bare-reader',
  onEnded: reason => send({ type: 'failed', reason }),
});
send({ type: 'ready' });
