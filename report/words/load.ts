import type { BrowserLoad, Fault, Load } from '../../scenarios/load/load.ts';
import type { Search } from '../../scenarios/scenario.ts';
import { bytes, capital, counted, given, integer } from '../text/format.ts';

function rateInWords({ arrivals }: Load): string {
  switch (arrivals.kind) {
    case 'periodic':
      return `${given(arrivals.ratePerSecond)} a second in all, at a steady beat`;
    case 'poisson':
      return `${given(arrivals.ratePerSecond)} a second in all on average, at random moments (Poisson)`;
    case 'burst':
      return `${integer(arrivals.size)} at once, every ${given(arrivals.everySeconds)} s`;
    case 'trace':
      return `replayed from ${arrivals.file} at ${given(arrivals.speed)} times its speed`;
    case 'none':
      return 'none: nothing is sent';
  }
}

function visitInWords({ connection, closing, backlog }: NonNullable<Load['visits']>): string {
  const start =
    connection === 'cold' ? 'each on a new connection' : 'each on a connection that stands already';
  const end = closing === 'cut' ? 'ends with a reset connection' : 'says goodbye';
  return `${start}, has missed ${counted(backlog, 'notification')}, gets them and ${end}`;
}

function senderInWords({ upstream }: NonNullable<Load['senders']>): string {
  return upstream === 'own'
    ? 'sent by the subscribers themselves: as a frame over WebSocket, by POST on the others'
    : 'sent by the subscribers themselves, by POST on all transports';
}

/** When notifications come, or visits where the load is visits, and from whom. */
export function arrivalsInWords(load: Load): string {
  return [
    rateInWords(load),
    ...(load.visits ? [visitInWords(load.visits)] : []),
    ...(load.senders ? [senderInWords(load.senders)] : []),
  ].join('; ');
}

/** Who follows what. */
export function audienceInWords({ audience, subscribers, visits, requests }: Load): string {
  if (requests) {
    const pace = requests.ratePerSecond === undefined ? 'as soon as it may' : 'once a second';
    return `${counted(subscribers, 'connection')}, each asks ${pace}`;
  }
  if (visits) {
    return audience.kind === 'shared' ? `visitors of the topic ${audience.topic}` : 'visitors';
  }
  const many = counted(subscribers, 'subscriber');
  switch (audience.kind) {
    case 'shared':
      return subscribers === 1
        ? `1 subscriber of the topic ${audience.topic}`
        : `${many}, all of one topic (${audience.topic})`;
    case 'own':
      return `${many}, each of a topic of its own (${audience.prefix}…)`;
    case 'rooms':
      return `${many} in rooms of ${integer(audience.size)} (${audience.prefix}…)`;
    case 'trace':
      return `${many}, spread over the topics of the trace`;
  }
}

const PAYLOADS = {
  text: '',
  numbers: ', made of numbers',
  stamped: ', with the time of day in it',
} as const;

/** How large a notification is, and what it holds; nothing where none is sent. */
export function payloadInWords({ arrivals, payloadBytes, payload }: Load): string {
  if (arrivals.kind === 'none') return '';
  if (arrivals.kind === 'trace') return 'as in the trace';
  return `${bytes(payloadBytes)} of JSON each${PAYLOADS[payload ?? 'text']}`;
}

const ANSWERS = {
  empty: 'requests for what is not there yet (204)',
  news: 'requests for what the topic holds (200)',
  'not-modified': 'requests for what the client has already (304)',
} as const;

function requestsInWords({ answer, ratePerSecond }: NonNullable<Load['requests']>): string {
  const pace =
    ratePerSecond === undefined
      ? 'as fast as they are answered'
      : `${integer(ratePerSecond)} a second in all`;
  return `${ANSWERS[answer]}, made by autocannon, ${pace}`;
}

function faultInWords(fault: Fault): string {
  const at = `${given(fault.atSeconds)} s into the window`;
  switch (fault.kind) {
    case 'restart':
      return `${at} the server is killed, and started again ${given(fault.forSeconds)} s later`;
    case 'cut':
      return `${at} all cables are cut, for ${given(fault.forSeconds)} s`;
    case 'disconnect':
      return `${at} the server resets every connection at once`;
  }
}

function browserInWords({ program, hidden, reconnects, mayLose }: BrowserLoad): string {
  return [
    `one page in ${capital(program)}, by its own fetch, EventSource or WebSocket`,
    ...(hidden ? ['in a tab behind another one'] : []),
    ...(reconnects === 'itself' ? ['without code that connects again'] : []),
    ...(mayLose ? ['who is not served is the finding, and no fault of the trial'] : []),
  ].join('; ');
}

/** What few loads have, each beside what it is; empty words where this one does not have it. */
export function specialsInWords(load: Load, search: Search | null): [string, string][] {
  const {
    browser,
    requests,
    tools,
    fault,
    stalledShare,
    backoff,
    heldBefore,
    feedCapacity,
    requestHeaders,
    overload,
    heldOut,
  } = load;
  return [
    ['Browser', browser ? browserInWords(browser) : ''],
    [
      'Request headers',
      requestHeaders === 'browser' ? 'as many as a browser sends, a cookie among them' : '',
    ],
    ['Requests', requests ? requestsInWords(requests) : ''],
    ['Also seen by', tools ? `${tools.join(' and ')}, in the same blocks, where they can` : ''],
    ['Fault', fault ? faultInWords(fault) : ''],
    [
      'Stalled',
      stalledShare
        ? `${given(100 * stalledShare)}% of the subscribers stop reading as the window begins`
        : '',
    ],
    [
      'Coming back',
      backoff === 'fixed'
        ? 'after a fixed pause, the same for all'
        : backoff === 'jittered'
          ? 'after a random pause that grows'
          : '',
    ],
    [
      'Held before',
      heldBefore ? `each topic holds ${counted(heldBefore, 'notification')} before anybody comes` : '',
    ],
    ['Server holds', feedCapacity ? `${counted(feedCapacity, 'notification')} of a topic` : ''],
    [
      'Search',
      search
        ? `doubled from the first number on up to ${counted(search.maxSubscribers, 'subscriber')}, then halved ${counted(search.halvings, 'time')}; p99 latency must stay within ${given(search.objectiveP99Ms)} ms`
        : '',
    ],
    ['Overload', overload ? 'allowed: what gives out is the finding, and no fault of the trial' : ''],
    ['Cost model', heldOut ? 'held out: the model is tested on this point, not fitted to it' : ''],
  ];
}
