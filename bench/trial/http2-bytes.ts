import type { TrialFigures } from '../../results/format/trial.ts';
import type { UsersReport } from '../processes/reports.ts';

/** What HTTP/2 added on the connections of all clients in the window; nothing without it. */
export function http2Of(
  workers: readonly Pick<UsersReport, 'http2'>[],
): Pick<TrialFigures['bandwidth'], 'http2'> {
  const sum = { downBytes: 0, upBytes: 0 };
  for (const { http2 } of workers) {
    sum.downBytes += http2?.downBytes ?? 0;
    sum.upBytes += http2?.upBytes ?? 0;
  }
  return sum.downBytes + sum.upBytes === 0 ? {} : { http2: sum };
}
