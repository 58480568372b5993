import { theoryOf } from '../../analysis/theory/theory.ts';
import { trialFault } from '../../results/format/run-file.ts';
import type { Stage, Trial } from '../../results/format/trial.ts';
import { nowMicros } from '../../scenarios/load/notification.ts';
import { judge } from '../gates/judge.ts';
import { watchMachine } from '../meters/machine-meter.ts';
import { waitUntil } from '../meters/window.ts';
import { openFeedPipe } from '../processes/feed-pipe.ts';
import { Unavailable } from '../processes/unavailable.ts';
import { expectedDeliveries } from '../publisher/expectation.ts';
import { measureServer } from './fault-injection.ts';
import { measurement } from './measurement.ts';
import { toolReportOf } from './tool-report.ts';
import type { TrialPlan, TrialSettings } from './trial-plan.ts';
import { startServerProcess, startTrialProcesses, type TrialProcesses } from './trial-processes.ts';

const READY_TIMEOUT_MS = 10_000;
/** A browser takes seconds to start. */
const BROWSER_READY_TIMEOUT_MS = 45_000;
const CONNECT_TIMEOUT_MS = 60_000;
/** Between the order to begin and the beginning, for the order to arrive. */
const HEAD_START_MICROS = 50_000;
const GRACE_MS = 5_000;
/** A server with more than it can do answers when it comes to it. */
const OVERLOAD_GRACE_MS = 60_000;
/** A tool leaves by its own clock where something did not come, and then sums up. */
const TOOL_GRACE_MS = 30_000;
/** After a fault the last to come back may have waited for a whole back-off, or for TCP to try again. */
const FAULT_GRACE_MS = 15_000;

/**
 * Makes one measurement in fresh processes, which are all gone when it resolves: start, connect and verify, warm up,
 * measure, drain, stop. Never rejects: what goes wrong makes the trial an error that says at which stage and why.
 */
export async function runTrial(plan: TrialPlan, settings: TrialSettings): Promise<Trial> {
  const { load, seed, transport, warmUpSeconds, windowSeconds, tool, ...place } = plan;
  const { network, cores, signal } = settings;
  const startedAt = new Date().toISOString();
  const startMicros = nowMicros();
  const elapsedMs = () => (nowMicros() - startMicros) / 1000;
  const children: { stop(): Promise<void> }[] = [];
  const closing: { close(): void }[] = [];
  // A fault that is on its way must not reach into the next trial.
  const over = new AbortController();
  let metered: Promise<unknown> = Promise.resolve();
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
  const identity = () => ({
    ...place,
    transport,
    ...(tool && { tool }),
    startedAt,
    wallMs: elapsedMs(),
    warmUpMs,
  });

  async function measure() {
    const expectation = expectedDeliveries(load, seed, warmUpSeconds, windowSeconds);
    const durationSeconds = warmUpSeconds + windowSeconds;

    const pipe = openFeedPipe();
    closing.push(pipe);
    const keep = (child: { stop(): Promise<void> }) => void children.push(child);
    const processes = startTrialProcesses(plan, settings, pipe, expectation, keep);
    const { server, publisher, workers, pids } = processes;
    const all = <T>(ask: (crowd: TrialProcesses['workers'][number]) => Promise<T>) =>
      step(Promise.all(workers.map(ask)));

    const enter = (next: Stage) => {
      stage = next;
      settings.onStage?.(next, pids);
    };

    const { port } = await step(server.expect('ready', READY_TIMEOUT_MS));
    await step(publisher.expect('ready', READY_TIMEOUT_MS));
    const readyTimeoutMs = load.browser ? BROWSER_READY_TIMEOUT_MS : READY_TIMEOUT_MS;
    await all(({ worker }) => worker.expect('ready', readyTimeoutMs));

    enter('connect');
    const readyMs = elapsedMs();
    publisher.send({ type: 'probe' });
    await all(({ worker, topics }) => {
      worker.send({ type: 'connect', host: network.host, port, topics });
      return worker.expect('connected', CONNECT_TIMEOUT_MS);
    });

    enter('warm-up');
    const beginMicros = nowMicros() + HEAD_START_MICROS;
    const fromMicros = beginMicros + warmUpSeconds * 1e6;
    const window = { fromMicros, toMicros: fromMicros + windowSeconds * 1e6 };
    publisher.send({ type: 'publish', startMicros: beginMicros, window });
    for (const { worker } of workers) worker.send({ type: 'measure', window, startMicros: beginMicros });
    const timeoutMs = durationSeconds * 1000 + (load.overload ? OVERLOAD_GRACE_MS : GRACE_MS);
    const metering = measureServer(load.fault, {
      window,
      processes,
      pipe,
      cable: network.cable,
      startSuccessor(refillLines) {
        const successor = startServerProcess(plan, { network, serverPort: port }, pipe, refillLines);
        keep(successor);
        return successor;
      },
      timeoutMs,
      signal: over.signal,
    });
    metered = metering;
    const measured = Promise.all([
      metering,
      publisher.expect('published', timeoutMs),
      watchMachine(window, cores),
      all(({ worker }) => worker.expect('measured', timeoutMs)),
    ]);
    await step(Promise.race([waitUntil(fromMicros), measured]));
    warmUpMs = elapsedMs() - readyMs;

    enter('measure');
    const [{ load: serverLoad, times: fault }, { report: publisherReport }, machine] = await step(measured);

    enter('drain');
    const slowestPollMs = load.transports['short-polling']?.intervalMs ?? 0;
    const graceMs = tool ? TOOL_GRACE_MS : load.fault ? FAULT_GRACE_MS : GRACE_MS;
    const drained = await all(({ worker }) => {
      const ranges = [...expectation.ranges];
      worker.send({ type: 'drain', ranges, deadlineMs: graceMs + slowestPollMs });
      return worker.expect('drained', 2 * graceMs + slowestPollMs);
    });
    const measurements = measurement({
      server: serverLoad,
      workers: drained.map(({ report }) => report),
      publisher: publisherReport,
      machine,
      pinned: cores.server !== null,
      expectation,
      subscribers: load.subscribers,
      window,
      fault,
    });
    const toolReport = await step(toolReportOf(drained, server));
    const figures = { ...measurements, ...(toolReport && { toolReport }) };
    const largestBatchPerWorker = Math.ceil(expectation.largestBatch / workers.length);
    return {
      ...figures,
      ...judge(figures, { hiccups: settings.hiccups, largestBatchPerWorker, load }),
      // The models are of the lab's clients, at their beat and with their headers.
      theory: tool
        ? null
        : theoryOf({
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
    (error: Error) => ({ stage, reason: error.message, unavailable: error instanceof Unavailable }),
  );
  over.abort();
  await Promise.all(children.map(child => child.stop()));
  await metered.catch(() => {}); // Why it ended is known already.
  for (const { close } of closing) close();
  if ('reason' in outcome) {
    const { stage, reason, unavailable } = outcome;
    return { ...identity(), status: 'error', stage, ...(unavailable && { unavailable }), reasons: [reason] };
  }
  const { figures } = outcome;
  const status = figures.reasons.length === 0 ? 'valid' : 'invalid';
  const judged: Trial = { ...identity(), ...figures, status };
  const fault = trialFault(judged);
  return fault === undefined ? judged : { ...identity(), status: 'error', stage, reasons: [fault] };
}
