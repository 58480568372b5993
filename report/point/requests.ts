import { sessionCount } from '../../analysis/sessions/join.ts';
import type { Run } from '../../results/format/run.ts';
import { nameOf } from '../../scenarios/load/transport.ts';
import type { Cell, Table } from '../charts/spec.ts';
import type { PointView } from '../model/point.ts';
import { limitOf, type RequestView, requestViews } from '../model/requests.ts';
import { notice } from '../parts/notice.ts';
import { ranged, renderTable } from '../parts/table.ts';
import { integer, NOTHING } from '../text/format.ts';
import { html, type Markup } from '../text/html.ts';
import { blockName } from '../words/blocks.ts';
import { renderLoad } from './load.ts';

const row = (one: RequestView): Cell[] => [
  one.view.point.label,
  { transport: one.transport },
  ranged(one.perSecond, integer),
  ranged(one.p50Ms),
  ranged(one.p99Ms),
  ranged(one.correctedP99Ms),
  ranged(one.serverCpuMicrosPerRequest),
  ranged(one.serverCpuPercent),
  ranged(one.clientCpuPercent),
  ranged(one.bytesPerRequest),
  one.perSecond ? limitOf(one) : NOTHING,
];

const tableOf = (views: readonly RequestView[]): Table => ({
  caption: 'Requests sent by autocannon: medians over blocks of valid trials; small: the range over blocks',
  columns: [
    'Point',
    'Transport',
    'Answered (per second)',
    'p50 (ms)',
    'p99 (ms)',
    'p99 corrected by autocannon (ms)',
    'Server CPU (µs per request)',
    'Server CPU (% of a core)',
    'autocannon’s CPU (% of a core)',
    'Both ways (B per request)',
    'What limits it',
  ],
  rows: views.map(row),
});

/**
 * How many requests a server answers, and at what cost: one table instead of a section for each
 * kind of answer.
 */
export function renderRequests(points: readonly PointView[], run: Run): Markup {
  const views = requestViews(points, run);
  const [first] = points;
  const left = views.flatMap(({ view, trials }) =>
    trials
      .filter(trial => trial.status !== 'valid')
      .map(
        trial =>
          html`<li>${view.point.label}, ${nameOf(trial.transport)}, ${blockName(trial)}: ${trial.status}, ${trial.reasons.join('; ')}</li>`,
      ),
  );
  return html`${first && renderLoad(first.scenario, first.point, run.run.aa, sessionCount(run))}
<div class="outcome">${renderTable(tableOf(views))}
<p class="detail">Times run from request to response, uncorrected, to the microsecond. At a set rate autocannon’s timers fire in groups, and p99 includes that. A client that waits for a slow response sends nothing meanwhile, so it measures too few slow responses (coordinated omission). autocannon’s correction is meant for that. But for each duration it adds all shorter ones that nobody waited, in steps of 1 ms. So its p99 may be above or below the real one. docs/decisions/0015-witnesses.md explains why.</p>
${left.length > 0 && notice('Excluded trials', html`<ul>${left}</ul>`)}</div>`;
}
