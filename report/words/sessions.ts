import { occasionSizes } from '../../analysis/sessions/effective-sessions.ts';
import {
  type JoinedComparison,
  joinedComparisons,
  type SessionOutcome,
  sessionOutcome,
} from '../../analysis/sessions/session-verdicts.ts';
import type { RatioInterval, Verdict } from '../../analysis/statistics/paired-ratios.ts';
import type { Run } from '../../results/format/run.ts';
import { inProse } from '../../scenarios/load/transport.ts';
import { counted, integer, list, midSentence, moment, times } from '../text/format.ts';
import { intervalInWords, ratioInWords } from './interval.ts';
import { VERDICTS } from './verdicts.ts';

type Sessions = NonNullable<Run['sessions']>;

/** How many of these sessions have a verdict of their own that is this one. */
const countOf = (sessions: NonNullable<RatioInterval['sessions']>, wanted: Verdict) =>
  sessions.filter(({ verdict }) => verdict === wanted).length;

/** A verdict of one session, or of all together. */
const verdictOf = (verdict: Verdict): string =>
  verdict === 'unresolved' ? 'not decided' : VERDICTS[verdict];

const DECIDED = ['less', 'equal', 'more'] as const;

/**
 * What the sessions say by themselves: `in 3 of 3 sessions` if they have the verdict of all, or
 * their own verdicts where that is open or they disagree. Empty for a run of one session.
 */
export function sessionsInWords(interval: RatioInterval | null, verdict: Verdict): string {
  const sessions = interval?.sessions;
  if (sessions === undefined) return '';
  const all = counted(sessions.length, 'session');
  const outcome = sessionOutcome(sessions);
  if (verdict !== 'unresolved' && outcome !== 'disagree')
    return `in ${integer(countOf(sessions, verdict))} of ${all}`;
  const own = DECIDED.filter(one => countOf(sessions, one) > 0).map(
    one => `${VERDICTS[one]} in ${integer(countOf(sessions, one))}`,
  );
  if (outcome === 'disagree') return `sessions disagree: ${list(own)} of ${integer(sessions.length)}`;
  return own.length === 0 ? `decided in none of ${all}` : `${list(own)} of ${all}`;
}

/** The median ratio of each session: `0.841 · 1.33 · 1.56`; empty for a run of one session. */
export const sessionRatiosInWords = (interval: RatioInterval | null): string =>
  (interval?.sessions ?? []).map(({ median }) => times(median)).join(' · ');

/** One comparison of a joined run, with what each session found; sessions named by their start. */
export function joinedComparisonInWords(
  { scenario, point, subject, baseline, metric, interval, verdict, sessions }: JoinedComparison,
  joined: Sessions,
): string {
  const each = sessions.map(one => {
    const ends = one.low === null || one.high === null ? null : { low: one.low, high: one.high };
    return `${moment(joined[one.session]?.startedAt ?? '')} ${verdictOf(one.verdict)}, ${times(one.median)} (${intervalInWords({ interval: ends })})`;
  });
  const whole = `over all sessions ${ratioInWords({ interval })} (${intervalInWords({ interval })}), ${verdictOf(verdict)}`;
  return `${scenario.title}: ${point.label}, ${midSentence(metric.title)} of ${inProse(subject)} over ${inProse(baseline)}: ${each.join('; ')}; ${whole}`;
}

/**
 * How many occasions the sessions of a joined run are, in a sentence; empty where each is one of
 * its own.
 */
export function occasionsInWords({ sessions = [] }: Run): string {
  const sizes = occasionSizes(
    sessions.map(({ startedAt, environment }) => ({ startedAt, processor: environment.cpu.model })),
  );
  if (sizes.length === sessions.length) return '';
  const near = sizes.filter(size => size > 1).reduce((sum, size) => sum + size, 0);
  return `${integer(near)} of ${counted(sessions.length, 'session')} began within 1.5 h of another on one kind of processor: they resemble each other more than those of other days do.`;
}

/** What the sessions of a joined run agree and disagree on. */
export interface SessionsWords {
  count: string;
  disagreeing: string[];
  equalInSome: string[];
}

/** Counts and names what the sessions of a joined run say about the same comparisons. */
export function sessionComparisonInWords(run: Run): SessionsWords {
  const all = joinedComparisons(run);
  const of = (outcome: SessionOutcome) => all.filter(one => one.outcome === outcome);
  const named = (outcome: SessionOutcome) =>
    of(outcome).map(one => joinedComparisonInWords(one, run.sessions ?? []));
  const number = (outcome: SessionOutcome) => integer(of(outcome).length);
  return {
    count:
      all.length === 0
        ? 'No comparison of two transports has values in two sessions.'
        : `${counted(all.length, 'comparison')} of two transports. Each session by itself has the same verdict in ${number('agreed')}. At least one leaves ${number('open')} open. In ${number('disagree')}, one session says lower and another higher. In ${number('equal-in-some')}, some say equal and others not.`,
    disagreeing: named('disagree'),
    equalInSome: named('equal-in-some'),
  };
}
