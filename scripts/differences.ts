import { describeGit, describeProcessor } from '../bench/environment.ts';
import type { Run } from '../bench/results.ts';

/** What must be the same for two runs to measure the same. */
export interface Circumstances {
  node: string;
  git: Run['run']['git'];
  processor: string;
  cores: number;
}

/** The circumstances of a run that was made. */
export function circumstancesOf({ run, environment }: Run): Circumstances {
  const { model, cores } = environment.cpu;
  return { node: environment.node, git: run.git, processor: model, cores };
}

/** The circumstances of a run that is made now. */
export function circumstancesNow(): Circumstances {
  const { model, cores } = describeProcessor();
  return { node: process.versions.node, git: describeGit(), processor: model, cores };
}

function codeInWords(git: Circumstances['git']): string {
  return git === null
    ? 'unknown'
    : `${git.commit.slice(0, 10)}${git.dirty ? ' with uncommitted changes' : ''}`;
}

/** What differs, each as `then, now`; empty where nothing does. */
export function differences(then: Circumstances, now: Circumstances): string[] {
  const pairs: [string, string, string][] = [
    ['Node', then.node, now.node],
    ['commit', codeInWords(then.git), codeInWords(now.git)],
    ['processor', then.processor, now.processor],
    ['cores', String(then.cores), String(now.cores)],
  ];
  const found = pairs.flatMap(([what, before, after]) =>
    before === after ? [] : [`${what} ${before}, now ${after}`],
  );
  // The same commit twice, changed both times: who knows whether in the same way.
  if (then.git?.dirty && now.git?.dirty && then.git.commit === now.git.commit) {
    found.push(`commit ${codeInWords(now.git)}, then and now`);
  }
  return found;
}
