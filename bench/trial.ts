import { nowMicros } from '../scenarios/notification.ts';
import type { Load } from '../scenarios/scenario.ts';
import type { Transport } from '../scenarios/transport.ts';
import type { CoreSplit } from './cores.ts';
import type { Environment } from './environment-schema.ts';
import { expect } from './expectation.ts';
import { judge } from './gates.ts';
import { watchMachine } from './machine-meter.ts';
import { measurement } from './measurement.ts';
import type { Network } from './network.ts';
import { trialFault } from './run-file.ts';
import { theoryOf } from './theory.ts';
import { startTrialProcesses, type TrialProcesses } from './trial-processes.ts';
import type { Stage, Trial } from './trial-schema.ts';
import { waitUntil } from './window.ts';

/** One measurement to be made. */
export interface TrialPlan {
  scenario: string;
  point: string;
  transport: Transport;
  block: number;
  order: number;
  attempt: number;
  /** In a run against itself (--aa): which of the two names. */
  arm: 'a' | 'b' | null;
  load: Load;
  seed: number;
  warmUpSeconds: number;
  windowSeconds: number;
}

export interface TrialSettings {
  network: Network;
  cores: CoreSplit;
  /** 0 takes any free port. */
  serverPort: number;
  hiccups: Environment['hiccups'];
  /** One way over bare TCP on the idle machine, for the models; null where it is not known. */
  transitMs: number | null;
  /** Hears of each stage, and which processes it has. */
  onStage?: (stage: Stage, pids: TrialProcesses['pids']) => void;
  /** Ends the trial early; it then counts as an error. */
  signal: AbortSignal;
}

const READY_TIMEOUT_MS = 10_000;
const CONNECT_TIMEOUT_MS = 60_000;
/** Between the order to begin and the beginning, for the order to arrive. */
const HEAD_START_MICROS = 50_000;
const GRACE_MS = 5_000;

/**
 * Makes one measurement in fresh processes, which are all gone when it resolves: start, connect and verify, warm up,
 * measure, drain, stop. Never rejects: what goes wrong makes the trial an error that says at which stage and why.
 */
export async function runTrial(plan: TrialPlan, settings: TrialSettings): Promise<Trial> {
  const { load, seed, transport, warmUpSeconds, windowSeconds, ...place } = plan;
  const { network, cores, signal } = settings;
  const startedAt = new Date().toISOString();
  const startMicros = nowMicros();
  const elapsedMs = () => (nowMicros() - startMicros) / 1000;
  const children: { stop(): Promise<void> }[] = [];
  let stage: Stage = 'start';
  let warmUpMs = 0;

  const aborted = new Promise<never>((_, reject) => {
    const abort = () => reject(new Error('interrupted'));
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    children.push({ stop: async () => signal.removeEventListener('abort', abort) });
  });
  aborted.catch(() => {}); // Seen where it is raced with a step.
  const step = <T>(promise: Promise<T>) => Promise.race([promise, aborted]);
  const identity = () => ({ ...place, transport, startedAt, wallMs: elapsedMs(), warmUpMs });

  async function measure() {
    const expectation = expect(load, seed, warmUpSeconds, windowSeconds);
    const durationSeconds = warmUpSeconds + windowSeconds;

    const { server, publisher, workers, pids } = startTrialProcesses(
      plan,
      settings,
      expectation.followed,
      child => void children.push(child),
    );
    const all = <T>(ask: (crowd: TrialProcesses['workers'][number]) => Promise<T>) =>
      step(Promise.all(workers.map(ask)));

    const enter = (next: Stage) => {
      stage = next;
      settings.onStage?.(next, pids);
    };

    const { port } = await step(server.expect('ready', READY_TIMEOUT_MS));
    await step(publisher.expect('ready', READY_TIMEOUT_MS));
    await all(({ worker }) => worker.expect('ready', READY_TIMEOUT_MS));

    enter('connect');
    const readyMs = elapsedMs();
    publisher.send({ type: 'probe' });
    await all(({ worker, topics }) => {
      worker.send({ type: 'connect', host: network.host, port, topics, options: load.transports });
      return worker.expect('connected', CONNECT_TIMEOUT_MS);
    });

    enter('warm-up');
    const beginMicros = nowMicros() + HEAD_START_MICROS;
    const fromMicros = beginMicros + warmUpSeconds * 1e6;
    const window = { fromMicros, toMicros: fromMicros + windowSeconds * 1e6 };
    publisher.send({ type: 'publish', startMicros: beginMicros, window });
    server.send({ type: 'measure', window });
    for (const { worker } of workers) worker.send({ type: 'measure', window });
    const timeoutMs = durationSeconds * 1000 + GRACE_MS;
    const measured = Promise.all([
      server.expect('measured', timeoutMs),
      publisher.expect('published', timeoutMs),
      watchMachine(window, cores),
      all(({ worker }) => worker.expect('measured', timeoutMs)),
    ]);
    await step(Promise.race([waitUntil(fromMicros), measured]));
    warmUpMs = elapsedMs() - readyMs;

    enter('measure');
    const [{ load: serverLoad }, { report: publisherReport }, machine] = await step(measured);

    enter('drain');
    const slowestPollMs = load.transports['short-polling']?.intervalMs ?? 0;
    const drained = await all(({ worker }) => {
      const ranges = [...expectation.ranges];
      worker.send({ type: 'drain', ranges, deadlineMs: GRACE_MS + slowestPollMs });
      return worker.expect('drained', 2 * GRACE_MS + slowestPollMs);
    });
    const figures = measurement({
      server: serverLoad,
      workers: drained.map(({ report }) => report),
      publisher: publisherReport,
      machine,
      pinned: cores.server !== null,
      expectation,
      subscribers: load.subscribers,
    });
    const clumpPerWorker = Math.ceil(expectation.largestClump / workers.length);
    return {
      ...figures,
      ...judge(figures, { hiccups: settings.hiccups, clumpPerWorker }),
      theory: theoryOf({
        ...plan,
        transitMs: settings.transitMs,
        target: { host: network.host, port },
        clientWorkers: cores.clientWorkers,
        figures: { ...figures, warmUpMs },
      }),
    };
  }

  const outcome = await measure().then(
    figures => ({ figures }),
    (error: Error) => ({ stage, reason: error.message }),
  );
  await Promise.all(children.map(child => child.stop()));
  if ('reason' in outcome) {
    return { ...identity(), status: 'error', stage: outcome.stage, reasons: [outcome.reason] };
  }
  const { figures } = outcome;
  const status = figures.reasons.length === 0 ? 'valid' : 'invalid';
  const judged: Trial = { ...identity(), ...figures, status };
  const fault = trialFault(judged);
  return fault === undefined ? judged : { ...identity(), status: 'error', stage, reasons: [fault] };
}
