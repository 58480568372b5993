import { validOf } from '../../analysis/comparison/transports.ts';
import type { Run } from '../../results/format/run.ts';
import type { MeasuredTrial, Trial } from '../../results/format/trial.ts';
import type { Transport } from '../../scenarios/load/transport.ts';
import { toolTrialsOf } from './cross-checks.ts';
import type { PointView } from './point.ts';
import { type Spread, spreadOver } from './spread.ts';

type Requests = NonNullable<NonNullable<MeasuredTrial['toolReport']>['requests']>;

/** The requests of one way of polling at one point. Values are of valid trials. */
export interface RequestView {
  view: PointView;
  transport: Transport;
  trials: Trial[];
  perSecond: Spread | null;
  p50Ms: Spread | null;
  p99Ms: Spread | null;
  /** As corrected by the tool; null where no rate was set. */
  correctedP99Ms: Spread | null;
  serverCpuMicrosPerRequest: Spread | null;
  serverCpuPercent: Spread | null;
  clientCpuPercent: Spread | null;
  bytesPerRequest: Spread | null;
}

/** A side that uses this much of its core is at its limit. */
const FULL_PERCENT = 90;
/** A rate counts as met from this share. */
const MET_SHARE = 0.99;

/** What limited the rate. */
export function limitOf({ view, perSecond, serverCpuPercent, clientCpuPercent }: RequestView): string {
  const { ratePerSecond } = view.point.load.requests ?? {};
  if (ratePerSecond !== undefined && (perSecond?.value ?? 0) >= MET_SHARE * ratePerSecond) {
    return 'nothing (the set rate was met)';
  }
  const server = (serverCpuPercent?.value ?? 0) >= FULL_PERCENT;
  const client = (clientCpuPercent?.value ?? 0) >= FULL_PERCENT;
  if (server) return client ? 'both cores' : 'the server’s core';
  return client ? 'autocannon’s core (the server can do more)' : 'neither core';
}

function answered(trial: MeasuredTrial, amount: number): number | null {
  const count = trial.toolReport?.requests?.answered ?? 0;
  return count === 0 ? null : amount / count;
}

/** Every way of polling at every point of a scenario that makes requests. */
export function requestViews(points: readonly PointView[], run: Run): RequestView[] {
  return points.flatMap(view =>
    (Object.keys(view.point.load.transports) as Transport[]).map(transport => {
      const trials = toolTrialsOf(run, view).filter(trial => trial.transport === transport);
      const valid = validOf(trials);
      const each = (figure: (trial: MeasuredTrial) => number | null) => spreadOver(valid, figure);
      const requests = (pick: (requests: Requests) => number | null) =>
        each(({ toolReport }) => (toolReport?.requests ? pick(toolReport.requests) : null));
      return {
        view,
        transport,
        trials,
        perSecond: requests(({ perSecond }) => perSecond),
        p50Ms: requests(({ responseMs }) => responseMs?.p50 ?? null),
        p99Ms: requests(({ responseMs }) => responseMs?.p99 ?? null),
        correctedP99Ms: requests(({ correctedMs }) => correctedMs?.p99 ?? null),
        serverCpuMicrosPerRequest: each(trial =>
          answered(trial, trial.server.cpuMicros.user + trial.server.cpuMicros.system),
        ),
        serverCpuPercent: each(trial => trial.server.cpuPercent),
        clientCpuPercent: each(trial => trial.generator.cpuPercent),
        bytesPerRequest: each(trial => {
          const { downBytes, upBytes } = trial.bandwidth.application;
          return answered(trial, downBytes + upBytes);
        }),
      };
    }),
  );
}
