import { THEORY_QUANTITIES, type Theory, type TheoryQuantity } from '../../results/format/gate-and-theory.ts';
import type { MeasuredTrial } from '../../results/format/trial.ts';
import { deflateOf } from '../../scenarios/load/deflate.ts';
import { heartbeatSecondsOf } from '../../scenarios/load/heartbeat.ts';
import type { Load } from '../../scenarios/load/load.ts';
import {
  type DeliveryKind,
  isPush,
  isTested,
  type PushTransport,
  TRAITS,
  type Transport,
} from '../../scenarios/load/transport.ts';
import { DEFAULT_HEARTBEAT_SECONDS } from '../../scenarios/load/transport-options.ts';
import { residualPercentOf } from '../models/residual.ts';
import type { Prediction, TrialConditions } from './conditions.ts';
import { distributionOf } from './distribution-of.ts';
import { longPollingTrial } from './long-polling-trial.ts';
import { coversPath } from './path-effects.ts';
import { FRAMINGS, pushTrial } from './push-trial.ts';
import { sentBySubscribers } from './senders-trial.ts';
import { shortPollingTrial } from './short-polling-trial.ts';
import { type Timeline, timelinesOf } from './timeline.ts';
import { visitsTrial } from './visits-trial.ts';

/** The values of a trial that are compared, and those that its prediction needs. */
export type TheoryFigures = Pick<
  MeasuredTrial,
  'warmUpMs' | 'deliveries' | 'latencyMs' | 'server' | 'bandwidth' | 'generator' | 'phases'
>;

/** The plan and the place of a trial (see TrialConditions), and its measurements. */
export type TheoryInput = Pick<
  TrialConditions,
  | 'load'
  | 'seed'
  | 'warmUpSeconds'
  | 'windowSeconds'
  | 'transitMs'
  | 'certificateBytes'
  | 'target'
  | 'clientWorkers'
  | 'codec'
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
      deflate: deflateOf(conditions.load, transport),
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
  phases,
}: TheoryFigures): Record<TheoryQuantity, number | null> {
  return {
    latencyMeanMs: latencyMs?.fromSchedule.mean ?? null,
    batchMean: deliveries.arrived === 0 ? null : deliveries.batchMean,
    requests: server.requests,
    applicationBytesPerDelivery: bandwidth.bytesPerDelivery,
    toFirstMeanMs: phases?.find(({ id }) => id === 'to-first')?.latencyMs.mean ?? null,
  };
}

/**
 * Whether the models cover subscribers that share connections: those with topics of their own at
 * any time, and those of one topic, whose pushes are written together. Short polls that all come at
 * once are not covered.
 */
function coversSharing({ audience, transports }: Load, transport: Transport): boolean {
  if (audience.kind === 'own')
    return transport !== 'short-polling' || transports[transport]?.phases !== 'together';
  return audience.kind === 'shared' && isPush(transport);
}

/** Whether the models cover a load over HTTP/2. */
const coversHttp2 = (load: Load, transport: Transport): boolean =>
  !load.connection?.subscribersPerConnection || coversSharing(load, transport);

/**
 * Whether the models cover this load: plain deliveries to subscribers that stay, by the requests of
 * the lab's clients, and visits. Their first long poll must wait as long as every other. Polls may
 * have a connection each, but not over a path. Over a path the models also cover users that send to
 * themselves.
 */
function isModelled({ load, transport, codec }: TheoryInput): boolean {
  if (load.connection?.http === 2 && isTested(transport) && !coversHttp2(load, transport)) return false;
  if (load.connection?.compression && !codec) return false;
  const { senders, fault, stalledShare, browser, requestHeaders, transports, path, topology } = load;
  const { latest, keepAlive: keepsShort = true } = transports['short-polling'] ?? {};
  const { keepAlive: keepsLong = true, spreadFirstWait = false } = transports['long-polling'] ?? {};
  const { encoding = 'text' } = transports.websocket ?? {};
  if (path === undefined ? senders : !coversPath(path, transport)) return false;
  // Members of a room send in turn, and the schedule of a topic does not name them.
  if (senders && (load.audience.kind !== 'own' || path?.lossPercent !== undefined)) return false;
  if (topology && isTested(transport)) return false;
  if (fault || stalledShare || browser || requestHeaders === 'browser') return false;
  if (transport === 'short-polling') return (keepsShort || !path) && latest === undefined;
  if (transport === 'long-polling') return (keepsLong || !path) && !spreadFirstWait;
  return transport !== 'websocket' || encoding === 'text';
}

/** What the models predict for a trial that they cover. */
function predictionOf({ transport }: TheoryInput, conditions: TrialConditions): Prediction {
  const { load, seed, warmUpSeconds, windowSeconds } = conditions;
  if (load.visits) return visitsTrial(conditions, transport);
  const due = timelinesOf(load, seed, warmUpSeconds + windowSeconds);
  const timelines = load.senders ? sentBySubscribers(due, conditions, transport) : due;
  if (timelines === null) return {};
  const prediction = MODELS[TRAITS[transport].delivery](transport, conditions, timelines);
  if (!load.senders) return prediction;
  // The requests and bytes of sending are not in the models.
  const { latencyMeanMs, latencies } = prediction;
  return latencyMeanMs === undefined ? {} : { latencyMeanMs, ...(latencies && { latencies }) };
}

/**
 * The predictions of the models for a trial, with its measured values; null if they do not cover
 * it. They are applied to the trial's own schedule, so chance in the arrivals does not become a
 * residual. Their mean over all schedules is the closed form of analysis/models/all.ts.
 */
export function theoryOf(input: TheoryInput): Theory | null {
  if (!isModelled(input)) return null;
  const prediction = predictionOf(input, conditionsOf(input));
  const measuredFigures = measuredOf(input.figures);
  const quantities: Theory['quantities'] = [];
  for (const quantity of THEORY_QUANTITIES) {
    const predicted = prediction[quantity];
    const measured = measuredFigures[quantity];
    if (predicted === undefined || measured === null) continue;
    const residualPercent = residualPercentOf(measured, predicted);
    quantities.push({ quantity, predicted, measured, residualPercent });
  }
  const distribution = distributionOf(input, prediction);
  return quantities.length === 0 && distribution === null ? null : { quantities, distribution };
}
