import type { Load } from './load/load.ts';
import type { Scenario } from './scenario.ts';

type Requests = NonNullable<Load['requests']>;

const LIST = 20;
const CONNECTIONS = 50;

/**
 * `intervalMs` has no effect: each connection polls as fast as it is answered, or at the given
 * rate.
 */
const polled = (requests: Requests, transports: Load['transports']): Load => ({
  audience: { kind: 'shared', topic: 'news' },
  // With a rate, each connection polls once a second.
  subscribers: requests.ratePerSecond ?? CONNECTIONS,
  arrivals: { kind: 'none' },
  payloadBytes: 160,
  heldBefore: requests.answer === 'not-modified' ? LIST : 1,
  requests,
  transports,
});

const pollings: Load['transports'] = {
  'short-polling': { intervalMs: 1000 },
  'long-polling': { waitSeconds: 1 },
};
const tagged: Load['transports'] = { 'short-polling': { intervalMs: 1000, latest: LIST, etag: true } };

const at = (ratePerSecond: number) => ({
  id: `news-${ratePerSecond}`,
  label: `one notification, polled ${ratePerSecond} times a second`,
  load: polled({ answer: 'news', ratePerSecond }, pollings),
});

/** The number of polls that a server answers, measured by autocannon. */
export const requestCapacity = {
  id: 'request-capacity',
  title: 'How many polls per second?',
  question: 'How many polls per second does one server process answer, with updates and without?',
  prediction:
    'The cost is the work on one HTTP request: parsing, routing, validating, and writing a header. The content of the response matters ' +
    'little, so empty responses, full ones and 304s differ by a few percent. Only a long poll that must wait needs a timer and a ' +
    'subscription. Below capacity, a request takes a fraction of a millisecond; near capacity, requests queue.',
  claims: [],
  points: [
    { id: 'empty', label: 'no notification: 204', load: polled({ answer: 'empty' }, pollings) },
    { id: 'news', label: 'one notification: 200', load: polled({ answer: 'news' }, pollings) },
    {
      id: 'not-modified',
      label: 'the latest 20, which the client already has: 304',
      load: polled({ answer: 'not-modified' }, tagged),
    },
    at(1000),
    at(3000),
  ],
  windowSeconds: { smoke: 1, quick: 4 },
  blocks: { quick: 2 },
} satisfies Scenario;
