import { type Static, Type } from 'typebox';
import { BROWSERS } from '../../scenarios/load/load.ts';
import { LatencySummary } from './latency.ts';
import { count, exact, nullable, quantity } from './parts.ts';

// Figures of the trials that do more than deliver.

export const PHASES = [
  'forward',
  'processing',
  'back',
  'handling',
  'tcp',
  'request',
  'first',
  'to-first',
  'catch-up',
  'told',
  'confirmation',
  'closed',
] as const;
export type PhaseId = (typeof PHASES)[number];

/** A part of a round trip or of a visit. */
export const Phase = Type.Object(
  {
    id: Type.Enum(PHASES, {
      description:
        'of a round trip: forward (sent to received by the server), processing (until its JSON was made), back (until its first ' +
        'byte was read), handling (until the callback had it); of a visit: tcp (connected), request (answered or upgraded), first ' +
        '(notification after that), to-first (all of these), catch-up (first to last notification), told (that its cursor is too ' +
        'old), confirmation (close frame to close frame), closed (from there, or from the client’s close, until the socket is gone)',
    }),
    latencyMs: LatencySummary,
  },
  exact,
);

export const Visits = Type.Object(
  {
    due: count('visits that were due in the window'),
    completed: count('of them, those that got all that there was'),
    told: count('of them, those that were told that their cursor is too old'),
    failed: count('of them, those whose connection broke'),
    cpuMicrosPerVisit: quantity('of the server'),
    applicationBytesPerVisit: quantity('both ways'),
    wireBytesPerVisit: nullable(quantity('both ways, handshakes included')),
    packetsPerVisit: nullable(quantity('both ways')),
  },
  { ...exact, description: 'null where nobody visits' },
);

export const Recovery = Type.Object(
  {
    faultAtMs: quantity('since the window began'),
    clearedAtMs: quantity('since the window began: from here on nothing was in the way'),
    affected: count('subscribers'),
    recovered: count('of them, those who were whole again: had all that was due until then'),
    reconnectedMs: nullable(LatencySummary),
    sinceClearedMs: nullable(LatencySummary),
    connections: count('that were opened after the fault'),
    peakConnectionsPerSecond: quantity('in the busiest tenth of a second, as the server accepted them'),
  },
  {
    ...exact,
    description:
      'null where nothing was broken on purpose; reconnectedMs is from the break of a connection until it was served again, null where none broke; sinceClearedMs from the mending until a subscriber was whole again',
  },
);

export const Stalled = Type.Object(
  {
    readers: count('who stopped reading when the window began; no other figure of the trial counts them'),
    cutOff: count('of them, those that the server gave up'),
    firstCutOffMs: nullable(quantity('since the window began')),
    lastCutOffMs: nullable(quantity('since the window began')),
    peakRssBytes: quantity('of the server, the largest at the end of any second'),
  },
  { ...exact, description: 'null where everybody reads' },
);

export const BrowserFigures = Type.Object(
  {
    program: Type.Enum(BROWSERS),
    version: Type.String({ description: 'as the browser names itself' }),
    clockErrorMs: quantity('by how much a moment of the page may be wrong on the clock of the lab'),
    clockStepMs: quantity('smallest step of the page’s clock, as it was seen'),
    subscriptions: count('of the page'),
    served: count('of them, those who had a first notification before the warm-up'),
    ownRequestMs: nullable(
      quantity(
        'an ordinary request of the page beside its subscriptions, before anything was published; null where it had no answer in 2 s',
      ),
    ),
    ownRequests: Type.Optional(
      Type.Object(
        {
          made: count('one after the other'),
          answered: count('of them, those that had an answer in 2 s'),
          medianMs: nullable(quantity('of those that were answered')),
        },
        {
          ...exact,
          description: 'ordinary requests of the page in the window; left out where it has one subscription',
        },
      ),
    ),
    hidden: Type.Boolean({ description: 'the page itself said so at the end of the window' }),
  },
  { ...exact, description: 'left out where no browser took part' },
);
export type BrowserFigures = Static<typeof BrowserFigures>;
