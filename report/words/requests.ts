import type { Run } from '../../results/format/run.ts';
import { inProse } from '../../scenarios/load/transport.ts';
import type { PointView } from '../model/point.ts';
import { limitOf, requestViews } from '../model/requests.ts';
import { capital, integer } from '../text/format.ts';

/** How many requests a second were answered at full speed for each way of polling, in sentences. */
export function requestsInWords(points: readonly PointView[], run: Run): string[] {
  return requestViews(points, run)
    .filter(({ view, perSecond }) => perSecond && view.point.load.requests?.ratePerSecond === undefined)
    .map(
      one =>
        `${capital(inProse(one.transport))} at “${one.view.point.label}”: ${integer(one.perSecond?.value)} requests a second. What limits it: ${limitOf(one)}.`,
    );
}
