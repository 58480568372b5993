import { type Circumstances, circumstanceDifferences } from '../../analysis/runs/environment-differences.ts';
import { describeGit, describeProcessor } from '../../bench/run/environment.ts';

/** The circumstances of a run made now. */
export function circumstancesNow(): Circumstances {
  const { model, cores } = describeProcessor();
  return { node: process.versions.node, git: describeGit(), processor: model, cores };
}

/** The differences, each as `then, now`; empty if there are none. */
export function differences(then: Circumstances, now: Circumstances): string[] {
  return circumstanceDifferences(then, now).map(({ what, before, after }) =>
    before === after ? `${what} ${before}, then and now` : `${what} ${before}, now ${after}`,
  );
}
