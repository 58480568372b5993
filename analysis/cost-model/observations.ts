import type { Run, RunPoint } from '../../results/format/run.ts';
import type { MeasuredTrial } from '../../results/format/trial.ts';
import { DEFAULT_HEARTBEAT_SECONDS } from '../../scenarios/load/default-heartbeat.ts';
import { heartbeatSecondsOf } from '../../scenarios/load/heartbeat.ts';
import { isPush, type TestedTransport } from '../../scenarios/load/transport.ts';
import { validOf } from '../comparison/transports.ts';
import { pointsOf } from './points.ts';
import { coldWakes, heartbeats, type Predictors, type Quantity } from './terms.ts';

/** One measured cell: the mean over its blocks. */
export interface Observation {
  point: RunPoint;
  blocks: number;
  predictors: Predictors;
  figure: number;
}

/** The grid of loads, and waiting subscribers. */
type Source = 'cost-model' | 'idle';

const BYTES: readonly Source[] = ['cost-model', 'idle'];

/**
 * The scenarios for each quantity. Memory comes from thousands of waiting subscribers. Under load a
 * process holds some megabytes of garbage, which vary more than a few hundred connections take.
 * Bytes come from both: the grid has few heartbeats, and no long poll that runs out. An idle server
 * pays another CPU for a poll or heartbeat than a busy one, so CPU comes from the grid.
 */
export const SOURCES: Record<Quantity, readonly Source[]> = {
  cpuMicrosPerSecond: ['cost-model'],
  memoryBytes: ['idle'],
  applicationDownBytesPerSecond: BYTES,
  applicationUpBytesPerSecond: BYTES,
  wireDownBytesPerSecond: BYTES,
  wireUpBytesPerSecond: BYTES,
};

/** The amount that a trial spent; null if it was not counted. */
function spent({ bandwidth, server, windowMs }: MeasuredTrial, quantity: Quantity): number | null {
  const seconds = windowMs / 1000;
  switch (quantity) {
    case 'cpuMicrosPerSecond':
      return (server.cpuMicros.user + server.cpuMicros.system) / seconds;
    case 'memoryBytes':
      return server.rssBytes - server.rssBytesBeforeConnect;
    case 'applicationDownBytesPerSecond':
      return bandwidth.application.downBytes / seconds;
    case 'applicationUpBytesPerSecond':
      return bandwidth.application.upBytes / seconds;
    case 'wireDownBytesPerSecond':
      return bandwidth.wire && bandwidth.wire.downBytes / seconds;
    case 'wireUpBytesPerSecond':
      return bandwidth.wire && bandwidth.wire.upBytes / seconds;
  }
}

/** The events on which a trial spent it. */
export function predictorsOfTrial(trial: MeasuredTrial, { load }: RunPoint): Predictors {
  const polls = !isPush(trial.transport);
  const { arrived, expected, batchMean, emptyResponses } = trial.deliveries;
  const seconds = trial.windowMs / 1000;
  const payloadBytesPerDelivery = expected === 0 ? 0 : trial.bandwidth.payloadBytes / expected;
  const deliveriesPerSecond = arrived / seconds;
  const emptyPollsPerSecond = polls && emptyResponses !== null ? emptyResponses / seconds : 0;
  const answersPerSecond = !polls || batchMean === 0 ? 0 : arrived / batchMean / seconds;
  return {
    subscribers: load.subscribers,
    deliveriesPerSecond,
    payloadKibPerSecond: (payloadBytesPerDelivery * arrived) / 1024 / seconds,
    emptyPollsPerSecond,
    answersPerSecond,
    heartbeatsPerSecond: heartbeats(
      trial.transport,
      load.subscribers,
      heartbeatSecondsOf(load, trial.transport) ?? DEFAULT_HEARTBEAT_SECONDS,
    ),
    coldWakesPerSecond: coldWakes(deliveriesPerSecond + emptyPollsPerSecond + answersPerSecond),
  };
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

function means(all: readonly Predictors[]): Predictors {
  const names = Object.keys(all[0] as Predictors) as (keyof Predictors)[];
  const pairs = names.map(name => [name, mean(all.map(one => one[name]))]);
  return Object.fromEntries(pairs) as Predictors;
}

function observationsIn(
  run: Run,
  scenario: Source,
  transport: TestedTransport,
  quantity: Quantity,
): Observation[] {
  return pointsOf(run, scenario).flatMap(point => {
    const own = run.trials.filter(
      trial => trial.scenario === scenario && trial.point === point.id && trial.transport === transport,
    );
    const all = validOf(own).flatMap(trial => {
      const figure = spent(trial, quantity);
      return figure === null ? [] : [{ figure, predictors: predictorsOfTrial(trial, point) }];
    });
    if (all.length === 0) return [];
    return [
      {
        point,
        blocks: all.length,
        predictors: means(all.map(({ predictors }) => predictors)),
        figure: mean(all.map(({ figure }) => figure)),
      },
    ];
  });
}

/**
 * One observation per cell: the mean over the valid trials of its blocks, both of the cost and of
 * its predictors. A sum of constant costs holds for means exactly. Trials of the same cell differ
 * from the model by the same amount. One observation per trial would therefore make standard errors
 * look smaller than they are.
 */
export const observationsOf = (
  run: Run,
  transport: TestedTransport,
  quantity: Quantity,
  sources: readonly Source[] = SOURCES[quantity],
): Observation[] => sources.flatMap(source => observationsIn(run, source, transport, quantity));
