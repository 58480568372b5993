import { type Static, Type } from 'typebox';
import { TOOLS } from './tool.ts';
import { TransportOptions } from './transport-options.ts';

const exact = { additionalProperties: false };

/** When notifications are due. `burst` sends `size` at once every `everySeconds`; `trace` replays a file; `none` is silence. */
export const Arrivals = Type.Union([
  Type.Object({ kind: Type.Literal('periodic'), ratePerSecond: Type.Number({ exclusiveMinimum: 0 }) }, exact),
  Type.Object({ kind: Type.Literal('poisson'), ratePerSecond: Type.Number({ exclusiveMinimum: 0 }) }, exact),
  Type.Object(
    {
      kind: Type.Literal('burst'),
      size: Type.Integer({ minimum: 1 }),
      everySeconds: Type.Number({ exclusiveMinimum: 0 }),
    },
    exact,
  ),
  Type.Object(
    {
      kind: Type.Literal('trace'),
      file: Type.String({ description: 'NDJSON; a relative path counts from the folder scenarios/traces' }),
      speed: Type.Number({
        exclusiveMinimum: 0,
        description: 'seconds of the trace in one second of the replay',
      }),
    },
    exact,
  ),
  Type.Object({ kind: Type.Literal('none') }, exact),
]);
export type Arrivals = Static<typeof Arrivals>;

/** Who follows what: all one topic, each a topic of its own, rooms of some subscribers each, or the topics of the trace in turn. */
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

/** The notifications come from the subscribers, each into the topic that it follows, instead of from the publisher. */
const Senders = Type.Object(
  {
    upstream: Type.Enum(['own', 'post'], {
      description: 'own: a frame where the transport has an upstream, else a POST; post: always a POST',
    }),
  },
  exact,
);

/** The arrivals are visits instead of notifications: each connects, gets what the topic holds, and leaves. */
const Visits = Type.Object(
  {
    connection: Type.Enum(['cold', 'kept-alive'], {
      description: 'kept-alive: the TCP connection stands already when the visit begins',
    }),
    closing: Type.Enum(['handshake', 'cut']),
    backlog: Type.Integer({ minimum: 1, description: 'notifications that each visitor has missed' }),
  },
  exact,
);

/** Nobody subscribes: autocannon asks over as many connections as there would be subscribers. */
const Requests = Type.Object(
  {
    answer: Type.Enum(['empty', 'news', 'not-modified'], {
      description: 'empty: 204; news: 200 with what the topic holds; not-modified: 304 to its entity tag',
    }),
    ratePerSecond: Type.Optional(
      Type.Integer({
        minimum: 1,
        description:
          'as many as there are connections, each of which asks once a second; as fast as they are answered without',
      }),
    ),
  },
  exact,
);

/** What is broken on purpose, `atSeconds` after the window has begun. */
const Fault = Type.Union([
  Type.Object(
    {
      kind: Type.Literal('restart', { description: 'the server is killed, and started again' }),
      atSeconds: Type.Number({ minimum: 0 }),
      forSeconds: Type.Number({ minimum: 0 }),
    },
    exact,
  ),
  Type.Object(
    {
      kind: Type.Literal('cut', { description: 'nothing passes the cable, either way' }),
      atSeconds: Type.Number({ minimum: 0 }),
      forSeconds: Type.Number({ minimum: 0 }),
    },
    exact,
  ),
  Type.Object(
    {
      kind: Type.Literal('disconnect', { description: 'the server resets every connection at once' }),
      atSeconds: Type.Number({ minimum: 0 }),
    },
    exact,
  ),
]);
export type Fault = Static<typeof Fault>;

export const BROWSERS = ['chromium', 'firefox'] as const;
export type BrowserName = (typeof BROWSERS)[number];

/** The subscribers are one page of a real browser, each by the standard's own `fetch`, `EventSource` or `WebSocket`. */
const Browser = Type.Object(
  {
    program: Type.Enum(BROWSERS),
    hidden: Type.Optional(
      Type.Boolean({ description: 'the tab is behind another one, from before the warm-up on' }),
    ),
    reconnects: Type.Optional(
      Type.Enum(['code', 'itself'], {
        description:
          'code (default): the page connects again after a failure; itself: only what the browser does of its own accord',
      }),
    ),
    mayLose: Type.Optional(
      Type.Boolean({ description: 'who is not served is the finding, and no fault of the trial' }),
    ),
  },
  exact,
);
export type BrowserLoad = Static<typeof Browser>;

/** The load of one point: everything that a trial needs to know besides the transport, the seed and the durations. */
export const Load = Type.Object(
  {
    audience: Audience,
    subscribers: Type.Integer({ minimum: 1, maximum: 100_000 }),
    /** Rates are totals over all topics; each notification goes to a topic drawn by the seed. */
    arrivals: Arrivals,
    /** Size of the payload as JSON text; a trace brings its own payloads. */
    payloadBytes: Type.Integer({ minimum: 11, maximum: 1_048_576 }),
    /** What the payload is made of; text where nothing is said. `stamped`: text, and the wall clock's ms when it was due. */
    payload: Type.Optional(Type.Enum(['text', 'numbers', 'stamped'])),
    transports: Type.Partial(TransportOptions),
    /** Headers of each request: the few that it needs, or as many as a browser sends, a cookie among them. */
    requestHeaders: Type.Optional(Type.Enum(['bare', 'browser'])),
    senders: Type.Optional(Senders),
    visits: Type.Optional(Visits),
    requests: Type.Optional(Requests),
    /** Who else measures it, in the same block: a trial each for every transport that it can drive. */
    tools: Type.Optional(Type.Array(Type.Enum(TOOLS))),
    fault: Type.Optional(Fault),
    /** The share of subscribers who stop reading when the window begins. */
    stalledShare: Type.Optional(Type.Number({ exclusiveMinimum: 0, maximum: 0.5 })),
    /** How a subscriber waits before it connects again; jittered where nothing is said. */
    backoff: Type.Optional(Type.Enum(['jittered', 'fixed'])),
    browser: Type.Optional(Browser),
    /** How many notifications each topic holds before anybody comes, where it is not the single one that is verified first. */
    heldBefore: Type.Optional(Type.Integer({ minimum: 1 })),
    /** How many notifications of a topic the server holds. */
    feedCapacity: Type.Optional(Type.Integer({ minimum: 1 })),
    /** The load may be more than the server can carry: what then gives out is the finding, and no fault of the trial. */
    overload: Type.Optional(Type.Boolean()),
    /** The cost model is tested on this point, and not fitted to it. */
    heldOut: Type.Optional(Type.Boolean()),
  },
  exact,
);
export type Load = Static<typeof Load>;
