import type { Contestant } from '../../scenarios/transport.ts';
import { validOf } from '../comparison.ts';
import type { Run } from '../results.ts';
import type { MeasuredTrial } from '../trial-schema.ts';
import { allTrials, type Place, placesOf } from './evidence.ts';

/** The checks that a trial fails by losing, doubling or mixing up deliveries, and by nothing else. */
export const AUDIT: ReadonlySet<string> = new Set([
  'missing',
  'duplicate',
  'reordered',
  'missing-outside',
  'duplicate-outside',
  'reordered-outside',
]);

/**
 * The valid trials, and those that are invalid for failing nothing but checks of these. Elsewhere such a failure makes a figure
 * worthless; here it is the figure, and without these trials nothing would ever be lost and no connection break.
 */
export function trialsDespite(
  run: Run,
  place: Place,
  transport: Contestant,
  checks: ReadonlySet<string>,
): MeasuredTrial[] {
  const isEvidence = (trial: MeasuredTrial) => {
    const failed = trial.gates.filter(({ passed }) => !passed);
    return failed.length > 0 && failed.every(({ id }) => checks.has(id));
  };
  return validOf(
    allTrials(run, place, transport).map(trial =>
      trial.status === 'invalid' && isEvidence(trial) ? { ...trial, status: 'valid' } : trial,
    ),
  );
}

/** What a transport went through, and how it came out of it. */
export interface Survival {
  transport: Contestant;
  place: Place;
  trials: MeasuredTrial[];
  /** Who was affected, or came for a backlog. */
  users: number;
  /** Of them, those who were whole again, got all, or were told that it is gone. */
  whole: number;
  /** Deliveries that never came, or came again, or late behind others. */
  lost: number;
  /** Those who were told that what they missed is gone. */
  told: number;
}

function survivalOf(run: Run, place: Place, transport: Contestant): Survival[] {
  const trials = trialsDespite(run, place, transport, AUDIT);
  if (trials.length === 0) return [];
  const sum = (pick: (trial: MeasuredTrial) => number) => trials.reduce((total, one) => total + pick(one), 0);
  return [
    {
      transport,
      place,
      trials,
      users: sum(({ recovery, visits }) => (recovery?.affected ?? 0) + (visits?.due ?? 0)),
      whole: sum(
        ({ recovery, visits }) => (recovery?.recovered ?? 0) + (visits?.completed ?? 0) + (visits?.told ?? 0),
      ),
      lost: sum(({ deliveries }) => {
        const { outsideWindow } = deliveries;
        const inside = deliveries.missing + deliveries.duplicate + deliveries.reordered;
        return inside + outsideWindow.missing + outsideWindow.duplicate + outsideWindow.reordered;
      }),
      told: sum(({ visits }) => visits?.told ?? 0),
    },
  ];
}

/** How these transports came through all points of these scenarios. */
export function survivals(
  run: Run,
  scenarios: readonly string[],
  transports: readonly Contestant[],
): Survival[] {
  return placesOf(run, scenarios).flatMap(place =>
    transports.flatMap(transport => survivalOf(run, place, transport)),
  );
}

/** Nobody was left behind, and nothing went missing. */
export const isWhole = ({ users, whole, lost }: Survival): boolean => whole === users && lost === 0;
