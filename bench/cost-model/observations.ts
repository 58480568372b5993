import type { Contestant } from '../../scenarios/transport.ts';
import { validOf } from '../comparison.ts';
import type { Run, RunPoint } from '../results.ts';
import type { MeasuredTrial } from '../trial-schema.ts';
import type { Predictors, Quantity } from './terms.ts';

/** One cell of the grid as it was measured: the mean over its blocks. */
export interface Observation {
  point: RunPoint;
  blocks: number;
  predictors: Predictors;
  figures: Record<Quantity, number>;
}

const SCENARIO = 'cost-model';

function measured(trial: MeasuredTrial, { load }: RunPoint): Omit<Observation, 'point' | 'blocks'> {
  const polls = trial.transport === 'short-polling' || trial.transport === 'long-polling';
  const { deliveries, bandwidth, server } = trial;
  const seconds = trial.windowMs / 1000;
  const { arrived, expected, batchMean, emptyResponses } = deliveries;
  const payloadBytesPerDelivery = expected === 0 ? 0 : bandwidth.payloadBytes / expected;
  const { downBytes, upBytes } = bandwidth.application;
  return {
    predictors: {
      subscribers: load.subscribers,
      deliveriesPerSecond: arrived / seconds,
      payloadKibPerSecond: (payloadBytesPerDelivery * arrived) / 1024 / seconds,
      emptyPollsPerSecond: polls ? emptyResponses / seconds : 0,
      answersPerSecond: !polls || batchMean === 0 ? 0 : arrived / batchMean / seconds,
    },
    figures: {
      cpuMicrosPerSecond: (server.cpuMicros.user + server.cpuMicros.system) / seconds,
      memoryBytes: server.rssBytes - server.rssBytesBeforeConnect,
      applicationBytesPerSecond: (downBytes + upBytes) / seconds,
    },
  };
}

function means<T extends object>(all: readonly T[]): T {
  const names = Object.keys(all[0] as T) as (keyof T)[];
  const mean = (name: keyof T) => all.reduce((sum, one) => sum + (one[name] as number), 0) / all.length;
  return Object.fromEntries(names.map(name => [name, mean(name)])) as T;
}

/**
 * One observation a cell of scenario `cost-model`: the mean over the valid trials of its blocks, of what was spent and of what it was
 * spent on. The mean, because a sum of constant costs holds for means exactly; and one a cell instead of one a trial, because
 * trials of the same cell miss the model by the same amount: each for itself, they would make standard errors look smaller than
 * they are.
 */
export function observationsOf({ scenarios, trials }: Run, transport: Contestant): Observation[] {
  const points = scenarios.find(({ id }) => id === SCENARIO)?.points ?? [];
  return points.flatMap(point => {
    const own = trials.filter(
      trial => trial.scenario === SCENARIO && trial.point === point.id && trial.transport === transport,
    );
    const all = validOf(own).map(trial => measured(trial, point));
    if (all.length === 0) return [];
    return [
      {
        point,
        blocks: all.length,
        predictors: means(all.map(({ predictors }) => predictors)),
        figures: means(all.map(({ figures }) => figures)),
      },
    ];
  });
}
