import type { Run } from '../../results/format/run.ts';
import type { MeasuredTrial, Trial } from '../../results/format/trial.ts';
import type { TestedTransport } from '../../scenarios/load/transport.ts';
import { validOf } from '../comparison/transports.ts';
import { allTrials, type PointRef, placesOf } from './claim-figures.ts';

/** The scenarios that break connections. */
export const FAULTS = ['restart', 'reconnect-storm'];

/**
 * The gates that a trial fails by deliveries that are lost, duplicated or out of order, and by
 * nothing else.
 */
const AUDIT: ReadonlySet<string> = new Set([
  'missing',
  'duplicate',
  'reordered',
  'missing-outside',
  'duplicate-outside',
  'reordered-outside',
]);

/**
 * The valid trials, and the invalid ones that failed nothing but the audit: their times are just as
 * good. The last attempt of each block.
 */
function timedTrials(run: Run, place: PointRef, transport: TestedTransport): MeasuredTrial[] {
  const failsAuditOnly = (trial: MeasuredTrial) => {
    const failed = trial.gates.filter(({ passed }) => !passed);
    return failed.length > 0 && failed.every(({ id }) => AUDIT.has(id));
  };
  return validOf(
    allTrials(run, place, transport).map(trial =>
      trial.status === 'invalid' && failsAuditOnly(trial) ? { ...trial, status: 'valid' } : trial,
    ),
  );
}

/** Every measured attempt, even if it failed gates: another attempt does not undo a loss. */
export const attempts = (trials: readonly Trial[]): MeasuredTrial[] =>
  trials.filter(trial => trial.status !== 'error');

/** Deliveries that are missing, duplicated or out of order. */
export function lostIn({ deliveries }: MeasuredTrial): number {
  const { outsideWindow } = deliveries;
  const inside = deliveries.missing + deliveries.duplicate + deliveries.reordered;
  return inside + outsideWindow.missing + outsideWindow.duplicate + outsideWindow.reordered;
}

/** The result of one transport at one point with interruptions or absences. */
export interface Survival {
  transport: TestedTransport;
  place: PointRef;
  /** The trials whose times count, one per block; the counts below are of all attempts. */
  trials: MeasuredTrial[];
  /** Users that were affected by a fault or came for a backlog. */
  users: number;
  /** Of these, users that caught up, got everything, or were told that it is gone. */
  caughtUp: number;
  /** Deliveries that are missing, duplicated or out of order. */
  lost: number;
  /** Trials in error: the result of their users is not known. */
  brokeOff: number;
  /** Users that were told that the missed notifications are gone. */
  toldGone: number;
}

/**
 * A user told that its backlog is gone counts as caught up only if the feed was too small for the
 * backlog.
 */
const isBacklogGone = ({ load }: PointRef) =>
  (load.feedCapacity ?? Number.POSITIVE_INFINITY) < (load.visits?.backlog ?? 0);

function survivalOf(run: Run, place: PointRef, transport: TestedTransport): Survival[] {
  const all = allTrials(run, place, transport);
  const measured = attempts(all);
  if (all.length === 0) return [];
  const sum = (pick: (trial: MeasuredTrial) => number) =>
    measured.reduce((total, one) => total + pick(one), 0);
  const toldGone = sum(({ visits }) => visits?.told ?? 0);
  return [
    {
      transport,
      place,
      trials: timedTrials(run, place, transport),
      users: sum(({ recovery, visits }) => (recovery?.affected ?? 0) + (visits?.due ?? 0)),
      caughtUp:
        sum(({ recovery, visits }) => (recovery?.recovered ?? 0) + (visits?.completed ?? 0)) +
        (isBacklogGone(place) ? toldGone : 0),
      lost: sum(lostIn),
      toldGone,
      brokeOff: all.length - measured.length,
    },
  ];
}

/** The results of these transports at these points. */
export const survivalsAt = (
  run: Run,
  places: readonly PointRef[],
  transports: readonly TestedTransport[],
): Survival[] => places.flatMap(place => transports.flatMap(transport => survivalOf(run, place, transport)));

/** The same at all points of these scenarios. */
export const survivals = (
  run: Run,
  scenarios: readonly string[],
  transports: readonly TestedTransport[],
): Survival[] => survivalsAt(run, placesOf(run, scenarios), transports);

/** Whether all users caught up and nothing was lost, in every attempt. */
export const allCaughtUp = ({ users, caughtUp, lost, brokeOff }: Survival): boolean =>
  users > 0 && caughtUp === users && lost === 0 && brokeOff === 0;
