import { theoryOf } from '../../analysis/theory/theory.ts';
import { trialFault } from '../../results/format/run-file.ts';
import type { MeasuredTrial, Trial } from '../../results/format/trial.ts';
import type { Load } from '../../scenarios/load/load.ts';
import { nowMicros } from '../../scenarios/load/notification.ts';
import { topologyOf } from '../../scenarios/load/topology.ts';
import { judge } from '../gates/judge.ts';
import type { Window } from '../meters/window.ts';
import { Unavailable } from '../processes/unavailable.ts';
import { codec } from './codec.ts';
import { measurement } from './measurement.ts';
import type { Reports } from './reports.ts';
import { connect, type Drained, drain, type Measured, warmUp } from './stages.ts';
import { frontPortOf, type Listening, start } from './start.ts';
import type { TrialPlan, TrialSettings } from './trial-plan.ts';
import { withRole } from './trial-processes.ts';
import { beginTrial, type Progress, type TrialUnderWay } from './under-way.ts';

/** How the reason of a trial begins that a worker of its clients gives. */
const OF_A_CLIENT = 'client worker:';

/** A reference goes straight to its server. */
const withoutTopology = ({ topology: _, ...load }: Load): Load => load;

/**
 * Makes one measurement in fresh processes, which have all ended when it resolves: start, connect
 * and verify, warm up, measure, drain, stop. Never rejects: a failure makes the trial an error with
 * its stage and reason.
 */
export async function runTrial(plan: TrialPlan, settings: TrialSettings): Promise<Trial> {
  const startedAt = new Date().toISOString();
  const startMicros = nowMicros();
  const progress: Progress = { stage: 'start', warmUpMs: 0 };
  const outcome = await makeTrial(plan, settings, progress).catch((error: Error) => error);

  const { scenario, point, transport, block, order, attempt, arm, tool } = plan;
  const identity = {
    scenario,
    point,
    transport,
    block,
    order,
    attempt,
    arm,
    ...(tool && { tool }),
    startedAt,
    wallMs: (nowMicros() - startMicros) / 1000,
    warmUpMs: progress.warmUpMs,
  };
  const isMinimal = topologyOf(plan.load, plan.transport)?.configuration === 'minimal';
  const broken = (reason: string, isUnavailable = false): Trial => ({
    ...identity,
    status: 'error',
    stage: progress.stage,
    ...(isUnavailable && { unavailable: true }),
    ...(isMinimal && reason.startsWith(OF_A_CLIENT) && progress.stage === 'connect' && { notPassed: true }),
    reasons: [reason],
  });
  if (outcome instanceof Error) return broken(outcome.message, outcome instanceof Unavailable);
  const status = outcome.reasons.length === 0 ? 'valid' : 'invalid';
  const trial: Trial = { ...identity, ...outcome, status };
  const fault = trialFault(trial);
  return fault === undefined ? trial : broken(fault);
}

/** What a trial measures, with the results of gates and theory. */
type Outcome = Omit<MeasuredTrial, keyof TrialPlan | 'startedAt' | 'wallMs' | 'warmUpMs' | 'status'>;

/** From the first process to the last exit. Rejects with the failure; `progress` has its stage. */
async function makeTrial(plan: TrialPlan, settings: TrialSettings, progress: Progress): Promise<Outcome> {
  await using cleanUp = new AsyncDisposableStack();
  const trial = beginTrial(plan, settings, progress, cleanUp);

  const server = await start(trial);
  const readyMicros = nowMicros();
  await connect(trial, server);
  const { window, measuring } = await warmUp(trial, server);
  progress.warmUpMs = (nowMicros() - readyMicros) / 1000;
  trial.enter('measure');
  const measured = await trial.step(measuring);
  const drained = await drain(trial);
  return outcomeOf(trial, { server, window, measured, drained });
}

/** What proxy and broker of a load spent, with their names and versions; null without them. */
function partsOf(
  { topology }: TrialPlan['load'],
  listening: Listening,
  { proxy, broker }: Measured,
): Pick<Reports, 'proxy' | 'broker'> {
  const [front, behind] = [listening.proxy, listening.broker];
  return {
    proxy:
      topology?.proxy && front && proxy
        ? { program: topology.proxy, version: front.version, ...proxy }
        : null,
    broker:
      topology?.broker && behind && broker
        ? { program: topology.broker, version: behind.version, ...broker }
        : null,
  };
}

/** Turns all reports into values, and applies the gates. */
function outcomeOf(
  { plan, settings, progress, expected, processes }: TrialUnderWay,
  {
    server,
    window,
    measured,
    drained,
  }: { server: Listening; window: Window; measured: Measured; drained: Drained },
): Outcome {
  const { load, tool } = plan;
  const { network, cores, hiccups, transitMs, pathFaults } = settings;
  const { workers, toolReport } = drained;
  const figures = {
    ...measurement({
      ...measured,
      ...partsOf(load, server, measured),
      workers,
      pinned: cores.server !== null,
      expectation: expected,
      subscribers: load.subscribers,
      window,
    }),
    ...(toolReport && { toolReport }),
  };
  const clientCount = withRole(processes, 'client').length;
  const largestBatchPerWorker = Math.ceil(expected.largestBatch / clientCount);
  const target = { host: network.host, port: frontPortOf(server) };
  const { clientWorkers } = cores;
  return {
    ...figures,
    ...judge(figures, {
      hiccups,
      largestBatchPerWorker,
      load: topologyOf(load, plan.transport) ? load : withoutTopology(load),
      ...(pathFaults && { pathFaults }),
    }),
    // The models describe the lab's clients, at their rate and with their headers.
    theory: tool
      ? null
      : theoryOf({
          ...plan,
          codec,
          transitMs,
          certificateBytes: server.identity?.certificateBytes ?? null,
          target,
          clientWorkers,
          figures: { ...figures, warmUpMs: progress.warmUpMs },
        }),
  };
}
