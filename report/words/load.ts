import type { BrowserLoad } from '../../scenarios/load/browser.ts';
import { connectionInWords } from '../../scenarios/load/connection-words.ts';
import { SECRET_CHARACTERS } from '../../scenarios/load/credentials.ts';
import type { BrokerFault, Fault } from '../../scenarios/load/fault.ts';
import type { Load } from '../../scenarios/load/load.ts';
import type { Path } from '../../scenarios/load/path.ts';
import { pathInWords, presetOf } from '../../scenarios/load/path-words.ts';
import { topologyInWords } from '../../scenarios/load/topology-words.ts';
import type { Search } from '../../scenarios/scenario.ts';
import { bytes, capital, counted, given, integer, span } from '../text/format.ts';

/** The name of a file; older runs have its whole path. */
const fileName = (path: string): string => path.split(/[\\/]/).at(-1) || path;

function rateInWords({ arrivals }: Load): string {
  switch (arrivals.kind) {
    case 'periodic':
      return `${given(arrivals.ratePerSecond)} a second in all, evenly spaced`;
    case 'poisson':
      return `${given(arrivals.ratePerSecond)} a second in all on average, at random moments (Poisson)`;
    case 'burst':
      return `${integer(arrivals.size)} at once, every ${given(arrivals.everySeconds)} s`;
    case 'trace': {
      const { file, speed, sha256 } = arrivals;
      const digest = sha256 === undefined ? '' : ` (SHA-256 ${sha256.slice(0, 12)}…)`;
      return `replayed from ${fileName(file)}${digest} at ${given(speed)} times its speed: 1 s is ${span(speed)} of the trace`;
    }
    case 'none':
      return 'none: nothing is sent';
  }
}

function visitInWords({ connection, closing, backlog }: NonNullable<Load['visits']>): string {
  const start =
    connection === 'cold' ? 'each opens a new connection' : 'each uses a connection that is already open';
  const end = closing === 'cut' ? 'resets the connection' : 'closes with a handshake';
  return `${start}, fetches the ${counted(backlog, 'notification')} it has missed, then ${end}`;
}

function senderInWords({ upstream }: NonNullable<Load['senders']>): string {
  return upstream === 'own'
    ? 'sent by the subscribers themselves: as a frame over WebSocket, by POST on the other transports'
    : 'sent by the subscribers themselves, by POST on all transports';
}

/** When notifications or visits arrive, and who sends them. */
export function arrivalsInWords(load: Load): string {
  return [
    rateInWords(load),
    ...(load.visits ? [visitInWords(load.visits)] : []),
    ...(load.senders ? [senderInWords(load.senders)] : []),
  ].join('; ');
}

/** How many subscribers there are, and which topics they follow. */
export function audienceInWords({ audience, subscribers, visits, requests }: Load): string {
  if (requests) {
    const pace =
      requests.ratePerSecond === undefined
        ? 'a request as soon as the last one is answered'
        : 'one request a second';
    return `${counted(subscribers, 'connection')}, each sends ${pace}`;
  }
  if (visits) {
    return audience.kind === 'shared' ? `visitors to the topic ${audience.topic}` : 'visitors';
  }
  const many = counted(subscribers, 'subscriber');
  switch (audience.kind) {
    case 'shared':
      return subscribers === 1
        ? `1 subscriber to the topic ${audience.topic}`
        : `${many}, all to one topic (${audience.topic})`;
    case 'own':
      return `${many}, each to a topic of its own (${audience.prefix}…)`;
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
  random: ', of random letters',
  tick: ': a price with bid and ask',
  chat: ': a line of chat',
  notification: ': a notification with a sentence',
  document: ': an order with 24 lines',
} as const;

/** How large a notification is, and what it holds; empty where none is sent. */
export function payloadInWords({ arrivals, payloadBytes, payload }: Load): string {
  if (arrivals.kind === 'none') return '';
  if (arrivals.kind === 'trace') return 'as in the trace';
  return `${bytes(payloadBytes)} of JSON each${PAYLOADS[payload ?? 'text']}`;
}

const ANSWERS = {
  empty: 'requests that find no update (204)',
  news: 'requests that fetch what the topic holds (200)',
  'not-modified': 'requests for what the client already has (304)',
} as const;

function requestsInWords({ answer, ratePerSecond }: NonNullable<Load['requests']>): string {
  const pace =
    ratePerSecond === undefined
      ? 'as fast as they are answered'
      : `${integer(ratePerSecond)} a second in all`;
  return `${ANSWERS[answer]}, sent by autocannon, ${pace}`;
}

const toldInWords = ({ toldAfterSeconds }: Extract<Fault, { kind: 'address' }>): string =>
  toldAfterSeconds === undefined
    ? ''
    : `; ${given(toldAfterSeconds)} s later the clients’ own system tells them, and they replace their connections`;

const BROKER_FAULT_WORDS: Record<BrokerFault, string> = {
  paused: 'paused for',
  killed: 'killed, and started again after',
  cut: 'cut off from the servers for',
};

function faultInWords(fault: Fault): string {
  const at = `${given(fault.atSeconds)} s into the window`;
  switch (fault.kind) {
    case 'restart':
      return `${at} the server is killed and started again ${given(fault.forSeconds)} s later`;
    case 'cut':
      return `${at} all cables are cut for ${given(fault.forSeconds)} s`;
    case 'address':
      return `${at} the clients get another address, and neither side is told${toldInWords(fault)}`;
    case 'broker':
      return `${at} the broker is ${BROKER_FAULT_WORDS[fault.how]} ${given(fault.forSeconds)} s`;
    case 'release':
      return `from ${at} on, every ${given(fault.everySeconds)} s, a server is ${fault.drains ? 'drained' : 'killed'} and replaced by a new one`;
    case 'disconnect':
      return `${at} the server resets every connection at once`;
  }
}

/** The path, and its name if it is a preset. */
function namedPathInWords(path: Path): string {
  const name = presetOf(path);
  return `${pathInWords(path)}${name === null ? '' : `; the preset ${name}`}`;
}

function browserInWords({ program, hidden, reconnects, mayLose }: BrowserLoad): string {
  return [
    `one page in ${capital(program)}, with the browser’s own fetch, EventSource or WebSocket`,
    ...(hidden ? ['in a hidden tab'] : []),
    ...(reconnects === 'itself' ? ['without code that reconnects'] : []),
    ...(mayLose ? ['a subscription that is not served is a result and does not make the trial invalid'] : []),
  ].join('; ');
}

const PAUSES: Record<NonNullable<Load['backoff']>, string> = {
  fixed: 'after a fixed pause, the same for all clients',
  jittered: 'after a random pause that grows with each attempt',
};
/** Its connection is opened again by the poll that is due next. */
const NO_PAUSE = '; short polling makes no pause, it reconnects with its next poll';

const HEADERS_IN_WORDS: Record<NonNullable<Load['requestHeaders']>, string> = {
  bare: '',
  browser: 'as many as a browser sends, including a cookie',
  token: `also a token of ${SECRET_CHARACTERS} characters`,
  cookie: `also a cookie of ${SECRET_CHARACTERS} characters`,
};

/**
 * Options that few loads have, each with its name; the text is empty where this load does not have
 * it.
 */
export function specialsInWords(load: Load, search: Search | null): [string, string][] {
  const {
    path,
    connection,
    topology,
    browser,
    requests,
    tools,
    fault,
    stalledShare,
    backoff,
    transports,
    heldBefore,
    feedCapacity,
    requestHeaders,
    overload,
    heldOut,
  } = load;
  return [
    ['Path', path ? namedPathInWords(path) : ''],
    ['Connection', connection ? connectionInWords(connection) : ''],
    ['Topology', topology ? topologyInWords(topology) : ''],
    ['Browser', browser ? browserInWords(browser) : ''],
    ['Request headers', HEADERS_IN_WORDS[requestHeaders ?? 'bare']],
    ['Requests', requests ? requestsInWords(requests) : ''],
    ['Cross-checked by', tools ? `${tools.join(' and ')}, in the same blocks, where the tool can` : ''],
    ['Fault', fault ? faultInWords(fault) : ''],
    [
      'Stalled',
      stalledShare
        ? `${given(100 * stalledShare)}% of the subscribers stop reading as the window begins`
        : '',
    ],
    [
      'Reconnecting',
      backoff === undefined ? '' : `${PAUSES[backoff]}${transports['short-polling'] ? NO_PAUSE : ''}`,
    ],
    [
      'Held before',
      heldBefore
        ? `each topic holds ${counted(heldBefore, 'notification')} before the first client connects`
        : '',
    ],
    ['Server holds', feedCapacity ? `${counted(feedCapacity, 'notification')} of each topic` : ''],
    [
      'Search',
      search
        ? `the number is doubled up to ${counted(search.maxSubscribers, 'subscriber')}, then the gap is halved ${counted(search.halvings, 'time')}; p99 latency must stay within ${given(search.objectiveP99Ms)} ms`
        : '',
    ],
    ['Overload', overload ? 'allowed: reaching a limit is a result and does not make the trial invalid' : ''],
    ['Cost model', heldOut ? 'held out: the model is not fitted to this point but tested on it' : ''],
  ];
}
