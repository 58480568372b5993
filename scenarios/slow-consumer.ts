import { usualTransportsAndFloor } from './load/usual-transports.ts';
import type { Scenario } from './scenario.ts';

/** One reader in a hundred stops reading. */
export const slowConsumer = {
  id: 'slow-consumer',
  title: 'Slow readers',
  question: 'One reader in a hundred stops reading: who pays for it, and for how long?',
  prediction:
    'A push server keeps what a reader does not take: first the kernel, some megabytes a connection, then the process, up to its ' +
    'limit of 1 MiB, and then it cuts the reader off. The others notice nothing. A poller that does not read asks for nothing more: ' +
    'it costs one answer.',
  claims: ['C15'],
  points: [
    {
      id: 'default',
      label: '100 subscribers, one of them stalled; 20 notifications of 20 KiB a second to all',
      load: {
        audience: { kind: 'shared', topic: 'feed' },
        subscribers: 100,
        arrivals: { kind: 'periodic', ratePerSecond: 20 },
        payloadBytes: 20_480,
        stalledShare: 0.01,
        transports: usualTransportsAndFloor(500),
      },
    },
  ],
  windowSeconds: { smoke: 16, quick: 16, standard: 20 },
  blocks: { quick: 1, standard: 3, thorough: 5 },
} satisfies Scenario;
