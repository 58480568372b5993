import { blocksAt } from '../../results/format/blocks.ts';
import type { Run } from '../../results/format/run.ts';
import type { Transport } from '../../scenarios/load/transport.ts';
import { type Answer, answersOf, type Decided, type Split, splitOf } from '../model/needs.ts';
import type { PointView } from '../model/point.ts';
import { counted, moment } from '../text/format.ts';
import { type NeedExample, needExample } from './need-example.ts';
import { notMeasured } from './not-measured.ts';
import { surenessOf } from './sureness.ts';
import { type Trend, trendOf } from './trend.ts';

/** What a run says about a need, without its trials. */
export interface NeedFacts {
  id: string;
  title: string;
  /** Points with values of two or more transports, and how many of them are decided. */
  compared: number;
  decided: number;
  /** The transports that lead at most decided points, and at how many. */
  best: Transport[];
  bestAt: number;
  /** Who counts and who has more at its decided points; what is the same is there once. */
  splits: Split[];
  /** The smallest number of blocks of a decided point; null without one, or in a joined run. */
  leastBlocks: number | null;
  /** Null without a decided point. */
  example: NeedExample | null;
  /** Which transports are lowest where no point is decided; null where one is. */
  trend: Trend | null;
}

/** All of a run that a decision record needs; it stays small enough to stand in the page. */
export interface RecordFacts {
  run: string;
  measuredAt: string;
  machine: string;
  /** The commit of the code that measured. */
  lab: string;
  /** What the intervals rest on, one sentence each. */
  sureness: string[];
  needs: NeedFacts[];
  /** One line each. */
  notMeasured: string[];
}

/** Every split of these points, once. */
const splitsOf = (decided: readonly Decided[]): Split[] => [
  ...new Map(decided.map(splitOf).map(split => [JSON.stringify(split), split])).values(),
];

function needFacts(answer: Answer, trend: Trend | null, { sessions }: Run): NeedFacts {
  const { id, title, compared, decided, best, bestAt } = answer;
  const blocks = decided.map(({ view }) => blocksAt(view.scenario, view.point));
  return {
    id,
    title,
    compared,
    decided: decided.length,
    best,
    bestAt,
    splits: splitsOf(decided),
    leastBlocks: sessions || blocks.length === 0 ? null : Math.min(...blocks),
    example: needExample(answer),
    trend,
  };
}

const distinct = (texts: readonly string[]): string => [...new Set(texts)].join('; ');

const commitOf = ({ git }: Pick<Run['run'], 'git'>): string =>
  git === null
    ? 'commit not known'
    : `commit ${git.commit.slice(0, 12)}${git.dirty ? ' with uncommitted changes' : ''}`;

const machineOf = ({ environment: { cpu, os, kernel, node, network } }: Pick<Run, 'environment'>): string =>
  `${cpu.model}, ${counted(cpu.cores, 'core')}, ${os} ${kernel}, Node ${node}, ${network} network`;

/** What the decision record of a run may say; for a joined run, of all its sessions. */
export function recordFacts(run: Run, scenarios: readonly PointView[][]): RecordFacts {
  const answers = answersOf(scenarios, run.run.preset);
  return {
    run: run.run.id,
    measuredAt: distinct((run.sessions ?? [run.run]).map(({ startedAt }) => moment(startedAt))),
    machine: distinct((run.sessions ?? [run]).map(machineOf)),
    lab: distinct((run.sessions ?? [run.run]).map(commitOf)),
    sureness: surenessOf(run),
    needs: answers.map(answer => needFacts(answer, trendOf(answer, scenarios.flat(), run.run.preset), run)),
    notMeasured: notMeasured(
      run,
      answers.map(({ id }) => id),
      scenarios.flat(),
    ),
  };
}
