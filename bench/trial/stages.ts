import type { ToolReport } from '../../results/format/tool-report.ts';
import { nowMicros } from '../../scenarios/load/notification.ts';
import { type MachineLoad, watchMachine } from '../meters/machine-meter.ts';
import { type Window, waitUntil } from '../meters/window.ts';
import type { PublisherReport, ServerLoad, UsersReport } from '../processes/reports.ts';
import { measureServer } from './fault-injection.ts';
import type { FaultTimes } from './reports.ts';
import { toolReportOf } from './tool-report.ts';
import {
  type ClientProcess,
  clientStarters,
  latest,
  startPublisher,
  startServer,
  withRole,
} from './trial-processes.ts';
import type { TrialUnderWay } from './under-way.ts';

const READY_TIMEOUT_MS = 10_000;
/** A browser takes seconds to start. */
const BROWSER_READY_TIMEOUT_MS = 45_000;
const CONNECT_TIMEOUT_MS = 60_000;
/** From the order to begin until the beginning: time for the order to arrive. */
const HEAD_START_MICROS = 50_000;
const GRACE_MS = 5_000;
/** An overloaded server answers late. */
const OVERLOAD_GRACE_MS = 60_000;
/** A tool leaves by its own clock when something did not arrive, and then sums up. */
const TOOL_GRACE_MS = 30_000;
/** After a fault the last subscriber may wait for a whole back-off, or for TCP to try again. */
const FAULT_GRACE_MS = 15_000;

/** Asks every client worker, and waits for all answers. */
const everyClient = <T>(trial: TrialUnderWay, ask: (client: ClientProcess) => Promise<T>): Promise<T[]> =>
  trial.step(Promise.all(withRole(trial.processes, 'client').map(ask)));

/** Starts all processes and waits until they are ready. Returns the port of the server. */
export async function start(trial: TrialUnderWay): Promise<number> {
  const { plan, settings, pipe, expected, keep, step } = trial;
  const server = keep(startServer(plan, settings, pipe)).child;
  const publisher = keep(startPublisher(plan, settings, pipe)).child;
  for (const startClient of clientStarters(plan, settings, expected)) keep(startClient());
  const { port } = await step(server.expect('ready', READY_TIMEOUT_MS));
  await step(publisher.expect('ready', READY_TIMEOUT_MS));
  const timeoutMs = plan.load.browser ? BROWSER_READY_TIMEOUT_MS : READY_TIMEOUT_MS;
  await everyClient(trial, ({ child }) => child.expect('ready', timeoutMs));
  return port;
}

/** Connects every subscriber, and waits until each has received the first notification of its topic. */
export async function connect(trial: TrialUnderWay, port: number): Promise<void> {
  trial.enter('connect');
  latest(trial.processes, 'publisher').send({ type: 'probe' });
  const { host } = trial.settings.network;
  await everyClient(trial, ({ child, topics }) => {
    child.send({ type: 'connect', host, port, topics });
    return child.expect('connected', CONNECT_TIMEOUT_MS);
  });
}

/** What the processes tell of a window once it is over. */
export interface Measured {
  server: ServerLoad;
  fault: FaultTimes | null;
  publisher: PublisherReport;
  machine: MachineLoad | null;
}

/** Begins the schedule, and lets the warm-up pass. Returns the window, and what will be measured in it. */
export async function warmUp(
  trial: TrialUnderWay,
  port: number,
): Promise<{ window: Window; measuring: Promise<Measured> }> {
  const { plan, step, processes } = trial;
  trial.enter('warm-up');
  const startMicros = nowMicros() + HEAD_START_MICROS;
  const fromMicros = startMicros + plan.warmUpSeconds * 1e6;
  const window = { fromMicros, toMicros: fromMicros + plan.windowSeconds * 1e6 };
  latest(processes, 'publisher').send({ type: 'publish', startMicros, window });
  for (const { child } of withRole(processes, 'client')) child.send({ type: 'measure', window, startMicros });
  const measuring = measureAll(trial, port, window);
  // What fails in the warm-up ends it.
  await step(Promise.race([waitUntil(fromMicros), measuring]));
  return { window, measuring };
}

/** Measures server, publisher, machine and clients over the window, and injects the fault that the load has. */
async function measureAll(trial: TrialUnderWay, port: number, window: Window): Promise<Measured> {
  const { plan, settings, processes, pipe, keep, over } = trial;
  const { load, warmUpSeconds, windowSeconds } = plan;
  const { network, cores } = settings;
  const timeoutMs = (warmUpSeconds + windowSeconds) * 1000 + (load.overload ? OVERLOAD_GRACE_MS : GRACE_MS);
  const server = measureServer(load.fault, {
    window,
    processes,
    pipe,
    cable: network.cable,
    startSuccessor: refillLines =>
      keep(startServer(plan, { network, serverPort: port }, pipe, refillLines)).child,
    timeoutMs,
    signal: over,
  });
  trial.awaitAtEnd(server);
  const [{ load: serverLoad, times }, { report }, machine] = await Promise.all([
    server,
    latest(processes, 'publisher').expect('published', timeoutMs),
    watchMachine(window, cores),
    everyClient(trial, ({ child }) => child.expect('measured', timeoutMs)),
  ]);
  return { server: serverLoad, fault: times, publisher: report, machine };
}

/** What the clients have received when nothing more is to come. */
export interface Drained {
  workers: UsersReport[];
  /** Where an external tool took the place of the lab's clients. */
  toolReport: ToolReport | undefined;
}

/** Waits until every subscriber has what is due to it, or the time for that is over. */
export async function drain(trial: TrialUnderWay): Promise<Drained> {
  const { plan, expected, step } = trial;
  const { load, tool } = plan;
  trial.enter('drain');
  const slowestPollMs = load.transports['short-polling']?.intervalMs ?? 0;
  const graceMs = tool ? TOOL_GRACE_MS : load.fault ? FAULT_GRACE_MS : GRACE_MS;
  const drained = await everyClient(trial, ({ child }) => {
    child.send({ type: 'drain', ranges: [...expected.ranges], deadlineMs: graceMs + slowestPollMs });
    return child.expect('drained', 2 * graceMs + slowestPollMs);
  });
  return {
    workers: drained.map(({ report }) => report),
    toolReport: await step(toolReportOf(drained, latest(trial.processes, 'server'))),
  };
}
