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
  /** Makes one trial; by default as `runTrial` does. */
  run?: typeof runTrial;
  /** The settings for a load, from those of the run; by default the same. */
  settingsFor?: (load: Load, settings: TrialSettings) => Promise<TrialSettings>;
  /**
   * How often an invalid trial is repeated at once. One that stays invalid is made once more at the
   * end of its block, unless that is 0.
   */
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

/** Disturbances come in waves. Of a block with more invalid cells than this share, none is left. */
const MOST_LATE_SHARE = 0.25;

/** A cell that stayed invalid, and the number of its next attempt. */
interface Late {
  plan: TrialPlan;
  attempt: number;
}

/**
 * Makes the trials one after the other, and passes each on. A failed trial does not end the run; an
 * abort does.
 */
export async function makeTrials(plans: readonly PlannedTrial[], options: LoopOptions): Promise<void> {
  const {
    settings,
    run = runTrial,
    settingsFor = async (_, same) => same,
    repeats,
    onBlock,
    onTrialStart,
    onTrial,
    onPoint,
  } = options;
  const { signal } = settings;
  let late: Late[] = [];

  /** Makes a trial and passes it on; null if the user interrupted it. */
  async function make(plan: TrialPlan, index: number): Promise<Trial | null> {
    onTrialStart(plan, index, plans.length);
    const trial = await run(plan, await settingsFor(plan.load, settings));
    // A trial that the user interrupted says nothing about the load.
    if (signal.aborted && trial.status === 'error') return null;
    await onTrial(trial);
    return trial;
  }

  /** Makes a trial, and at once again while it is invalid. */
  async function makeAgain(plan: TrialPlan, index: number, searched: PlannedTrial['search']) {
    const attempts: Trial[] = [];
    for (let attempt = 0; attempt <= repeats && !signal.aborted; attempt++) {
      const trial = await make({ ...plan, attempt }, index);
      if (trial === null) return [];
      attempts.push(trial);
      if (trial.status !== 'invalid' || needsNoRetry(trial, searched)) break;
    }
    return signal.aborted ? [] : attempts;
  }

  /** Makes the cells of a block once more that stayed invalid: `index` is its last trial. */
  async function makeLate(index: number): Promise<void> {
    const own = late;
    late = [];
    const cells = plans.filter(({ block }) => block === plans[index]?.block).length;
    if (own.length > MOST_LATE_SHARE * cells) return;
    for (const { plan, attempt } of own) {
      if (signal.aborted) return;
      await make({ ...plan, attempt }, index);
    }
  }

  for (const [index, planned] of plans.entries()) {
    if (signal.aborted) return;
    if (planned.block !== plans[index - 1]?.block) await onBlock(planned.block);
    if (signal.aborted) return;
    await search(
      planned,
      async plan => {
        const attempts = await makeAgain(plan, index, planned.search);
        const isInvalid = attempts.at(-1)?.status === 'invalid';
        if (isInvalid && repeats > 0 && !planned.search) late.push({ plan, attempt: attempts.length });
        return attempts;
      },
      onPoint,
    );
    if (planned.block !== plans[index + 1]?.block) await makeLate(index);
  }
}
