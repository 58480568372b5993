import type { Run } from '../../results/format/run.ts';
import type { MeasuredTrial } from '../../results/format/trial.ts';
import { withStandardHeader } from './histogram-header.ts';

const seconds = (ms: number): string => (ms / 1000).toFixed(3);

const oneLine = (text: string): string => text.replace(/[\r\n\u2028\u2029]+/g, ' ');

/** A tag must contain neither comma nor space. */
const tagOf = ({ session, block, attempt, arm, status, ...place }: MeasuredTrial): string =>
  [
    place.scenario,
    place.point,
    place.transport,
    ...(session === undefined ? [] : [`session-${session + 1}`]),
    `block-${block + 1}`,
    `attempt-${attempt + 1}`,
    ...(arm ? [arm] : []),
    status,
  ]
    .join('.')
    .replace(/[\s,]+/g, '-');

function line(trial: MeasuredTrial, startedMs: number): string[] {
  const summary = trial.latencyMs?.fromSchedule;
  if (!summary || summary.count === 0) return [];
  const startMs = Math.max(0, (Date.parse(trial.startedAt) || startedMs) + trial.warmUpMs - startedMs);
  const fields = [
    `Tag=${tagOf(trial)}`,
    seconds(startMs),
    seconds(trial.windowMs),
    String(summary.max),
    withStandardHeader(summary.hdr),
  ];
  return [fields.join(',')];
}

/**
 * The latency histograms of all trials, from the schedule and in µs, as an HdrHistogram log (format
 * 1.3) with one tagged interval per trial. The tools and plotters of HdrHistogram read it. The
 * largest value is in ms: the tools expect that for a ratio of a thousand.
 */
export function histogramLog({ run, trials }: Run): string {
  const startedMs = Date.parse(run.startedAt) || 0;
  const measured = trials.filter(trial => trial.status !== 'error');
  return [
    `#[Latency from schedule in microseconds, Pushlab run ${oneLine(run.id)}]`,
    '#[HistogramLogProcessor: choose one with -tag <tag>; in milliseconds with -outputValueUnitRatio 1000]',
    '#[Histogram log format version 1.3]',
    `#[StartTime: ${seconds(startedMs)} (seconds since epoch), ${oneLine(run.startedAt)}]`,
    '"StartTimestamp","Interval_Length","Interval_Max","Interval_Compressed_Histogram"',
    ...measured.flatMap(trial => line(trial, startedMs)),
    '',
  ].join('\n');
}
