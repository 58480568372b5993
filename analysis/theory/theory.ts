import { THEORY_QUANTITIES, type Theory } from '../../results/format/gate-and-theory.ts';
import type { MeasuredTrial } from '../../results/format/trial.ts';
import {
  type DeliveryKind,
  type PushTransport,
  TRAITS,
  type Transport,
} from '../../scenarios/load/transport.ts';
import { bucketsOf, ksDistance } from '../models/distribution.ts';
import { residualPercentOf } from '../models/residual.ts';
import { fixedShortPolling, fixedShortPollingCdf } from '../models/short-polling.ts';
import type { Prediction, TrialConditions } from './conditions.ts';
import { longPollingTrial, shortPollingTrial, waitsAreEven } from './polling-trial.ts';
import { FRAMINGS, pushTrial } from './push-trial.ts';
import { type Timeline, timelinesOf } from './timeline.ts';

/** The figures of a trial that are compared, and those that its prediction rests on. */
export type TheoryFigures = Pick<
  MeasuredTrial,
  'warmUpMs' | 'deliveries' | 'latencyMs' | 'server' | 'bandwidth' | 'generator'
>;

/** A trial as it was planned and where it ran (see TrialConditions), and what it measured. */
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
    pushTrial(conditions, timelines, FRAMINGS[transport as PushTransport]),
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

/** What was measured of each quantity; null where it was not. */
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

/** Whether the models know this load: plain deliveries to subscribers who stay, by the requests that the lab's clients send. */
function isModelled({ load, transport }: TheoryInput): boolean {
  const { senders, visits, fault, stalledShare, browser, requestHeaders = 'bare', transports } = load;
  const { latest, keepAlive: keepsShort = true } = transports['short-polling'] ?? {};
  const { keepAlive: keepsLong = true } = transports['long-polling'] ?? {};
  const { encoding = 'text' } = transports.websocket ?? {};
  if (senders || visits || fault || stalledShare || browser || requestHeaders !== 'bare') return false;
  if (transport === 'short-polling') return keepsShort && latest === undefined;
  if (transport === 'long-polling') return keepsLong;
  return transport !== 'websocket' || encoding === 'text';
}

/** The shape of short polling's latency, under arrivals by a formula and with d known. */
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
 * What the models expect of a trial beside what it measured; null where they can say nothing of it. They are laid over the
 * trial's own schedule, so that chance in the arrivals is no residual; over all schedules they have the closed forms of
 * analysis/models/all.ts as their mean.
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
