import type { Run } from '../../results/format/run.ts';
import type { MeasuredTrial, Trial } from '../../results/format/trial.ts';
import type { TestedTransport } from '../../scenarios/load/transport.ts';
import { validOf } from '../comparison/transports.ts';
import { allTrials, type PointRef, placesOf } from './claim-figures.ts';

/** The checks that a trial fails by losing, doubling or mixing up deliveries, and by nothing else. */
const AUDIT: ReadonlySet<string> = new Set([
  'missing',
  'duplicate',
  'reordered',
  'missing-outside',
  'duplicate-outside',
  'reordered-outside',
]);

/**
 * The valid trials, and those that are invalid for failing nothing but the audit: their times are as good. Of a block that was
 * tried again the last.
 */
function timedTrials(run: Run, place: PointRef, transport: TestedTransport): MeasuredTrial[] {
  const isEvidence = (trial: MeasuredTrial) => {
    const failed = trial.gates.filter(({ passed }) => !passed);
    return failed.length > 0 && failed.every(({ id }) => AUDIT.has(id));
  };
  return validOf(
    allTrials(run, place, transport).map(trial =>
      trial.status === 'invalid' && isEvidence(trial) ? { ...trial, status: 'valid' } : trial,
    ),
  );
}

/** Every attempt that was measured, whatever gates it failed: a loss is a loss, and trying again does not undo it. */
export const attempts = (trials: readonly Trial[]): MeasuredTrial[] =>
  trials.filter(trial => trial.status !== 'error');

/** Deliveries that never came, or came again, or late behind others. */
export function lostIn({ deliveries }: MeasuredTrial): number {
  const { outsideWindow } = deliveries;
  const inside = deliveries.missing + deliveries.duplicate + deliveries.reordered;
  return inside + outsideWindow.missing + outsideWindow.duplicate + outsideWindow.reordered;
}

/** What a transport went through, and how it came out of it. */
export interface Survival {
  transport: TestedTransport;
  place: PointRef;
  /** Those whose times count, one a block; the counts below are of all attempts. */
  trials: MeasuredTrial[];
  /** Who was affected, or came for a backlog. */
  users: number;
  /** Of them, those who were whole again, got all, or were told that it is gone. */
  whole: number;
  /** Deliveries that never came, or came again, or late behind others. */
  lost: number;
  /** Trials in error: what became of their users is not known. */
  brokeOff: number;
  /** Those who were told that what they missed is gone. */
  told: number;
}

/** Who was told that its backlog is gone is whole only where that is true. */
const mayBeTold = ({ load }: PointRef) =>
  (load.feedCapacity ?? Number.POSITIVE_INFINITY) < (load.visits?.backlog ?? 0);

function survivalOf(run: Run, place: PointRef, transport: TestedTransport): Survival[] {
  const all = allTrials(run, place, transport);
  const measured = attempts(all);
  if (all.length === 0) return [];
  const sum = (pick: (trial: MeasuredTrial) => number) =>
    measured.reduce((total, one) => total + pick(one), 0);
  const told = sum(({ visits }) => visits?.told ?? 0);
  return [
    {
      transport,
      place,
      trials: timedTrials(run, place, transport),
      users: sum(({ recovery, visits }) => (recovery?.affected ?? 0) + (visits?.due ?? 0)),
      whole:
        sum(({ recovery, visits }) => (recovery?.recovered ?? 0) + (visits?.completed ?? 0)) +
        (mayBeTold(place) ? told : 0),
      lost: sum(lostIn),
      told,
      brokeOff: all.length - measured.length,
    },
  ];
}

/** How these transports came through all points of these scenarios. */
export function survivals(
  run: Run,
  scenarios: readonly string[],
  transports: readonly TestedTransport[],
): Survival[] {
  return placesOf(run, scenarios).flatMap(place =>
    transports.flatMap(transport => survivalOf(run, place, transport)),
  );
}

/** Nobody was left behind, and nothing went missing, in any attempt. */
export const isWhole = ({ users, whole, lost, brokeOff }: Survival): boolean =>
  users > 0 && whole === users && lost === 0 && brokeOff === 0;
