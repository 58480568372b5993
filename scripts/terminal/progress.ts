import cliProgress from 'cli-progress';
import type { PlannedTrial } from '../../bench/run/plan.ts';
import type { TrialPlan } from '../../bench/trial/trial-plan.ts';
import type { Trial } from '../../results/format/trial.ts';
import type { Preset } from '../../scenarios/scenario.ts';
import { duration } from './duration.ts';
import { type Output, shownLine, terminalOf } from './terminal.ts';
import { secondsLeft } from './time-left.ts';

/** Shows the progress of a run: a live bar on a terminal, plain lines elsewhere. */
export interface Progress {
  say(line: string): void;
  start(plan: TrialPlan, index: number): void;
  end(trial: Trial): void;
  /** Removes the bar; the next trial shows it again. */
  stop(): void;
}

/** The trials of a run, of which the progress is shown. */
export interface Plan {
  planned: readonly PlannedTrial[];
  preset: Preset;
}

/** The name of a trial; in an A/A run also the arm of its transport. */
const nameOf = ({ scenario, point, transport, arm, tool, block, attempt }: TrialPlan | Trial) => {
  const place = point === 'default' ? scenario : `${scenario}/${point}`;
  return `${place} ${transport}${arm === null ? '' : ` as ${arm}`}${tool ? ` by ${tool}` : ''}, block ${block + 1}${attempt > 0 ? `, attempt ${attempt + 1}` : ''}`;
};

/** Returns a function that says how long the trials from `index` on take. */
function timeLeft({ planned, preset }: Plan): (plan: TrialPlan, index: number) => string {
  const begun: TrialPlan[] = [];
  return (plan, index) => {
    begun.push(plan);
    return duration(secondsLeft(planned, index, begun, preset));
  };
}

/** Why a trial does not count, on as many lines as that takes; undefined if it counts. */
function faultLine(trial: Trial, output: Output): string | undefined {
  const { status } = trial;
  if (status === 'valid') return undefined;
  const terminal = terminalOf(output);
  const line = shownLine(`${nameOf(trial)}: ${status}: ${trial.reasons.join('; ')}`, terminal, '  ');
  return line.replace(
    `: ${status}:`,
    `: ${terminal.paint(status === 'error' ? 'error' : 'warning', status)}:`,
  );
}

function plainLines(output: Output, plan: Plan): Progress {
  const say = (line: string) => void output.write(`${line}\n`);
  const left = timeLeft(plan);
  return {
    say,
    start: (trial, index) =>
      say(`trial ${index + 1} of ${plan.planned.length}, ${left(trial, index)} left: ${nameOf(trial)}`),
    end(trial) {
      const fault = faultLine(trial, output);
      if (fault) say(fault);
    },
    stop: () => {},
  };
}

/** What stands beside the bar needs about so many columns. */
const BESIDE_BAR_COLUMNS = 70;
const LEAST_BAR_COLUMNS = 10;
const MOST_BAR_COLUMNS = 40;

function liveBar(output: Output, plan: Plan): Progress {
  const { columns } = terminalOf(output);
  let bars: cliProgress.MultiBar | undefined;
  let bar: cliProgress.SingleBar | undefined;
  const left = timeLeft(plan);
  const write = (lines: string) => (bars ? bars.log(`${lines}\n`) : void output.write(`${lines}\n`));
  const say = (line: string) =>
    write(shownLine(line, terminalOf(output), line.startsWith(' ') ? '    ' : '  '));
  const create = () =>
    new cliProgress.MultiBar(
      {
        format: '{bar} {value}/{total} {left} left  {name}',
        stream: output,
        clearOnComplete: true,
        hideCursor: true,
        barsize: Math.min(Math.max(columns - BESIDE_BAR_COLUMNS, LEAST_BAR_COLUMNS), MOST_BAR_COLUMNS),
        // The command handles Ctrl-C; the bar must not change the terminal's settings.
        gracefulExit: false,
        fps: 4,
      },
      cliProgress.Presets.shades_classic,
    );
  return {
    say,
    start(trial, index) {
      const shown = { left: left(trial, index), name: nameOf(trial) };
      bars ??= create();
      bar ??= bars.create(plan.planned.length, index, shown);
      bar.update(index, shown);
    },
    end(trial) {
      const fault = faultLine(trial, output);
      if (fault) write(fault);
    },
    stop() {
      bars?.update(); // Otherwise lines since the last update are lost.
      bars?.stop();
      [bars, bar] = [undefined, undefined];
    },
  };
}

export function createProgress(output: Output, plan: Plan): Progress {
  return output.isTTY ? liveBar(output, plan) : plainLines(output, plan);
}
