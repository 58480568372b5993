import { isDeepStrictEqual } from 'node:util';
import { blockRange, blocksAt } from '../../results/format/blocks.ts';
import type { RunScenario } from '../../results/format/run.ts';
import type { Load } from '../../scenarios/load/load.ts';
import type { Path } from '../../scenarios/load/path.ts';
import { seededRandom, shuffled } from '../../scenarios/load/seeded-random.ts';
import { canDrive, type Tool } from '../../scenarios/load/tool.ts';
import { TESTED_TRANSPORTS, type Transport } from '../../scenarios/load/transport.ts';
import type { Preset, Search } from '../../scenarios/scenario.ts';
import { burstSeconds } from '../calibration/path/burst.ts';
import { probingSeconds } from '../calibration/path/streams.ts';
import type { TrialPlan } from '../trial/trial-plan.ts';
import { presets } from './presets.ts';

/**
 * Starting, connecting and stopping take about this long per trial. Only the estimated duration
 * uses it.
 */
const OVERHEAD_SECONDS = 1.2;

/** Additional seconds that a browser takes to start and to receive its first notifications. */
const BROWSER_SECONDS = 5;

const SEED_RANGE = 2 ** 31;

/** A trial, or the search that begins with it. */
export interface PlannedTrial extends TrialPlan {
  search?: Search;
}

/**
 * Estimates for a search: the number of its trials, and their mean number of subscribers relative
 * to the first.
 */
const SEARCH = { trials: 9, subscribers: 12 };

type Variant = Pick<TrialPlan, 'transport' | 'arm' | 'tool'>;

/**
 * The drivers of a transport in a block: the lab's clients, then each tool that supports it. Only
 * autocannon makes requests.
 */
export function driversOf({ requests, tools = [] }: Load, transport: Transport): (Tool | null)[] {
  return requests ? ['autocannon'] : [null, ...tools.filter(tool => canDrive(tool, transport))];
}

/**
 * The variants of a block: every transport once per driver, or in an A/A run every transport under
 * test as both arms.
 */
function variants(load: Load, aa: boolean): Variant[] {
  const transports = Object.keys(load.transports) as Transport[];
  if (!aa) {
    return transports.flatMap(transport =>
      driversOf(load, transport).map(tool => ({ transport, arm: null, tool })),
    );
  }
  // Requests are never made by the lab's clients, so there is nothing to repeat.
  const underTest = load.requests
    ? []
    : TESTED_TRANSPORTS.filter(transport => transports.includes(transport));
  return underTest.flatMap(transport => [
    { transport, arm: 'a', tool: null },
    { transport, arm: 'b', tool: null },
  ]);
}

/**
 * All trials of a run in their order: block after block, and within a block the transports of each
 * point in random order. All transports of a block get the same schedule; another block gets
 * another. The same scenarios and seed give the same plan. With `aa` each transport under test runs
 * against itself under two names, and references are left out.
 */
export function planTrials(scenarios: readonly RunScenario[], seed: number, aa = false): PlannedTrial[] {
  const random = seededRandom(seed);
  const { most: blocks } = blockRange(scenarios);
  const plans: PlannedTrial[] = [];
  for (let block = 0; block < blocks; block++) {
    for (const scenario of scenarios) {
      const { warmUpSeconds } = scenario.parameters;
      for (const point of scenario.points.filter(one => block < blocksAt(scenario, one))) {
        const scheduleSeed = Math.floor(random() * SEED_RANGE);
        for (const [order, { transport, arm, tool }] of shuffled(
          variants(point.load, aa),
          random,
        ).entries()) {
          plans.push({
            scenario: scenario.id,
            point: point.id,
            transport,
            block,
            order,
            attempt: 0,
            arm,
            tool,
            load: point.load,
            seed: scheduleSeed,
            warmUpSeconds,
            windowSeconds: point.windowSeconds,
            ...(scenario.search && { search: scenario.search }),
          });
        }
      }
    }
  }
  return plans;
}

/** Connecting takes about this long per subscriber. */
const CONNECT_SECONDS = 0.0002;

/**
 * Estimated duration of the calibration before the trials, in seconds: the idle watch, the meter
 * twice, and one way over bare TCP.
 */
export function calibrationSeconds(preset: Preset): number {
  const { calibrationSeconds: idle, warmUpSeconds } = presets[preset];
  return 2 * idle + warmUpSeconds + 2 * OVERHEAD_SECONDS;
}

/** The reference workloads take about this long. */
const WORKLOADS_SECONDS = 1.4;

/**
 * Estimated duration of what is measured before the blocks, in seconds: the idle watch and the
 * reference workloads.
 */
export function watchingSeconds(preset: Preset, plans: readonly PlannedTrial[]): number {
  const blocks = new Set(plans.map(({ block }) => block)).size;
  return blocks * (presets[preset].calibrationSeconds + OVERHEAD_SECONDS + WORKLOADS_SECONDS);
}

/**
 * Calibrating a path takes about this long beside its probes and its bursts: the start of
 * processes, and the transits.
 */
const PATH_SECONDS = 6;

/** The different paths of these trials. */
function pathsOf(plans: readonly PlannedTrial[]): Path[] {
  const paths: Path[] = [];
  for (const { load } of plans) {
    const { path } = load;
    if (path && !paths.some(known => isDeepStrictEqual(known, path))) paths.push(path);
  }
  return paths;
}

/**
 * Estimated duration of calibrating the paths of these trials, in seconds: each before its first
 * trial, unless a trial of `before` has it already.
 */
export function pathCalibrationSeconds(
  plans: readonly PlannedTrial[],
  before: readonly PlannedTrial[] = [],
): number {
  const seconds = (trials: readonly PlannedTrial[]) =>
    pathsOf(trials)
      .map(path => {
        const loads = trials.map(({ load }) => load).filter(load => isDeepStrictEqual(load.path, path));
        return PATH_SECONDS + probingSeconds(path) + burstSeconds(path, loads);
      })
      .reduce((sum, one) => sum + one, 0);
  return seconds([...before, ...plans]) - seconds(before);
}

/**
 * Over a path, connecting takes two round trips, and the last notification and its acknowledgement
 * another one. TLS takes one more.
 */
const ROUND_TRIPS = 3;

/** Estimated duration of the trials in seconds, if none has to be repeated. */
export function estimatedSeconds(plans: readonly PlannedTrial[]): number {
  return plans.reduce((total, { warmUpSeconds, windowSeconds, load, search }) => {
    const { trials, subscribers } = search ? SEARCH : { trials: 1, subscribers: 1 };
    const connecting = subscribers * load.subscribers * CONNECT_SECONDS;
    const starting = OVERHEAD_SECONDS + (load.browser ? BROWSER_SECONDS : 0);
    const roundTrips = ROUND_TRIPS + (load.connection?.tls ? 1 : 0);
    const travelling = (roundTrips * (load.path?.rttMs ?? 0)) / 1000;
    return total + trials * (starting + connecting + travelling + warmUpSeconds + windowSeconds);
  }, 0);
}
