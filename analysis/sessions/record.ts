import type { RecordedSession } from '../../results/format/recorded-session.ts';
import type { Run, RunPoint, RunScenario } from '../../results/format/run.ts';
import type { MeasuredTrial } from '../../results/format/trial.ts';
import type { Transport } from '../../scenarios/load/transport.ts';
import { METRICS, type MetricId, validOf } from '../comparison/transports.ts';
import { isWarmFor } from '../comparison/warm-up.ts';
import { workloadMedians } from '../runs/workload-medians.ts';

type Cell = RecordedSession['cells'][number];

/** Digits of a recorded value: more would only be noise. */
const DIGITS = 6;
const rounded = (value: number | null) => (value === null ? null : Number(value.toPrecision(DIGITS)));

function cellOf(scenario: RunScenario, point: RunPoint, transport: Transport, valid: MeasuredTrial[]): Cell {
  const values = METRICS.map(metric => {
    const isComparable = isWarmFor(metric, scenario);
    return [metric.id, valid.map(trial => (isComparable ? rounded(metric.of(trial)) : null))];
  });
  return {
    scenario: scenario.id,
    point: point.id,
    transport,
    blocks: valid.map(({ block }) => block),
    values: Object.fromEntries(values) as Record<MetricId, (number | null)[]>,
  };
}

/**
 * A run in compact form. Points without deliveries and searches are left out. So are points over a
 * path, over TLS and the like, or through a proxy: these change what a scenario measures, and how
 * much sessions differ in it. CPU after too short a warm-up is null.
 */
export function recordOf(run: Run): RecordedSession {
  const { cpu, kernel, garbageCollected = false, tcpCongestionControl = null } = run.environment;
  const cells = run.scenarios
    .filter(({ search }) => search === null)
    .flatMap(scenario =>
      scenario.points
        .filter(({ load }) => !load.path && !load.connection && !load.topology)
        .flatMap(point =>
          (Object.keys(point.load.transports) as Transport[]).flatMap(transport => {
            const valid = validOf(
              run.trials.filter(
                one => one.scenario === scenario.id && one.point === point.id && one.transport === transport,
              ),
            ).filter(({ deliveries }) => deliveries.arrived > 0);
            return valid.length === 0 ? [] : [cellOf(scenario, point, transport, valid)];
          }),
        ),
    );
  return {
    id: run.run.id,
    startedAt: run.run.startedAt,
    commit: run.run.git?.commit ?? null,
    preset: run.run.preset,
    processor: cpu.model,
    kernel,
    serverKeptAwake: cpu.serverKeptAwake ?? false,
    garbageCollected,
    tcpCongestionControl,
    workloads: workloadMedians(run),
    cells,
  };
}
