import { type Static, Type } from 'typebox';
import { Arrivals } from './arrivals.ts';
import { Browser } from './browser.ts';
import { Connection } from './connection.ts';
import { CREDENTIAL_NAMES } from './credentials.ts';
import { Fault } from './fault.ts';
import { Path } from './path.ts';
import { PAYLOAD_SHAPES } from './payload-shapes.ts';
import { TOOLS } from './tool.ts';
import { Topology } from './topology.ts';
import { TransportOptions } from './transport-options.ts';

const exact = { additionalProperties: false };

/**
 * The topics of the subscribers: one topic for all, one topic each, rooms of several subscribers,
 * or the topics of the trace in turn.
 */
export const Audience = Type.Union([
  Type.Object({ kind: Type.Literal('shared'), topic: Type.String() }, exact),
  Type.Object({ kind: Type.Literal('own'), prefix: Type.String() }, exact),
  Type.Object(
    { kind: Type.Literal('rooms'), prefix: Type.String(), size: Type.Integer({ minimum: 1 }) },
    exact,
  ),
  Type.Object({ kind: Type.Literal('trace') }, exact),
]);
export type Audience = Static<typeof Audience>;

/**
 * Subscribers send the notifications instead of the publisher, each to the topic that it follows.
 */
const Senders = Type.Object(
  {
    upstream: Type.Enum(['own', 'post'], {
      description: 'own: a frame if the transport has an upstream, otherwise a POST; post: always a POST',
    }),
  },
  exact,
);

/**
 * The arrivals are visits instead of notifications: each connects, gets the notifications of the
 * topic, and leaves.
 */
const Visits = Type.Object(
  {
    connection: Type.Enum(['cold', 'kept-alive'], {
      description: 'kept-alive: the TCP connection is already open when the visit begins',
    }),
    closing: Type.Enum(['handshake', 'cut']),
    backlog: Type.Integer({ minimum: 1, description: 'notifications that each visitor missed' }),
  },
  exact,
);

/** Instead of subscribers, autocannon makes requests over the same number of connections. */
const Requests = Type.Object(
  {
    answer: Type.Enum(['empty', 'news', 'not-modified'], {
      description:
        'empty: 204; news: 200 with the notifications of the topic; not-modified: 304 to its entity tag',
    }),
    ratePerSecond: Type.Optional(
      Type.Integer({
        minimum: 1,
        description:
          'equal to the number of connections, each of which polls once a second; if left out, each polls as fast as it is answered',
      }),
    ),
  },
  exact,
);

/** The most subscribers of a load. */
export const MOST_SUBSCRIBERS = 100_000;

/**
 * The load of one point: everything that a trial needs except the transport, the seed and the
 * durations.
 */
export const Load = Type.Object(
  {
    audience: Audience,
    subscribers: Type.Integer({ minimum: 1, maximum: MOST_SUBSCRIBERS }),
    /**
     * Rates are totals over all topics; each notification goes to a random topic, drawn with the
     * seed.
     */
    arrivals: Arrivals,
    /** Size of the payload as JSON text; a trace has its own payloads. */
    payloadBytes: Type.Integer({ minimum: 11, maximum: 1_048_576 }),
    /**
     * The content of the payload; text by default, which is nearly the same each time. `stamped`:
     * text, and the wall clock's ms when it was due. `random`: random letters. The others are what
     * people send, and have a size of their own.
     */
    payload: Type.Optional(Type.Enum(['text', 'numbers', 'stamped', 'random', ...PAYLOAD_SHAPES])),
    transports: Type.Partial(TransportOptions),
    /**
     * Headers of each request: only the necessary ones, also those of a browser, with a cookie, or
     * also a token or a cookie alone. Servers do not read them.
     */
    requestHeaders: Type.Optional(Type.Enum(['bare', 'browser', ...CREDENTIAL_NAMES])),
    senders: Type.Optional(Senders),
    visits: Type.Optional(Visits),
    requests: Type.Optional(Requests),
    /**
     * External tools that measure in the same block: one trial for every transport that the tool
     * can drive.
     */
    tools: Type.Optional(Type.Array(Type.Enum(TOOLS))),
    fault: Type.Optional(Fault),
    /** What lies between server and clients; without it, a virtual cable. */
    path: Type.Optional(Path),
    /** What lies between TCP and a transport; without it, nothing. */
    connection: Type.Optional(Connection),
    /** What stands in front of the server; without it, nothing. */
    topology: Type.Optional(Topology),
    /** The share of subscribers that stop reading when the window begins. */
    stalledShare: Type.Optional(Type.Number({ exclusiveMinimum: 0, maximum: 0.5 })),
    /** How a subscriber waits before it reconnects; jittered by default. */
    backoff: Type.Optional(Type.Enum(['jittered', 'fixed'])),
    browser: Type.Optional(Browser),
    /**
     * The number of notifications in each topic before the first subscriber; by default only the
     * one of the check.
     */
    heldBefore: Type.Optional(Type.Integer({ minimum: 1 })),
    /** How many notifications of a topic the server holds. */
    feedCapacity: Type.Optional(Type.Integer({ minimum: 1 })),
    /**
     * The load may exceed the capacity of the server: the limit is then a result, not a fault of
     * the trial.
     */
    overload: Type.Optional(Type.Boolean()),
    /** The cost model is tested on this point, not fitted to it. */
    heldOut: Type.Optional(Type.Boolean()),
  },
  exact,
);
export type Load = Static<typeof Load>;
