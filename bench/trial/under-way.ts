import { rmSync } from 'node:fs';
import type { Stage } from '../../results/format/trial.ts';
import { type FeedPipe, openFeedPipe } from '../processes/feed-pipe.ts';
import { type Expectation, expectedDeliveries } from '../publisher/expectation.ts';
import type { TrialPlan, TrialSettings } from './trial-plan.ts';
import { type ClientProcess, type TrialProcess, withRole } from './trial-processes.ts';

/** Progress of a trial, which is known even if it fails. */
export interface Progress {
  stage: Stage;
  warmUpMs: number;
}

/** A trial in progress: the state that its stages share. */
export interface TrialUnderWay {
  readonly plan: TrialPlan;
  readonly settings: TrialSettings;
  readonly progress: Progress;
  readonly expected: Expectation;
  /** The pipe from the publisher to the server. */
  readonly pipe: FeedPipe;
  /** Every started process, in start order. */
  readonly processes: readonly TrialProcess[];
  /** Registers a started process, which is stopped with the trial. */
  keep<P extends TrialProcess>(started: P): P;
  /** Begins a stage. */
  enter(stage: Stage): void;
  /** Waits for a promise. Rejects at once when the trial is aborted, or its emulated path fails. */
  step<T>(promise: Promise<T>): Promise<T>;
  /** Aborts when the trial is over: a pending fault must not reach into the next trial. */
  readonly over: AbortSignal;
  /** Registers work that still runs; the trial does not end before it. */
  awaitAtEnd(work: Promise<unknown>): void;
}

/** Rejects when `signal` aborts. */
function abortion(signal: AbortSignal, cleanUp: AsyncDisposableStack): Promise<never> {
  const aborted = new Promise<never>((_, reject) => {
    const abort = () => reject(new Error('interrupted'));
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    cleanUp.defer(() => signal.removeEventListener('abort', abort));
  });
  aborted.catch(() => {}); // Each step handles it.
  return aborted;
}

/**
 * Prepares a trial. `cleanUp` stops all its processes, waits for registered work, then closes the
 * pipe.
 */
export function beginTrial(
  plan: TrialPlan,
  settings: TrialSettings,
  progress: Progress,
  cleanUp: AsyncDisposableStack,
): TrialUnderWay {
  const aborted = abortion(settings.signal, cleanUp);
  const pipe = openFeedPipe();
  cleanUp.defer(() => pipe.close());
  const over = new AbortController();
  const processes: TrialProcess[] = [];
  const atEnd: Promise<unknown>[] = [];
  cleanUp.defer(async () => {
    over.abort();
    await Promise.all(processes.map(({ child }) => child.stop()));
    // The process of a proxy or a broker removes its folder itself, unless it was killed.
    for (const { folder } of [...withRole(processes, 'proxy'), ...withRole(processes, 'broker')]) {
      rmSync(folder, { recursive: true, force: true });
    }
    await Promise.allSettled(atEnd); // The reasons are reported already.
    // Where this is not possible, the gate on retransmissions finds what is left, if the next trial
    // has it. Over a path the ends of connections are still under way when the next trial begins.
    if (plan.load.fault || plan.load.path) await settings.network.cable?.endConnections().catch(() => {});
  });
  return {
    plan,
    settings,
    progress,
    pipe,
    processes,
    over: over.signal,
    expected: expectedDeliveries(plan.load, plan.seed, plan.warmUpSeconds, plan.windowSeconds),
    keep(started) {
      processes.push(started);
      return started;
    },
    enter(stage) {
      progress.stage = stage;
      settings.onStage?.(
        stage,
        processes.map(({ role, child }) => ({ role, pid: child.pid })),
      );
    },
    step: promise =>
      Promise.race([promise, aborted, ...(settings.network.path ? [settings.network.path.failure] : [])]),
    awaitAtEnd: work => void atEnd.push(work),
  };
}

/** Sends a request to every client worker, and waits for all responses. */
export const everyClient = <T>(
  trial: TrialUnderWay,
  request: (client: ClientProcess) => Promise<T>,
): Promise<T[]> => trial.step(Promise.all(withRole(trial.processes, 'client').map(request)));
