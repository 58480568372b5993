import { flattened } from '../../report/exports/trials-csv.ts';
import {
  CONNECTION_COLUMNS,
  CPU_COLUMNS,
  LOOP_COLUMNS,
  type LoadColumn,
} from '../../report/point/server-load-columns.ts';
import { figure, integer, NOTHING, signedPercent } from '../../report/text/format.ts';
import { boundInWords, gateInWords, measuredInWords } from '../../report/words/gate.ts';
import { QUANTITIES } from '../../report/words/theory.ts';
import type { LatencySummary } from '../../results/format/latency.ts';
import type { MeasuredTrial } from '../../results/format/trial.ts';
import { longTableOf } from './terminal-table.ts';

const DURATION_HEAD = ['ms', 'count', 'mean', 'p50', 'p90', 'p99', 'p99.9', 'max'];

const durationRow = (name: string, { count, mean, p50, p90, p99, p999, max }: LatencySummary): string[] => [
  name,
  integer(count),
  ...[mean, p50, p90, p99, p999, max].map(figure),
];

/**
 * Latency of deliveries, and how long each part of a round trip or visit took; empty where nothing
 * was timed.
 */
function durations({ latencyMs, phases }: MeasuredTrial): string {
  const table = longTableOf(DURATION_HEAD, 1);
  if (latencyMs) {
    table.push(durationRow('latency from schedule', latencyMs.fromSchedule));
    table.push(durationRow('latency from publish', latencyMs.fromPublish));
  }
  for (const phase of phases ?? []) table.push(durationRow(phase.id, phase.latencyMs));
  return table.length === 0 ? '' : table.toString();
}

/** Values by their names in run.json. */
const named = (path: string, value: object | null | undefined): string[][] =>
  flattened(value ?? {}, path).map(([name, one]) => [
    name,
    typeof one === 'number' ? figure(one) : one === null ? NOTHING : String(one),
  ]);

function values(trial: MeasuredTrial, subscribers: number): string {
  const table = longTableOf(['value', ''], 1);
  const row = ({ title, of }: LoadColumn) => [title, figure(of(trial, subscribers))];
  table.push(
    ...named('deliveries', trial.deliveries),
    ['CPU (µs per delivery)', figure(trial.server.cpuMicrosPerDelivery)],
    ...[...CPU_COLUMNS, ...LOOP_COLUMNS, ...CONNECTION_COLUMNS].map(row),
    ['Application bytes (B per delivery)', figure(trial.bandwidth.bytesPerDelivery)],
    ['Wire bytes (B per delivery)', figure(trial.bandwidth.wireBytesPerDelivery)],
    ...named('visits', trial.visits),
    ...named('recovery', trial.recovery),
    ...named('stalled', trial.stalled),
    ...named('browser', trial.browser),
    ...named('toolReport', trial.toolReport),
    ...named('generator', trial.generator),
  );
  return table.toString();
}

function gates(trial: MeasuredTrial): string {
  const table = longTableOf(['gate', 'measured', 'bound', ''], 1);
  table.push(
    ...trial.gates.map(gate => [
      gateInWords(gate.id),
      measuredInWords(gate),
      boundInWords(gate),
      gate.passed ? 'passed' : 'FAILED',
    ]),
  );
  return table.toString();
}

function theory({ theory: predicted }: MeasuredTrial): string {
  if (!predicted || predicted.quantities.length === 0) return '';
  const table = longTableOf(['theory', 'predicted', 'measured', 'difference'], 1);
  table.push(
    ...predicted.quantities.map(one => [
      QUANTITIES[one.quantity].title,
      figure(one.predicted),
      figure(one.measured),
      signedPercent(one.residualPercent),
    ]),
  );
  return table.toString();
}

/** The values of one trial as tables for a terminal: durations, load, bytes, gates, theory. */
export const trialTables = (trial: MeasuredTrial, subscribers: number): string =>
  [durations(trial), values(trial, subscribers), gates(trial), theory(trial)].filter(Boolean).join('\n\n');
