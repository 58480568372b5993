import { type Static, Type } from 'typebox';
import { TOOLS } from '../../scenarios/load/tool.ts';
import { TRANSPORTS } from '../../scenarios/load/transport.ts';
import { BrokerFigures, ProxyFigures } from './deployed-parts.ts';
import { Gate, Machine, Steadiness, Theory } from './gate-and-theory.ts';
import { LatencySummary } from './latency.ts';
import { count, exact, nullable, quantity } from './parts.ts';
import { PathFigures } from './path.ts';
import { ToolReport } from './tool-report.ts';
import { BrowserFigures, Phase, Recovery, Stalled, Visits } from './trial-extras.ts';

const Deliveries = Type.Object(
  {
    expected: count('scheduled in the window × subscribers of their topic'),
    received: count('distinct deliveries that arrived'),
    arrived: count(
      'deliveries that arrived within the window, whenever they were due; values per delivery are divided by it',
    ),
    missing: count('deliveries that never arrived'),
    duplicate: count('deliveries that arrived again'),
    reordered: count('deliveries that arrived after a later one'),
    batchMean: quantity('notifications per response, event or frame with at least one'),
    emptyResponses: nullable(
      count('responses without notifications; null if an external tool does not count them'),
    ),
    outsideWindow: Type.Object(
      { missing: count(''), duplicate: count(''), reordered: count('') },
      { ...exact, description: 'the same faults during warm-up and drain' },
    ),
  },
  exact,
);

const Server = Type.Object(
  {
    cpuMicros: Type.Object({ user: quantity('µs'), system: quantity('µs') }, exact),
    cpuPercent: quantity('of one core'),
    cpuMicrosPerDelivery: nullable(quantity('µs; null without deliveries')),
    cpuMicrosPerSubscriberSecond: quantity('µs of CPU per subscriber and second of the window'),
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
            'memory of all TCP buffers of this host, both ends (/proc/net/sockstat); null if unknown',
        },
      ),
    ),
    openFiles: nullable(count('file descriptors at the end of the window; null if unknown')),
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
          description: 'values that only a Node process can report about itself; null for another server',
        },
      ),
    ),
    counterReadDelayMs: quantity('lateness of reading the counters at the start or the end of the window'),
    contextSwitches: Type.Object({ voluntary: count(''), involuntary: count('') }, exact),
    requests: count('HTTP requests and upgrades'),
    connections: Type.Object(
      {
        opened: count('in the window'),
        open: count('at the end of the window'),
        closed: count('in the window'),
        droppedSlow: count('cut off because the client did not read, in the whole trial'),
      },
      exact,
    ),
  },
  exact,
);

/** The wire bytes explained by TCP/IP and Ethernet headers, and the rest. */
const Ledger = Type.Object(
  {
    headerBytes: quantity('wire packets × size of their headers, handshakes included, both directions'),
    remainderBytes: Type.Number({
      description: 'unexplained bytes: wire − application − headerBytes, both directions; may be negative',
    }),
    remainderPercent: Type.Number({ description: 'of the wire bytes' }),
    retransmittedSegments: nullable(
      count(
        'TCP segments retransmitted in the window by server or clients, without those that had arrived (DSACK); null if unknown',
      ),
    ),
    repeatedSegments: Type.Optional(
      count(
        'TCP segments that the server sent again though they had arrived (DSACK): their content is in remainderBytes, with 12 B of the acknowledgement for each; missing in older runs and where unknown',
      ),
    ),
  },
  exact,
);

const Bandwidth = Type.Object(
  {
    payloadBytes: quantity(
      'JSON text of the payloads due in the window, over all subscribers, before any compression',
    ),
    application: Type.Object(
      { downBytes: quantity('written by the server'), upBytes: quantity('read by the server') },
      { ...exact, description: 'headers, framing, content and TLS, counted on the sockets of the server' },
    ),
    tls: Type.Optional(
      Type.Object(
        {
          downBytes: quantity('written by the server beyond what the records carry'),
          upBytes: quantity('read by the server beyond what the records carry'),
          fullHandshakes: count('in the window'),
          resumedHandshakes: count('in the window'),
          agreed: Type.Optional(
            Type.Array(Type.String(), {
              description:
                'version and cipher of all handshakes so far, each once; left out by earlier versions of the lab',
            }),
          ),
        },
        {
          ...exact,
          description: 'what TLS added: records and handshakes, part of `application`; left out without TLS',
        },
      ),
    ),
    http2: Type.Optional(
      Type.Object(
        {
          downBytes: quantity('read by the clients beyond the content of DATA frames'),
          upBytes: quantity('written by the clients beyond the content of DATA frames'),
        },
        {
          ...exact,
          description:
            'what HTTP/2 added: heads of frames, headers, settings, window updates and the like, part of `application` without `tls`; counted by the clients; left out without HTTP/2',
        },
      ),
    ),
    compression: Type.Optional(
      Type.Object(
        {
          contentBytes: quantity(
            'what the clients read, before its compression: notifications with envelope',
          ),
          compressedBytes: quantity('the same as it was sent, part of `application.downBytes`'),
        },
        {
          ...exact,
          description: 'arrived within the window, counted by the clients; left out without compression',
        },
      ),
    ),
    wire: nullable(
      Type.Object(
        {
          downBytes: quantity(''),
          upBytes: quantity(''),
          downPackets: count(''),
          upPackets: count(''),
        },
        { ...exact, description: 'counted on the interface; null if the network has no counters' },
      ),
    ),
    bytesPerDelivery: nullable(quantity('application bytes, both directions; null without deliveries')),
    wireBytesPerDelivery: nullable(
      quantity('wire bytes, both directions; null without wire counters or deliveries'),
    ),
    ledger: nullable(Ledger),
  },
  exact,
);

const Generator = Type.Object(
  {
    cpuPercent: quantity('of one core, the busiest client worker'),
    cpuMicrosPerDelivery: nullable(quantity('µs of the client workers')),
    memoryBytesPerSubscriber: quantity('growth of the client workers’ resident memory during connecting'),
    eventLoopDelayP99Ms: nullable(
      quantity(
        'ms that a timer was late at p99, weighted by time; the worst client worker, or the process that leads an external tool; null if none is a Node process',
      ),
    ),
    counterReadDelayMs: quantity('lateness of reading the counters at the start or the end of the window'),
    publisherCpuPercent: quantity('of one core'),
    publishedInWindow: count('notifications that the publisher sent in the window'),
    scheduledInWindow: count('notifications that the schedule has in the window'),
    publishLagP50Ms: quantity('ms'),
    publishLagP90Ms: Type.Optional(quantity('ms; missing in older runs')),
    publishLagP99Ms: quantity('ms'),
    publishLagMaxMs: quantity('ms'),
    reconnects: count('unplanned reconnects in the whole trial'),
  },
  exact,
);

const Series = Type.Object(
  {
    second: Type.Array(count('since the start of the window')),
    deliveries: Type.Array(count('deliveries due in that second')),
    latencyMeanMs: Type.Array(nullable(quantity('ms'))),
    latencyMaxMs: Type.Array(nullable(quantity('ms'))),
    serverCpuPercent: Type.Array(quantity('of one core')),
    serverRssBytes: Type.Array(quantity('bytes')),
    connectionsOpened: Type.Array(count('connections that the server accepted')),
  },
  { ...exact, description: 'one value per second of the window; the last second may be partial' },
);

const identity = {
  scenario: Type.String(),
  point: Type.String(),
  transport: Type.Enum(TRANSPORTS),
  session: Type.Optional(count('place of its session in `sessions`, from 0; only in a joined run')),
  block: count('from 0, in each session'),
  order: count('place within its block, from 0'),
  attempt: count('number of earlier attempts'),
  arm: nullable(Type.Enum(['a', 'b'])),
  tool: Type.Optional(Type.Enum(TOOLS, { description: 'the tool that replaced the lab’s clients' })),
  startedAt: Type.String({ description: 'wall clock, ISO 8601' }),
  wallMs: quantity('from the start of the first process to the end of the last'),
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
    path: Type.Optional(PathFigures),
    proxy: Type.Optional(ProxyFigures),
    broker: Type.Optional(BrokerFigures),
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
        description: 'the tool, browser, proxy or broker for this trial is missing or unsuitable',
      }),
    ),
    notPassed: Type.Optional(
      Type.Boolean({
        description: 'the proxy with its minimal configuration does not pass this transport on: a result',
      }),
    ),
  },
  exact,
);
export type FailedTrial = Static<typeof FailedTrial>;

export const Trial = Type.Union([MeasuredTrial, FailedTrial]);
export type Trial = Static<typeof Trial>;

/** A trial's values, before any verdict. */
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
  | 'path'
  | 'proxy'
  | 'broker'
  | 'browser'
  | 'toolReport'
  | 'series'
>;
