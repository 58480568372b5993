import type { MeasuredTrial } from '../../results/format/trial.ts';
import type { PhaseId } from '../../results/format/trial-extras.ts';
import type { Measure } from './transports.ts';
import { costOfVisit } from './visit-cost.ts';

const MIB = 1024 ** 2;

const meanOf = (trial: MeasuredTrial, phase: PhaseId): number | null =>
  trial.phases?.find(({ id }) => id === phase)?.latencyMs.mean ?? null;

/** Id of the measure of the dead connections that a server still has. */
export const HELD_DEAD = 'held-dead';

/** When all subscribers had caught up after a fault. */
export const LAST_CAUGHT_UP: Measure = {
  id: 'caught-up-max',
  title: 'Time from the fault cleared until caught up, last subscriber',
  head: 'caught up last ms',
  unit: 'ms',
  of: ({ recovery }) => recovery?.sinceClearedMs?.max ?? null,
};

/** Ids of the measures of when subscribers had caught up after a fault. */
export const MEASURES_CAUGHT_UP: readonly string[] = ['caught-up-p50', LAST_CAUGHT_UP.id];

/** The measures of trials that do more than deliver. */
export const OUTCOME_MEASURES: readonly Measure[] = [
  {
    id: 'to-first',
    title: 'Mean time to the first notification',
    head: 'first after ms',
    unit: 'ms',
    of: trial => (trial.visits ? meanOf(trial, 'to-first') : null),
  },
  {
    id: 'catch-up',
    title: 'Mean time from the first to the last missed notification',
    head: 'last after first ms',
    unit: 'ms',
    of: trial => meanOf(trial, 'catch-up'),
  },
  {
    id: 'told',
    title: 'Mean time until the server reports that the cursor is too old',
    head: 'told after ms',
    unit: 'ms',
    of: trial => meanOf(trial, 'told'),
  },
  {
    id: 'visit-cpu',
    title: 'Server CPU per visit',
    head: 'CPU µs/visit',
    unit: 'µs',
    isCpu: true,
    spreadsLike: 'cpu',
    of: trial => costOfVisit(trial, 'cpuMicrosPerVisit'),
  },
  {
    id: 'visit-bytes',
    title: 'Application bytes per visit',
    head: 'app B/visit',
    unit: 'B',
    of: trial => costOfVisit(trial, 'applicationBytesPerVisit'),
  },
  {
    id: 'visit-wire',
    title: 'Wire bytes per visit',
    head: 'wire B/visit',
    unit: 'B',
    of: trial => costOfVisit(trial, 'wireBytesPerVisit'),
  },
  {
    id: 'caught-up-p50',
    title: 'Time from the fault cleared until caught up, median subscriber',
    head: 'caught up p50 ms',
    unit: 'ms',
    of: ({ recovery }) => recovery?.sinceClearedMs?.p50 ?? null,
  },
  LAST_CAUGHT_UP,
  {
    id: 'noticed-p50',
    title: 'Time from the fault until the client noticed, median subscriber',
    head: 'noticed p50 ms',
    unit: 'ms',
    of: ({ recovery }) => recovery?.noticedMs?.p50 ?? null,
  },
  {
    id: HELD_DEAD,
    title: 'Dead connections that the server still has at the end of the window',
    head: 'dead connections',
    unit: 'connections',
    of: ({ recovery }) => (recovery?.dead ? recovery.dead.connections - recovery.dead.closed : null),
  },
  {
    id: 'peak-rss',
    title: 'Peak memory of the server with stalled readers',
    head: 'peak memory MiB',
    unit: 'MiB',
    of: ({ stalled }) => stalled && stalled.peakRssBytes / MIB,
  },
];
