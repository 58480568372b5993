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
import type { Terminal } from './terminal.ts';
import { type TableText, tableText } from './terminal-table.ts';

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
const durations = ({ latencyMs, phases }: MeasuredTrial): TableText => ({
  head: DURATION_HEAD,
  texts: 1,
  rows: [
    ...(latencyMs
      ? [
          durationRow('latency from schedule', latencyMs.fromSchedule),
          durationRow('latency from publish', latencyMs.fromPublish),
        ]
      : []),
    ...(phases ?? []).map(phase => durationRow(phase.id, phase.latencyMs)),
  ],
});

/** Values by their names in run.json. */
const named = (path: string, value: object | null | undefined): string[][] =>
  flattened(value ?? {}, path).map(([name, one]) => [
    name,
    typeof one === 'number' ? figure(one) : one === null ? NOTHING : String(one),
  ]);

function values(trial: MeasuredTrial, subscribers: number): TableText {
  const row = ({ title, of }: LoadColumn) => [title, figure(of(trial, subscribers))];
  const rows = [
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
  ];
  return { head: ['value', ''], texts: 1, rows };
}

const gates = (trial: MeasuredTrial): TableText => ({
  head: ['gate', 'measured', 'bound', ''],
  texts: 1,
  rows: trial.gates.map(gate => [
    gateInWords(gate.id),
    measuredInWords(gate),
    boundInWords(gate),
    gate.passed ? 'passed' : 'FAILED',
  ]),
});

const theory = ({ theory: predicted }: MeasuredTrial): TableText => ({
  head: ['theory', 'predicted', 'measured', 'difference'],
  texts: 1,
  rows: (predicted?.quantities ?? []).map(one => [
    QUANTITIES[one.quantity].title,
    figure(one.predicted),
    figure(one.measured),
    signedPercent(one.residualPercent),
  ]),
});

/** The values of one trial as tables for a terminal: durations, load, bytes, gates, theory. */
export const trialTables = (trial: MeasuredTrial, subscribers: number, terminal: Terminal): string =>
  [durations(trial), values(trial, subscribers), gates(trial), theory(trial)]
    .filter(({ rows }) => rows.length > 0)
    .map(table => tableText(table, terminal))
    .join('\n\n');
