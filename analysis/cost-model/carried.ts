import { everyTrial } from '../../results/format/all-trials.ts';
import { blockKey } from '../../results/format/blocks.ts';
import type { Run, RunPoint } from '../../results/format/run.ts';
import type { MeasuredTrial } from '../../results/format/trial.ts';
import { isPush, TESTED_TRANSPORTS, type TestedTransport } from '../../scenarios/load/transport.ts';
import { largestHeld, outcomeOf } from '../comparison/capacity.ts';
import { validOf } from '../comparison/transports.ts';
import type { Carried } from './model.ts';
import { pointsOf } from './points.ts';

/**
 * From this share of a core on, in %, a server is busy: it does not sleep between polls, so the CPU
 * of a poll is that of many polls.
 */
const BUSY_PERCENT = 50;

interface Place {
  point: RunPoint;
  valid: MeasuredTrial[];
}

function placesOf(run: Run, id: string, transport: TestedTransport): Place[] {
  // Scenario request-capacity is measured by an external tool alone.
  const trials = everyTrial(run);
  return pointsOf(run, id).map(point => ({
    point,
    valid: validOf(
      trials.filter(one => one.scenario === id && one.point === point.id && one.transport === transport),
    ),
  }));
}

/** The valid trial of scenario `capacity` with the most subscribers that held, in each block. */
function heldOf(run: Run, transport: TestedTransport): { subscribers: number; trial: MeasuredTrial }[] {
  const search = run.scenarios.find(({ id }) => id === 'capacity')?.search;
  if (!search) return [];
  const tried = placesOf(run, 'capacity', transport).flatMap(({ point, valid }) =>
    valid.map(trial => ({
      subscribers: point.load.subscribers,
      trial,
      outcome: outcomeOf([trial], search.objectiveP99Ms).outcome,
    })),
  );
  return [...Map.groupBy(tried, ({ trial }) => blockKey(trial)).values()].flatMap(block => {
    const most = largestHeld(block);
    return block.find(({ subscribers }) => subscribers === most) ?? [];
  });
}

interface Polls {
  perSecond: number;
  microsPerPoll: number;
}

function pollsOf({ server, windowMs, toolReport }: MeasuredTrial): Polls[] {
  const seconds = windowMs / 1000;
  const perSecond = toolReport?.requests?.perSecond ?? server.requests / seconds;
  if (perSecond === 0 || server.cpuPercent < BUSY_PERCENT) return [];
  return [
    { perSecond, microsPerPoll: (server.cpuMicros.user + server.cpuMicros.system) / seconds / perSecond },
  ];
}

/** The most subscribers that held, or that waited; 0 if nobody tried. */
function mostOf(run: Run, transport: TestedTransport): { held: number; waiting: number } {
  const waiting = placesOf(run, 'idle', transport).filter(({ valid }) => valid.length > 0);
  return {
    held: Math.max(0, ...heldOf(run, transport).map(({ subscribers }) => subscribers)),
    waiting: Math.max(0, ...waiting.map(({ point }) => point.load.subscribers)),
  };
}

/** The most subscribers that held or waited; null if nobody tried. */
function subscribersOf(run: Run, transport: TestedTransport): number | null {
  const { held, waiting } = mostOf(run, transport);
  return Math.max(held, waiting) || null;
}

/**
 * What one process of a transport carried in the valid trials of `capacity`, `idle` and
 * `request-capacity`. Of the busy trials with polls, the dearest poll counts: few connections that
 * poll without pause cost less per poll than thousands that poll at times.
 */
export function carriedOf(run: Run, transport: TestedTransport): Carried {
  const held = heldOf(run, transport);
  const ofEach = TESTED_TRANSPORTS.flatMap(one => subscribersOf(run, one) ?? []);
  const fullSpeed = placesOf(run, 'request-capacity', transport)
    .filter(({ point: { load } }) => load.requests?.ratePerSecond === undefined)
    .flatMap(({ valid }) => valid);
  const polls = isPush(transport) ? [] : [...held.map(({ trial }) => trial), ...fullSpeed].flatMap(pollsOf);
  const { held: mostHeld, waiting } = mostOf(run, transport);
  return {
    subscribers: subscribersOf(run, transport),
    areIdle: waiting > mostHeld,
    subscribersOfAny: ofEach.length === 0 ? null : Math.max(...ofEach),
    polls:
      polls.length === 0
        ? null
        : {
            microsPerPoll: Math.max(...polls.map(({ microsPerPoll }) => microsPerPoll)),
            mostPerSecond: Math.max(...polls.map(({ perSecond }) => perSecond)),
          },
  };
}
