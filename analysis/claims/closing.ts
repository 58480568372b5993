import type { Run } from '../../results/format/run.ts';
import { inProse } from '../../scenarios/load/transport.ts';
import { costOfVisit } from '../comparison/visit-cost.ts';
import { median } from '../statistics/paired-ratios.ts';
import {
  allAbove,
  figureOf,
  phaseMeanMs,
  placeOf,
  placesOf,
  type Quantity,
  trialsOf,
  valuesOf,
} from './claim-figures.ts';
import { closingOverPaths } from './closing-over-paths.ts';
import { COMPLETE, confirmedShare, MOST } from './closing-share.ts';
import { plainMark, plainStrip, supportVerdict } from './strip.ts';
import { type Claim, type Judgement, judged, noTrials } from './verdict.ts';
import { CONNECT, caveatOf } from './visits.ts';
import { withPaths } from './with-paths.ts';
import { amount, list, rounded, roundedSpan, span } from './words.ts';

const quantities: Quantity[] = [
  {
    label: 'mean time from the close frame to its confirmation',
    unit: 'ms',
    of: trial => phaseMeanMs(trial, 'confirmation'),
  },
  {
    label: 'mean time from the confirmation until the connection is gone',
    unit: 'ms',
    of: trial => phaseMeanMs(trial, 'closed'),
  },
  { label: 'packets per visit', unit: 'packets', of: trial => costOfVisit(trial, 'packetsPerVisit') },
  {
    label: 'application bytes per visit',
    unit: 'B',
    of: trial => costOfVisit(trial, 'applicationBytesPerVisit'),
  },
  { label: 'server CPU per visit', unit: 'µs', of: trial => costOfVisit(trial, 'cpuMicrosPerVisit') },
];

/** What stands behind a value of these units, so that nobody takes it for something else. */
const WHAT: Readonly<Record<string, string>> = { B: ' of application bytes', µs: ' of server CPU' };

/** The judgement from the points without a path. */
function judgeNear(run: Run): Judgement {
  const place = placeOf(run, CONNECT, 'cold');
  const shares = place ? valuesOf(run, place, 'websocket', confirmedShare) : [];
  if (!place || shares.length === 0)
    return noTrials(`scenario ${CONNECT}, point cold, ${inProse('websocket')}`);
  const places = placesOf(run, [CONNECT]).filter(({ point }) => point === 'cold' || point === 'cut');
  const figures = places.flatMap(at =>
    (['sse', 'websocket'] as const).flatMap(transport =>
      quantities.flatMap(quantity => figureOf(run, at, transport, quantity) ?? []),
    ),
  );
  const found = (point: string, unit: string) =>
    figures.find(one => one.point === point && one.unit === unit && one.transport === 'websocket');
  const costs = ['packets', 'B', 'µs'].flatMap(unit => {
    const [closed, cut] = [found('cold', unit), found('cut', unit)];
    if (!closed || !cut) return [];
    return [`${amount(cut.value, unit)}${WHAT[unit] ?? ''} instead of ${amount(closed.value, unit)}`];
  });
  const isCutMeasured = places.some(at => at.point === 'cut' && trialsOf(run, at, 'websocket').length > 0);
  const because =
    `The time from the close frame to its confirmation is ${span(shares.map(share => 100 * share))}% of the time until ` +
    `the connection is gone. The rest is TCP’s own close. In both parts, handling and transit were not timed separately. ${
      isCutMeasured && costs.length > 0
        ? `A visit that ends with a connection reset takes ${list(costs)}. `
        : 'The cost of a connection reset was not measured. '
    }${caveatOf(run)}`;
  const rest = figures.find(one => one.label === quantities[1]?.label && one.transport === 'websocket');
  const [complete, most] = [allAbove(shares, COMPLETE), allAbove(shares, MOST)];
  const share = 100 * (median(shares) ?? 0);
  const ends = roundedSpan(shares.map(one => 100 * one));
  const range = ends.includes('–') ? ` (${ends}% over the blocks)` : '';
  const strips = [
    plainStrip('', { measure: 'the four terms, as a share of the time to close', unit: '%' }, [
      plainMark('most of the time', supportVerdict(most), share),
      plainMark('all of it', supportVerdict(complete), share),
    ]),
  ];
  return judged(
    {
      sentence: `The four terms take ${rounded(share)}% of the time${range}, and TCP’s own close takes the rest.`,
      strips,
      because,
      figures,
    },
    {
      open: 'the share of a closing that the four terms cover',
      condition: () =>
        `TCP’s own close is left out${rest ? ` (it takes ${amount(rest.value, rest.unit)} after the confirmation)` : ''}`,
    },
  );
}

export const CLOSING_CLAIM: Claim = {
  id: 'C12',
  claim:
    'Closing takes the client’s close + the server’s handling + its confirmation + the client’s handling.',
  judge: run => withPaths(judgeNear(run), closingOverPaths(run)),
};
