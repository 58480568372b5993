import { mayBecomeValid, outcomeOf } from '../../analysis/comparison/capacity.ts';
import type { RunPoint } from '../../results/format/run.ts';
import type { Trial } from '../../results/format/trial.ts';
import { connectionLabel } from '../../scenarios/load/connection-words.ts';
import type { Load } from '../../scenarios/load/load.ts';
import { pathName } from '../../scenarios/load/path-words.ts';
import { runTrial } from '../trial/trial.ts';
import type { TrialPlan, TrialSettings } from '../trial/trial-plan.ts';
import { nextSize, type Tried } from './capacity-search.ts';
import type { PlannedTrial } from './plan.ts';

export interface LoopOptions {
  settings: TrialSettings;
  /** The settings for a load, from those of the run; by default the same. */
  settingsFor?: (load: Load, settings: TrialSettings) => Promise<TrialSettings>;
  /** How often an invalid trial is repeated. */
  repeats: number;
  /** Called before the first trial of each block. */
  onBlock: (block: number) => Promise<void>;
  onTrialStart: (plan: TrialPlan, index: number, planned: number) => void;
  /** The next trial waits until it resolves. */
  onTrial: (trial: Trial) => void | Promise<void>;
  /** Called when a search reaches a number of subscribers that was not planned. */
  onPoint: (scenario: string, point: RunPoint) => void;
}

/** In a search, some invalid trials would be invalid again. */
const needsNoRetry = (trial: Trial, searched: PlannedTrial['search']): boolean =>
  searched !== undefined && !mayBecomeValid(trial, searched.objectiveP99Ms);

/** Makes the trials of a search: each outcome determines the next number of subscribers. */
async function search(
  { search: settings, ...plan }: PlannedTrial,
  make: (plan: TrialPlan) => Promise<Trial[]>,
  onPoint: LoopOptions['onPoint'],
): Promise<void> {
  if (!settings) return void (await make(plan));
  const tried: Tried[] = [];
  const start = plan.load.subscribers;
  for (;;) {
    const subscribers = nextSize(tried, start, settings);
    if (subscribers === null) return;
    const load = { ...plan.load, subscribers };
    const over = [
      ...(load.path ? [`, over ${pathName(load.path)}`] : []),
      ...(load.connection ? [`, ${connectionLabel(load.connection)}`] : []),
    ].join('');
    const point = { id: `${subscribers}`, label: `${subscribers} subscribers${over}`, load };
    onPoint(plan.scenario, { ...point, windowSeconds: plan.windowSeconds });
    const attempts = await make({ ...plan, load, point: point.id });
    if (attempts.length === 0) return;
    tried.push({ subscribers, outcome: outcomeOf(attempts, settings.objectiveP99Ms).outcome });
  }
}

/**
 * Makes the trials one after the other, and passes each on. A failed trial does not end the run; an
 * abort does.
 */
export async function makeTrials(plans: readonly PlannedTrial[], options: LoopOptions): Promise<void> {
  const {
    settings,
    settingsFor = async (_, same) => same,
    repeats,
    onBlock,
    onTrialStart,
    onTrial,
    onPoint,
  } = options;
  const { signal } = settings;
  for (const [index, planned] of plans.entries()) {
    if (signal.aborted) return;
    if (planned.block !== plans[index - 1]?.block) await onBlock(planned.block);
    if (signal.aborted) return;
    await search(
      planned,
      async plan => {
        const attempts: Trial[] = [];
        for (let attempt = 0; attempt <= repeats && !signal.aborted; attempt++) {
          onTrialStart({ ...plan, attempt }, index, plans.length);
          const trial = await runTrial({ ...plan, attempt }, await settingsFor(plan.load, settings));
          // A trial that the user interrupted says nothing about the load.
          if (signal.aborted && trial.status === 'error') return [];
          await onTrial(trial);
          attempts.push(trial);
          if (trial.status !== 'invalid' || needsNoRetry(trial, planned.search)) break;
        }
        return signal.aborted ? [] : attempts;
      },
      onPoint,
    );
  }
}
