import { type Static, Type } from 'typebox';
import { TOOLS } from '../../scenarios/load/tool.ts';
import { TRANSPORTS } from '../../scenarios/load/transport.ts';
import { Gate, Machine, Steadiness, Theory } from './gate-and-theory.ts';
import { LatencySummary } from './latency.ts';
import { count, exact, nullable, quantity } from './parts.ts';
import { ToolReport } from './tool-report.ts';
import { BrowserFigures, Phase, Recovery, Stalled, Visits } from './trial-extras.ts';

const Deliveries = Type.Object(
  {
    expected: count('scheduled in the window × subscribers of their topic'),
    received: count('distinct ones that arrived'),
    arrived: count(
      'arrived within the window, whenever they were due: what figures a delivery are divided by',
    ),
    missing: count('never arrived'),
    duplicate: count('arrived again'),
    reordered: count('arrived after a later one'),
    batchMean: quantity('notifications per response, event or frame that carried any'),
    emptyResponses: nullable(count('responses that carried none; null where an outside tool does not tell')),
    outsideWindow: Type.Object(
      { missing: count(''), duplicate: count(''), reordered: count('') },
      { ...exact, description: 'the same faults in warm-up and drain' },
    ),
  },
  exact,
);

const Server = Type.Object(
  {
    cpuMicros: Type.Object({ user: quantity('µs'), system: quantity('µs') }, exact),
    cpuPercent: quantity('of one core'),
    cpuMicrosPerDelivery: nullable(quantity('µs; null when nothing was delivered')),
    cpuMicrosPerSubscriberSecond: quantity(
      'µs of CPU that one subscriber costs in each second of the window',
    ),
    rssBytes: quantity('at the end of the window'),
    rssBytesBeforeConnect: quantity('of the same process, before the first subscriber'),
    kernelSocketBytes: nullable(
      Type.Object(
        {
          beforeConnect: quantity('before the first subscriber'),
          atEnd: quantity('at the end of the window'),
        },
        {
          ...exact,
          description:
            'memory of all TCP buffers of this host, both ends (/proc/net/sockstat); null where the system does not tell',
        },
      ),
    ),
    openFiles: nullable(
      count('file descriptors at the end of the window; null where the system does not tell'),
    ),
    runtime: nullable(
      Type.Object(
        {
          heapUsedBytes: quantity('at the end of the window'),
          heapUsedBytesBeforeConnect: quantity('of the same process, before the first subscriber'),
          externalBytes: quantity('at the end of the window'),
          eventLoop: Type.Object(
            { utilization: quantity('0 to 1'), delayP99Ms: quantity('ms that a timer was late at p99') },
            exact,
          ),
          gcMs: quantity('in garbage collection pauses'),
        },
        {
          ...exact,
          description: 'what only a Node process can tell of itself; null of a server that is none',
        },
      ),
    ),
    counterReadDelayMs: quantity('how late the counters were read at the start or the end of the window'),
    contextSwitches: Type.Object({ voluntary: count(''), involuntary: count('') }, exact),
    requests: count('HTTP requests and upgrades'),
    connections: Type.Object(
      {
        opened: count('in the window'),
        open: count('at its end'),
        closed: count('in the window'),
        droppedSlow: count('cut off for not reading, in the whole trial'),
      },
      exact,
    ),
  },
  exact,
);

/** What TCP/IP and Ethernet headers account for, and what they do not. */
const Ledger = Type.Object(
  {
    headerBytes: quantity('wire packets × size of their headers, handshakes included, both ways'),
    remainderBytes: Type.Number({
      description: 'wire − application − headerBytes, both ways: what stays unexplained; may be negative',
    }),
    remainderPercent: Type.Number({ description: 'of the wire bytes' }),
    retransmittedSegments: nullable(
      count(
        'TCP segments sent again in the window, by server or clients, but for those that had arrived (DSACK); null where the system does not tell',
      ),
    ),
  },
  exact,
);

const Bandwidth = Type.Object(
  {
    payloadBytes: quantity('JSON text of the payloads that were due in the window, over all subscribers'),
    application: Type.Object(
      { downBytes: quantity('written by the server'), upBytes: quantity('read by the server') },
      { ...exact, description: 'headers, framing and content, as counted on the sockets of the server' },
    ),
    wire: nullable(
      Type.Object(
        {
          downBytes: quantity(''),
          upBytes: quantity(''),
          downPackets: count(''),
          upPackets: count(''),
        },
        { ...exact, description: 'as counted on the interface; null where the network has no counters' },
      ),
    ),
    bytesPerDelivery: nullable(quantity('application bytes, both ways; null when nothing was delivered')),
    wireBytesPerDelivery: nullable(
      quantity('wire bytes, both ways; null without wire counters or deliveries'),
    ),
    ledger: nullable(Ledger),
  },
  exact,
);

const Generator = Type.Object(
  {
    cpuPercent: quantity('of one core, the busiest client worker'),
    cpuMicrosPerDelivery: nullable(quantity('µs of the client workers')),
    memoryBytesPerSubscriber: quantity('growth of the resident memory of the client workers by connecting'),
    eventLoopDelayP99Ms: nullable(
      quantity(
        'ms that a timer was late at p99, weighted by time; the worst client worker; null where none is a Node process',
      ),
    ),
    counterReadDelayMs: quantity('how late the counters were read at the start or the end of the window'),
    publisherCpuPercent: quantity('of one core'),
    publishedInWindow: count('notifications that the publisher really sent in the window'),
    scheduledInWindow: count('notifications that the schedule wanted sent in it'),
    publishLagP50Ms: quantity('ms'),
    publishLagP90Ms: Type.Optional(quantity('ms; not in runs made before it was asked for')),
    publishLagP99Ms: quantity('ms'),
    publishLagMaxMs: quantity('ms'),
    reconnects: count('unplanned, in the whole trial'),
  },
  exact,
);

const Series = Type.Object(
  {
    second: Type.Array(count('since the start of the window')),
    deliveries: Type.Array(count('by the second in which they were due')),
    latencyMeanMs: Type.Array(nullable(quantity('ms'))),
    latencyMaxMs: Type.Array(nullable(quantity('ms'))),
    serverCpuPercent: Type.Array(quantity('of one core')),
    serverRssBytes: Type.Array(quantity('bytes')),
    connectionsOpened: Type.Array(count('that the server accepted')),
  },
  { ...exact, description: 'one value a second of the window; the last second may be a part of one' },
);

const identity = {
  scenario: Type.String(),
  point: Type.String(),
  transport: Type.Enum(TRANSPORTS),
  block: count('from 0'),
  order: count('place within its block, from 0'),
  attempt: count('0, or how often it had been tried before'),
  arm: nullable(Type.Enum(['a', 'b'])),
  tool: Type.Optional(Type.Enum(TOOLS, { description: 'the tool that took the place of the lab’s clients' })),
  startedAt: Type.String({ description: 'wall clock, ISO 8601' }),
  wallMs: quantity('from the first process started to the last one gone'),
  warmUpMs: quantity('connecting, verifying and warming up'),
  reasons: Type.Array(Type.String()),
};

export const MeasuredTrial = Type.Object(
  {
    ...identity,
    status: Type.Enum(['valid', 'invalid']),
    windowMs: quantity('length of the measured window'),
    deliveries: Deliveries,
    latencyMs: nullable(Type.Object({ fromSchedule: LatencySummary, fromPublish: LatencySummary }, exact)),
    steadiness: nullable(Steadiness),
    server: Server,
    bandwidth: Bandwidth,
    generator: Generator,
    machine: nullable(Machine),
    gates: Type.Array(Gate),
    theory: nullable(Theory),
    phases: nullable(Type.Array(Phase)),
    visits: nullable(Visits),
    recovery: nullable(Recovery),
    stalled: nullable(Stalled),
    browser: Type.Optional(BrowserFigures),
    toolReport: Type.Optional(ToolReport),
    series: Series,
  },
  exact,
);
export type MeasuredTrial = Static<typeof MeasuredTrial>;

export const STAGES = ['start', 'connect', 'warm-up', 'measure', 'drain', 'stop'] as const;
export type Stage = (typeof STAGES)[number];

export const FailedTrial = Type.Object(
  {
    ...identity,
    status: Type.Literal('error'),
    stage: Type.Enum(STAGES),
    unavailable: Type.Optional(
      Type.Boolean({
        description: 'the tool or browser that was to make it is not there, or is none that will do',
      }),
    ),
  },
  exact,
);
export type FailedTrial = Static<typeof FailedTrial>;

export const Trial = Type.Union([MeasuredTrial, FailedTrial]);
export type Trial = Static<typeof Trial>;

/** A trial's figures, before anybody judges them. */
export type TrialFigures = Pick<
  MeasuredTrial,
  | 'windowMs'
  | 'deliveries'
  | 'latencyMs'
  | 'steadiness'
  | 'server'
  | 'bandwidth'
  | 'generator'
  | 'machine'
  | 'phases'
  | 'visits'
  | 'recovery'
  | 'stalled'
  | 'browser'
  | 'toolReport'
  | 'series'
>;
