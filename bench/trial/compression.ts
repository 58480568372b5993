import type { TrialFigures } from '../../results/format/trial.ts';
import type { UsersReport } from '../processes/reports.ts';

/** What all clients read compressed in the window; nothing where nothing was. */
export function compressionOf(
  workers: readonly Pick<UsersReport, 'inflated'>[],
): Pick<TrialFigures['bandwidth'], 'compression'> {
  const sum = { contentBytes: 0, compressedBytes: 0 };
  for (const { inflated } of workers) {
    sum.contentBytes += inflated?.contentBytes ?? 0;
    sum.compressedBytes += inflated?.compressedBytes ?? 0;
  }
  return sum.compressedBytes === 0 ? {} : { compression: sum };
}
