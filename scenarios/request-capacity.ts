import type { Load } from './load/load.ts';
import type { Scenario } from './scenario.ts';

type Requests = NonNullable<Load['requests']>;

const LIST = 20;
const CONNECTIONS = 50;

/** `intervalMs` has no part in it: whoever asks does so as fast as it is answered, or at the rate. */
const asked = (requests: Requests, transports: Load['transports']): Load => ({
  audience: { kind: 'shared', topic: 'news' },
  // At a rate each asks once a second.
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
  label: `one notification, asked for ${ratePerSecond} times a second`,
  load: asked({ answer: 'news', ratePerSecond }, pollings),
});

/** How many polls a server answers, as the tool that everyone knows has it. */
export const requestCapacity = {
  id: 'request-capacity',
  title: 'How many polls a second?',
  question:
    'How many polls a second does one server process answer, when nothing is new and when something is?',
  prediction:
    'All of it is the work on one HTTP request: parsing, routing, validating, writing a head. What the answer holds matters little, so ' +
    'that empty answers, full ones and 304s differ by a few percent, and short from long polling by the timer and the subscription that ' +
    'only one which must wait needs. Below capacity a request takes a fraction of a millisecond; near it, requests queue.',
  claims: [],
  points: [
    { id: 'empty', label: 'nothing is new: 204', load: asked({ answer: 'empty' }, pollings) },
    { id: 'news', label: 'one notification: 200', load: asked({ answer: 'news' }, pollings) },
    {
      id: 'not-modified',
      label: 'the latest 20, which the client has: 304',
      load: asked({ answer: 'not-modified' }, tagged),
    },
    at(1000),
    at(3000),
  ],
  windowSeconds: { smoke: 1, quick: 4 },
  blocks: { quick: 2 },
} satisfies Scenario;
