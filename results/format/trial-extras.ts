import { type Static, Type } from 'typebox';
import { BROWSERS } from '../../scenarios/load/browser.ts';
import { LatencySummary } from './latency.ts';
import { count, exact, nullable, quantity } from './parts.ts';

// Values of trials that do more than deliver.

export const PHASES = [
  'forward',
  'processing',
  'back',
  'handling',
  'tcp',
  'tls',
  'request',
  'first',
  'to-first',
  'catch-up',
  'told',
  'confirmation',
  'closed',
] as const;
export type PhaseId = (typeof PHASES)[number];

/** One phase of a round trip or of a visit. */
export const Phase = Type.Object(
  {
    id: Type.Enum(PHASES, {
      description:
        'Round trip: forward: from sent to received by the server. processing: until its JSON is made. back: until its last ' +
        'bytes are read; with polling, this includes the wait for the next poll. handling: until the callback has it. Visit: tcp: until ' +
        'connected. tls: until its handshake is over. request: until answered or upgraded. first: until the first notification after ' +
        'that. to-first: sum of these. ' +
        'catch-up: from the first to the last notification. told: until the server reports that the cursor is too old. confirmation: ' +
        'from close frame to close frame. closed: from there, or from the client’s close, until the socket is gone.',
    }),
    latencyMs: LatencySummary,
  },
  exact,
);

export const Visits = Type.Object(
  {
    due: count('visits due in the window'),
    completed: count('of these, visits that got the whole backlog'),
    told: count('of these, visits told that their cursor is too old'),
    failed: count('of these, visits with a broken connection'),
    cpuMicrosPerVisit: quantity('CPU of the server'),
    applicationBytesPerVisit: quantity('both directions'),
    wireBytesPerVisit: nullable(quantity('both directions, handshakes included')),
    packetsPerVisit: nullable(quantity('both directions')),
  },
  { ...exact, description: 'null for a load without visits' },
);

const Dead = Type.Object(
  {
    connections: count('open at the server when the address of the clients changed'),
    cutOff: Type.Optional(count('of these, connections that the server took for slow readers')),
    closed: count('of these, connections that the server had closed by the end of the window'),
    closedMs: nullable(LatencySummary),
  },
  {
    ...exact,
    description:
      'dead connections of the server; left out for other faults, and in older runs. closedMs: from the fault until the server closed one; null if it closed none.',
  },
);

export const Recovery = Type.Object(
  {
    faultAtMs: quantity('since the window began'),
    clearedAtMs: quantity('when the fault was cleared, since the window began'),
    affected: count('subscribers affected by the fault'),
    recovered: count('of these, subscribers that caught up: they had everything due until then'),
    noticedMs: Type.Optional(nullable(LatencySummary)),
    dead: Type.Optional(Dead),
    reconnectedMs: nullable(LatencySummary),
    sinceClearedMs: nullable(LatencySummary),
    connections: count('connections opened after the fault'),
    peakConnectionsPerSecond: quantity('connections accepted by the server in the busiest tenth of a second'),
  },
  {
    ...exact,
    description:
      'null for a load without a fault. noticedMs: from the fault until a client gave its connection up; null if none did, left out for a fault that is announced, and in older runs. reconnectedMs: from a broken connection until it was served again; null if none broke. sinceClearedMs: from the fault cleared until a subscriber caught up.',
  },
);

export const Stalled = Type.Object(
  {
    readers: count(
      'readers that stopped reading when the window began; no other value of the trial counts them',
    ),
    cutOff: count('of these, readers that the server cut off'),
    firstCutOffMs: nullable(quantity('since the window began')),
    lastCutOffMs: nullable(quantity('since the window began')),
    peakRssBytes: quantity('memory of the server, the largest at the end of any second'),
  },
  { ...exact, description: 'null for a load without stalled readers' },
);

export const BrowserFigures = Type.Object(
  {
    program: Type.Enum(BROWSERS),
    version: Type.String({ description: 'name and version that the browser reports' }),
    clockErrorMs: quantity('largest error of a time of the page on the clock of the lab'),
    clockStepMs: quantity('smallest observed step of the page’s clock'),
    subscriptions: count('subscriptions of the page'),
    served: count('of these, subscriptions with a first notification before the warm-up'),
    ownRequestMs: nullable(
      quantity(
        'time of an ordinary request of the page besides its subscriptions, before anything was published; null without an answer in 2 s',
      ),
    ),
    ownRequests: Type.Optional(
      Type.Object(
        {
          made: count('requests, one after the other'),
          answered: count('of these, requests with an answer in 2 s'),
          medianMs: nullable(quantity('of the answered requests')),
        },
        {
          ...exact,
          description:
            'ordinary requests of the page in the window; left out for a page with one subscription',
        },
      ),
    ),
    hidden: Type.Boolean({ description: 'reported by the page itself at the end of the window' }),
  },
  { ...exact, description: 'left out for trials without a browser' },
);
export type BrowserFigures = Static<typeof BrowserFigures>;
