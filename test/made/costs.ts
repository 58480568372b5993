import { costModelOf } from '../../analysis/cost-model/fit.ts';
import type { CostFit, TransportCostModel } from '../../analysis/cost-model/model.ts';
import { predictorsOf } from '../../analysis/cost-model/predict.ts';
import { modelled, type Predictors, type Quantity } from '../../analysis/cost-model/terms.ts';
import type { Run, RunPoint } from '../../results/format/run.ts';
import type { MeasuredTrial } from '../../results/format/trial.ts';
import { costModel } from '../../scenarios/cost-model.ts';
import { idle } from '../../scenarios/idle.ts';
import { DEFAULT_HEARTBEAT_SECONDS } from '../../scenarios/load/default-heartbeat.ts';
import { heartbeatSecondsOf } from '../../scenarios/load/heartbeat.ts';
import { TESTED_TRANSPORTS, type TestedTransport } from '../../scenarios/load/transport.ts';
import type { Scenario } from '../../scenarios/scenario.ts';
import { madeRun, madeScenario, madeTrial } from './run.ts';

/** What each made-up server really costs, in the order of its terms. */
export const TRUTH: Record<TestedTransport, Record<Quantity, number[]>> = {
  'short-polling': {
    cpuMicrosPerSecond: [9000, 200, 60, 75, 6, 3],
    memoryBytes: [4e6, 22_000],
    applicationDownBytesPerSecond: [110, 250, 96],
    applicationUpBytesPerSecond: [78, 79],
    wireDownBytesPerSecond: [180, 310, 96, 40],
    wireUpBytesPerSecond: [150, 160, 10],
  },
  'long-polling': {
    cpuMicrosPerSecond: [12_000, 250, 90, 4],
    memoryBytes: [5e6, 26_000],
    applicationDownBytesPerSecond: [180, 325],
    applicationUpBytesPerSecond: [94, 95],
    wireDownBytesPerSecond: [268, 400, 40],
    wireUpBytesPerSecond: [161, 160, 10],
  },
  sse: {
    cpuMicrosPerSecond: [8000, 300, 30, 14, 3],
    memoryBytes: [3e6, 24_000],
    applicationDownBytesPerSecond: [8, 125],
    applicationUpBytesPerSecond: [0],
    wireDownBytesPerSecond: [74, 194, 40],
    wireUpBytesPerSecond: [66, 66, 10],
  },
  websocket: {
    cpuMicrosPerSecond: [7000, 300, 45, 11, 3],
    memoryBytes: [4e6, 31_000],
    applicationDownBytesPerSecond: [2, 104],
    applicationUpBytesPerSecond: [6],
    wireDownBytesPerSecond: [134, 174, 40],
    wireUpBytesPerSecond: [138, 66, 10],
  },
};

/** Changes what a trial spends. */
export type Spoil = (figures: Record<Quantity, number>, place: { point: RunPoint; block: number }) => void;

/** A trial that spends what TRUTH says on what its load makes, and what `spoil` does to that. */
function trialOf(
  transport: TestedTransport,
  scenario: string,
  point: RunPoint,
  block: number,
  spoil: Spoil,
): MeasuredTrial {
  const { load } = point;
  const rate = load.arrivals.kind === 'poisson' ? load.arrivals.ratePerSecond : 0;
  const one: Predictors = predictorsOf(transport, {
    subscribers: load.subscribers,
    notificationsPerSecond: rate,
    payloadBytes: load.payloadBytes,
    intervalMs: load.transports['short-polling']?.intervalMs ?? 0,
    deliveriesPerEvent: 1,
    waitSeconds: 25,
    heartbeatSeconds: heartbeatSecondsOf(load, transport) ?? DEFAULT_HEARTBEAT_SECONDS,
  });
  const figures = {} as Record<Quantity, number>;
  for (const quantity of Object.keys(TRUTH.sse) as Quantity[]) {
    figures[quantity] = modelled(transport, quantity, TRUTH[transport][quantity], one);
  }
  spoil(figures, { point, block });
  const trial = madeTrial({ scenario, point: point.id, transport, block });
  const seconds = trial.windowMs / 1000;
  const arrived = one.deliveriesPerSecond * seconds;
  const { cpuMicrosPerSecond, memoryBytes } = figures;
  Object.assign(trial.deliveries, {
    arrived,
    expected: arrived,
    emptyResponses: one.emptyPollsPerSecond * seconds,
    batchMean: one.answersPerSecond === 0 ? 1 : arrived / one.answersPerSecond / seconds,
  });
  trial.server.cpuMicros = {
    user: cpuMicrosPerSecond * seconds * 0.7,
    system: cpuMicrosPerSecond * seconds * 0.3,
  };
  trial.server.rssBytes = trial.server.rssBytesBeforeConnect + memoryBytes;
  trial.bandwidth.payloadBytes = arrived * load.payloadBytes;
  trial.bandwidth.application = {
    downBytes: figures.applicationDownBytesPerSecond * seconds,
    upBytes: figures.applicationUpBytesPerSecond * seconds,
  };
  trial.bandwidth.wire = {
    downBytes: figures.wireDownBytesPerSecond * seconds,
    upBytes: figures.wireUpBytesPerSecond * seconds,
    downPackets: 100,
    upPackets: 100,
  };
  return trial;
}

/**
 * A run of these points of the grid, and of all in which nobody is told anything, with all four
 * transports.
 */
export function runOf(spoil: Spoil = () => {}, blocks = 3, points: RunPoint[] = gridPoints()): Run {
  const scenarios = [
    { ...madeScenario('cost-model', blocks), points },
    { ...madeScenario('idle', blocks), points: pointsOf(idle) },
  ];
  const trials = TESTED_TRANSPORTS.flatMap(transport =>
    scenarios.flatMap(scenario =>
      scenario.points.flatMap(point =>
        transport in point.load.transports
          ? Array.from({ length: blocks }, (_, block) => trialOf(transport, scenario.id, point, block, spoil))
          : [],
      ),
    ),
  );
  return madeRun(scenarios, trials);
}

const pointsOf = ({ points }: Scenario): RunPoint[] =>
  points.map(({ id, label, load }) => ({ id, label, load, windowSeconds: 4 }));

/** The points of the grid, as a run keeps them. */
export const gridPoints = (): RunPoint[] => pointsOf(costModel);

/** The model of one transport. */
export function modelOf(run: Run, transport: TestedTransport): TransportCostModel {
  const model = costModelOf(run)[transport];
  if (!model) throw new Error(`no model of ${transport}`);
  return model;
}

export const fitsOf = (run: Run, transport: TestedTransport) => modelOf(run, transport).fits;

/** The coefficients of a fit. */
export const valuesOf = (fit: CostFit | null) => fit?.coefficients.map(({ value }) => value);
