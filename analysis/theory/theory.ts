import { THEORY_QUANTITIES, type Theory } from '../../results/format/gate-and-theory.ts';
import type { MeasuredTrial } from '../../results/format/trial.ts';
import { heartbeatSecondsOf } from '../../scenarios/load/heartbeat.ts';
import {
  type DeliveryKind,
  type PushTransport,
  TRAITS,
  type Transport,
} from '../../scenarios/load/transport.ts';
import { DEFAULT_HEARTBEAT_SECONDS } from '../../scenarios/load/transport-options.ts';
import { bucketsOf, ksDistance } from '../models/distribution.ts';
import { residualPercentOf } from '../models/residual.ts';
import { fixedShortPolling, fixedShortPollingCdf } from '../models/short-polling.ts';
import type { Prediction, TrialConditions } from './conditions.ts';
import { longPollingTrial, shortPollingTrial, waitsAreEven } from './polling-trial.ts';
import { FRAMINGS, pushTrial } from './push-trial.ts';
import { type Timeline, timelinesOf } from './timeline.ts';

/** The values of a trial that are compared, and those that its prediction needs. */
export type TheoryFigures = Pick<
  MeasuredTrial,
  'warmUpMs' | 'deliveries' | 'latencyMs' | 'server' | 'bandwidth' | 'generator'
>;

/** The plan and the place of a trial (see TrialConditions), and its measurements. */
export type TheoryInput = Pick<
  TrialConditions,
  'load' | 'seed' | 'warmUpSeconds' | 'windowSeconds' | 'transitMs' | 'target' | 'clientWorkers'
> & { transport: Transport; figures: TheoryFigures };

type Model = (
  transport: Transport,
  conditions: TrialConditions,
  timelines: readonly Timeline[],
) => Prediction;

const MODELS: Record<DeliveryKind, Model> = {
  'short-polling': (_, conditions, timelines) => shortPollingTrial(conditions, timelines),
  'long-polling': (_, conditions, timelines) => longPollingTrial(conditions, timelines),
  push: (transport, conditions, timelines) =>
    pushTrial(conditions, timelines, {
      ...FRAMINGS[transport as PushTransport],
      heartbeatSeconds: heartbeatSecondsOf(conditions.load, transport) ?? DEFAULT_HEARTBEAT_SECONDS,
    }),
};

function conditionsOf({ figures, ...planned }: TheoryInput): TrialConditions {
  const { server, generator, warmUpMs } = figures;
  const cpuMicros = server.cpuMicros.user + server.cpuMicros.system;
  return {
    ...planned,
    clientWorkers: Math.min(planned.clientWorkers, planned.load.subscribers),
    connectingSeconds: Math.max(0, warmUpMs / 1000 - planned.warmUpSeconds),
    serverMicrosPerDelivery: server.cpuMicrosPerDelivery,
    serverMicrosPerRequest: server.requests === 0 ? null : cpuMicros / server.requests,
    clientMicrosPerDelivery: generator.cpuMicrosPerDelivery,
  };
}

/** The measured value of each quantity; null if there is none. */
function measuredOf({
  deliveries,
  latencyMs,
  server,
  bandwidth,
}: TheoryFigures): Record<keyof Prediction, number | null> {
  return {
    latencyMeanMs: latencyMs?.fromSchedule.mean ?? null,
    batchMean: deliveries.arrived === 0 ? null : deliveries.batchMean,
    requests: server.requests,
    applicationBytesPerDelivery: bandwidth.bytesPerDelivery,
  };
}

/**
 * Whether the models cover this load: plain deliveries to subscribers that stay, by the requests of
 * the lab's clients. Their first long poll must wait as long as every other.
 */
function isModelled({ load, transport }: TheoryInput): boolean {
  const { senders, visits, fault, stalledShare, browser, requestHeaders = 'bare', transports } = load;
  const { latest, keepAlive: keepsShort = true } = transports['short-polling'] ?? {};
  const { keepAlive: keepsLong = true, spreadFirstWait = false } = transports['long-polling'] ?? {};
  const { encoding = 'text' } = transports.websocket ?? {};
  if (senders || visits || fault || stalledShare || browser || requestHeaders !== 'bare') return false;
  if (transport === 'short-polling') return keepsShort && latest === undefined;
  if (transport === 'long-polling') return keepsLong && !spreadFirstWait;
  return transport !== 'websocket' || encoding === 'text';
}

/** The shape of short polling's latency, for periodic or Poisson arrivals and with d known. */
function distributionOf(input: TheoryInput): Theory['distribution'] {
  const { load, transport, transitMs, figures } = input;
  const intervalMs = load.transports['short-polling']?.intervalMs;
  const { pacing = 'fixed' } = load.transports['short-polling'] ?? {};
  if (transport !== 'short-polling' || intervalMs === undefined || pacing !== 'fixed') return null;
  if (load.arrivals.kind !== 'periodic' && load.arrivals.kind !== 'poisson') return null;
  if (transitMs === null || figures.latencyMs === null || !waitsAreEven(conditionsOf(input))) return null;
  const fixed = { intervalMs, transitMs };
  const { minMs, maxMs } = fixedShortPolling(fixed);
  return {
    shape: 'uniform',
    fromMs: minMs,
    toMs: maxMs,
    ksDistance: ksDistance(bucketsOf([figures.latencyMs.fromSchedule.hdr]), latencyMs =>
      fixedShortPollingCdf(fixed, latencyMs),
    ),
  };
}

/**
 * The predictions of the models for a trial, with its measured values; null if they do not cover
 * it. They are applied to the trial's own schedule, so chance in the arrivals does not become a
 * residual. Their mean over all schedules is the closed form of analysis/models/all.ts.
 */
export function theoryOf(input: TheoryInput): Theory | null {
  if (!isModelled(input)) return null;
  const { load, transport, seed, warmUpSeconds, windowSeconds, figures } = input;
  const timelines = timelinesOf(load, seed, warmUpSeconds + windowSeconds);
  const prediction = MODELS[TRAITS[transport].delivery](transport, conditionsOf(input), timelines);
  const measuredFigures = measuredOf(figures);
  const quantities: Theory['quantities'] = [];
  for (const quantity of THEORY_QUANTITIES) {
    const predicted = prediction[quantity];
    const measured = measuredFigures[quantity];
    if (predicted === undefined || measured === null) continue;
    const residualPercent = residualPercentOf(measured, predicted);
    quantities.push({ quantity, predicted, measured, residualPercent });
  }
  const distribution = distributionOf(input);
  return quantities.length === 0 && distribution === null ? null : { quantities, distribution };
}
