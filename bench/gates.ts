import type { Load } from '../scenarios/load.ts';
import type { Environment } from './environment-schema.ts';
import type { Gate } from './judgement-schema.ts';
import type { Figures } from './measurement.ts';

/** What the bounds depend on besides the trial's own figures. */
export interface GateContext {
  hiccups: Environment['hiccups'];
  /** The most deliveries that fall due at one moment to one client worker. */
  clumpPerWorker: number;
  load: Pick<Load, 'arrivals' | 'senders' | 'visits' | 'fault' | 'stalledShare' | 'overload'>;
}

/** What a load provokes on purpose, and what is therefore no fault of the trial. */
function provokedBy({ arrivals, fault, stalledShare, overload }: GateContext['load']): string[] {
  return [
    ...(arrivals.kind === 'none' ? ['nothing-due'] : []),
    ...(fault ? ['reconnects', 'retransmits', 'client-loop-delay'] : []),
    ...(stalledShare ? ['slow-readers', 'retransmits'] : []),
    ...(overload
      ? ['missing', 'missing-outside', 'reconnects', 'slow-readers', 'retransmits', 'server-edge']
      : []),
  ];
}

/** Server and clients count what they do between the same two moments; apart by more than this share of the window, figures
 * made of both (bytes and CPU a delivery) are off by as much. */
const MAX_EDGE_SHARE = 0.03;
/** Above this share of a core a client worker may be what limits the delivery. */
const MAX_GENERATOR_CPU_PERCENT = 80;
/** Node's timers come in whole milliseconds: by as much one may be late, however idle its process is. */
const TIMER_STEP_MS = 1;
/** What others may take of the machine, in % of the window. */
const MAX_OTHERS_PERCENT = 10;
/** How far the rate that was achieved may be from the schedule's. */
const MAX_RATE_SHARE = 0.01;

/** One check, and the sentence that is the reason when it fails. */
interface Check {
  id: string;
  measured: number;
  bound: number;
  unit: string;
  reason: string;
}

/** A fault that must not occur at all. */
const none = (id: string, measured: number, unit: string, reason: string): Check => ({
  id,
  measured,
  bound: 0,
  unit,
  reason,
});

function checksOf(figures: Figures, context: GateContext): Check[] {
  const { hiccups, clumpPerWorker } = context;
  const { deliveries, generator, latencyMs, server, bandwidth, machine } = figures;
  const { outsideWindow } = deliveries;
  // A visitor who is told that its cursor is too old was due, though nothing is owed to it.
  const isEmpty = deliveries.expected === 0 && (figures.visits?.due ?? 0) === 0;
  const retransmitted = bandwidth.ledger?.retransmittedSegments ?? null;
  const lost = (id: string, count: number, what: string) =>
    none(id, count, 'deliveries', `${count} deliveries ${what}`);
  const tenthOfLatencyMs = 0.1 * (latencyMs?.fromSchedule.p50 ?? 0);

  // What falls due to a worker at one moment keeps its event loop busy by itself: a part of every fan-out, and no starvation.
  const clumpMs = (clumpPerWorker * (generator.cpuMicrosPerDelivery ?? 0)) / 1000;
  const loopBoundMs = TIMER_STEP_MS + Math.max(2 * hiccups.loopDelayP99Ms, tenthOfLatencyMs, clumpMs);
  const loopMs = generator.eventLoopDelayP99Ms;
  // The publisher waits to a tenth of a millisecond and has nothing else to do; a user who sends has an event loop and what
  // arrives on it.
  const sendsByUsers = context.load.senders !== undefined || context.load.visits !== undefined;
  const lagBoundMs = sendsByUsers ? loopBoundMs : Math.max(2 * hiccups.p99Ms, tenthOfLatencyMs);
  const lagMs = generator.publishLagP99Ms;
  const rateOff = Math.abs(generator.publishedInWindow - generator.scheduledInWindow);
  // One that is due at the edge of the window may fall on either side of it.
  const rateBound = Math.max(1, MAX_RATE_SHARE * generator.scheduledInWindow);
  const edgeBoundMs = MAX_EDGE_SHARE * figures.windowMs;
  const edge = (id: string, who: string, lateMs: number): Check => ({
    id,
    measured: lateMs,
    bound: edgeBoundMs,
    unit: 'ms',
    reason: `${who} read its counters ${lateMs.toFixed(0)} ms late, over ${100 * MAX_EDGE_SHARE}% of the window`,
  });
  const others = (id: string, percent: number, whose: string): Check => ({
    id,
    measured: percent,
    bound: MAX_OTHERS_PERCENT,
    unit: '%',
    reason: `${whose} ${percent.toFixed(0)}% of the window, over ${MAX_OTHERS_PERCENT}%`,
  });

  return [
    lost('missing', deliveries.missing, 'missing'),
    lost('duplicate', deliveries.duplicate, 'duplicate'),
    lost('reordered', deliveries.reordered, 'out of order'),
    lost('missing-outside', outsideWindow.missing, 'missing outside the window'),
    lost('duplicate-outside', outsideWindow.duplicate, 'duplicate outside the window'),
    lost('reordered-outside', outsideWindow.reordered, 'out of order outside the window'),
    none(
      'reconnects',
      generator.reconnects,
      'connections',
      `${generator.reconnects} connections broke and came back`,
    ),
    lost('slow-readers', server.connections.droppedSlow, 'cut short: the server dropped a slow reader'),
    none('nothing-due', isEmpty ? 1 : 0, 'windows', 'nothing was due in the window'),
    {
      id: 'publisher-lag',
      measured: lagMs,
      bound: lagBoundMs,
      unit: 'ms',
      reason: `${sendsByUsers ? 'users' : 'publisher'} late by ${lagMs.toFixed(2)} ms at p99, over the bound of ${lagBoundMs.toFixed(2)} ms`,
    },
    {
      id: 'rate',
      measured: rateOff,
      bound: rateBound,
      unit: 'notifications',
      reason: `${generator.publishedInWindow} notifications sent in the window, ${generator.scheduledInWindow} were due in it`,
    },
    {
      id: 'client-cpu',
      measured: generator.cpuPercent,
      bound: MAX_GENERATOR_CPU_PERCENT,
      unit: '%',
      reason: `client worker at ${generator.cpuPercent.toFixed(0)}% of a core, over ${MAX_GENERATOR_CPU_PERCENT}%`,
    },
    {
      id: 'client-loop-delay',
      measured: loopMs,
      bound: loopBoundMs,
      unit: 'ms',
      reason: `event loop of a client worker late by ${loopMs.toFixed(1)} ms at p99, over the bound of ${loopBoundMs.toFixed(1)} ms`,
    },
    edge('server-edge', 'the server', server.edgeLatenessMs),
    edge('client-edge', 'a client worker', generator.edgeLatenessMs),
    ...(retransmitted === null
      ? []
      : [
          none(
            'retransmits',
            retransmitted,
            'segments',
            `${retransmitted} TCP segments had to be sent again`,
          ),
        ]),
    ...(machine
      ? [
          others('steal', machine.stealPercent, 'the hypervisor took'),
          others('foreign-server', machine.foreignCpuPercent.server, 'others used the server’s cores for'),
          others('foreign-clients', machine.foreignCpuPercent.clients, 'others used the clients’ cores for'),
        ]
      : []),
  ];
}

/**
 * Checks whether a trial's figures can be trusted: every check with what it measured and the largest value that passes, and
 * one sentence for each that failed; no sentence for a valid trial.
 */
export function judge(figures: Figures, context: GateContext): { gates: Gate[]; reasons: string[] } {
  const provoked = provokedBy(context.load);
  const checks = checksOf(figures, context).filter(({ id }) => !provoked.includes(id));
  const passed = ({ measured, bound }: Check) => measured <= bound;
  return {
    gates: checks.map(check => {
      const { id, measured, bound, unit } = check;
      return { id, measured, bound, unit, passed: passed(check) };
    }),
    reasons: checks.filter(check => !passed(check)).map(({ reason }) => reason),
  };
}
