import type { Preset, Scenario } from '../scenarios/scenario.ts';
import type { Transport } from '../scenarios/transport.ts';
import { settingsOf } from './presets.ts';
import { seededRandom, shuffled } from './random.ts';
import type { TrialPlan } from './trial.ts';

/** Starting, connecting and stopping take about this long a trial; only the estimate of the duration rests on it. */
const OVERHEAD_SECONDS = 0.9;

const SEED_RANGE = 2 ** 31;

/**
 * All trials of a run in their order: block after block, and within a block each point's transports in random order. All
 * transports of a block get the same schedule; another block gets another. The same seed gives the same plan.
 */
export function planTrials(scenarios: readonly Scenario[], preset: Preset, seed: number): TrialPlan[] {
  const random = seededRandom(seed);
  const settings = new Map(scenarios.map(scenario => [scenario, settingsOf(scenario, preset)]));
  const blocks = Math.max(0, ...[...settings.values()].map(({ blocks }) => blocks));
  const plans: TrialPlan[] = [];
  for (let block = 0; block < blocks; block++) {
    for (const [scenario, { warmUpSeconds, windowSeconds, ...own }] of settings) {
      if (block >= own.blocks) continue;
      for (const point of scenario.points) {
        const scheduleSeed = Math.floor(random() * SEED_RANGE);
        const transports = shuffled(Object.keys(point.load.transports) as Transport[], random);
        for (const [order, transport] of transports.entries()) {
          plans.push({
            scenario: scenario.id,
            point: point.id,
            transport,
            block,
            order,
            attempt: 0,
            load: point.load,
            seed: scheduleSeed,
            warmUpSeconds,
            windowSeconds,
          });
        }
      }
    }
  }
  return plans;
}

/** Connecting takes about this long a subscriber. */
const CONNECT_SECONDS = 0.0002;

/** About how long the trials take, in seconds, if none has to be repeated. */
export function estimatedSeconds(plans: readonly TrialPlan[]): number {
  return plans.reduce((total, { warmUpSeconds, windowSeconds, load }) => {
    return total + OVERHEAD_SECONDS + load.subscribers * CONNECT_SECONDS + warmUpSeconds + windowSeconds;
  }, 0);
}
