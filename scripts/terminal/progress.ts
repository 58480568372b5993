import type { WriteStream } from 'node:tty';
import cliProgress from 'cli-progress';
import { estimatedSeconds } from '../../bench/run/plan.ts';
import type { TrialPlan } from '../../bench/trial/trial-plan.ts';
import type { Trial } from '../../results/format/trial.ts';
import { duration } from './duration.ts';

/** Shows the progress of a run: a live bar on a terminal, plain lines elsewhere. */
export interface Progress {
  say(line: string): void;
  start(plan: TrialPlan, planned: readonly TrialPlan[], index: number): void;
  end(trial: Trial): void;
  stop(): void;
}

/** The name of a trial; in an A/A run also the arm of its transport. */
const nameOf = ({ scenario, point, transport, arm, tool, block, attempt }: TrialPlan | Trial) => {
  const place = point === 'default' ? scenario : `${scenario}/${point}`;
  return `${place} ${transport}${arm === null ? '' : ` as ${arm}`}${tool ? ` by ${tool}` : ''}, block ${block + 1}${attempt > 0 ? `, attempt ${attempt + 1}` : ''}`;
};

const left = (planned: readonly TrialPlan[], index: number) =>
  duration(estimatedSeconds(planned.slice(index)));

function faultLine(trial: Trial): string | undefined {
  if (trial.status === 'valid') return undefined;
  return `${nameOf(trial)}: ${trial.status}: ${trial.reasons.join('; ')}`;
}

function plainLines(output: NodeJS.WritableStream): Progress {
  const say = (line: string) => void output.write(`${line}\n`);
  return {
    say,
    start: (plan, planned, index) =>
      say(`trial ${index + 1} of ${planned.length}, ${left(planned, index)} left: ${nameOf(plan)}`),
    end(trial) {
      const fault = faultLine(trial);
      if (fault) say(fault);
    },
    stop: () => {},
  };
}

function liveBar(output: WriteStream): Progress {
  const bars = new cliProgress.MultiBar(
    {
      format: '{bar} {value}/{total}  {left} left  {name}',
      stream: output,
      clearOnComplete: true,
      hideCursor: true,
      // The command handles Ctrl-C; the bar must not change the terminal's settings.
      gracefulExit: false,
      fps: 4,
    },
    cliProgress.Presets.shades_classic,
  );
  let bar: cliProgress.SingleBar | undefined;
  const say = (line: string) => (bar ? bars.log(`${line}\n`) : void output.write(`${line}\n`));
  return {
    say,
    start(plan, planned, index) {
      const shown = { left: left(planned, index), name: nameOf(plan) };
      bar ??= bars.create(planned.length, 0, shown);
      bar.update(index, shown);
    },
    end(trial) {
      const fault = faultLine(trial);
      if (fault) say(fault);
    },
    stop: () => bars.stop(),
  };
}

export function createProgress(output: WriteStream): Progress {
  return output.isTTY ? liveBar(output) : plainLines(output);
}
