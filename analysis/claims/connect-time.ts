import type { Run } from '../../results/format/run.ts';
import { inProse } from '../../scenarios/load/transport.ts';
import { median } from '../statistics/paired-ratios.ts';
import { allAbove, figureOf, phaseMeanMs, type Quantity, valuesOf } from './claim-figures.ts';
import { connectOverPaths } from './connect-over-paths.ts';
import { connectOverTls } from './connect-over-tls.ts';
import { answeredShare, COMPLETE } from './connect-share.ts';
import { sentenceOf } from './sentence.ts';
import { plainMark, plainStrip, supportVerdict } from './strip.ts';
import { type Claim, type Judgement, judged, noTrials, undecided } from './verdict.ts';
import { CONNECT, caveatOf, figuresOf, placesToConnect } from './visits.ts';
import { withLayers } from './with-layers.ts';
import { withPaths } from './with-paths.ts';
import { amount, list, span } from './words.ts';

const PHASES = [
  ['tcp', 'mean time to open the TCP connection'],
  ['request', 'mean time from the request or upgrade to its response'],
  ['first', 'mean time from that response to the first notification'],
] as const;

const phaseQuantities: Quantity[] = PHASES.map(([id, label]) => ({
  label,
  unit: 'ms',
  of: trial => phaseMeanMs(trial, id),
}));

/** The judgement from the points without a path. */
function judgeNear(run: Run): Judgement {
  const places = placesToConnect(run);
  const findings = places.flatMap(place => {
    const shares = valuesOf(run, place, 'websocket', answeredShare);
    const tcp = figureOf(run, place, 'websocket', phaseQuantities[0] as Quantity);
    // On an open connection, only the request is left. That is no test of the formula.
    const supports = place.point === 'cold' ? allAbove(shares, COMPLETE) : true;
    return shares.length === 0 ? [] : [{ place, shares, tcp, supports }];
  });
  for (const point of ['cold', 'kept-alive']) {
    if (!findings.some(({ place }) => place.point === point)) {
      return noTrials(`scenario ${CONNECT}, point ${point}, ${inProse('websocket')}`);
    }
  }
  const figures = figuresOf(run, places, phaseQuantities);
  const clauses = findings.map(
    ({ place, shares }) => `${span(shares.map(share => 100 * share))}% (${place.label})`,
  );
  const because =
    `The four terms begin with the request. They are this share of the time until a ${inProse('websocket')} is open: ${list(clauses)}. ` +
    'They leave out opening the TCP connection. ' +
    `Request, handling, response and completion were not timed separately. ${caveatOf(run)}`;
  const strips = [
    plainStrip(
      '',
      { measure: 'the four terms, as a share of the time until a connection is open', unit: '%' },
      findings.map(({ place, shares, supports }) =>
        plainMark(
          { label: place.label, short: place.point === 'cold' ? 'new' : 'already open' },
          supportVerdict(supports),
          100 * (median(shares) ?? 0),
        ),
      ),
    ),
  ];
  const open = 'the share of the time that the four terms leave out';
  // An open connection is no test of the formula, so it decides nothing by itself.
  if (findings.some(({ supports }) => supports === null)) return undecided(open, { strips, figures });
  const left = findings.filter(({ supports }) => !supports);
  const tcpMs = list(left.flatMap(({ tcp }) => (tcp ? [amount(tcp.value, tcp.unit)] : [])));
  const sentence =
    left.length === 0
      ? sentenceOf(strips)
      : `True if the TCP connection is already open; opening it takes ${tcpMs} more.`;
  return judged(
    { sentence, strips, because, figures },
    {
      open,
      condition: () => `the TCP connection is already open (opening it took ${tcpMs} more)`,
    },
  );
}

export const CONNECT_TIME_CLAIM: Claim = {
  id: 'C10',
  claim: 'Connecting takes request + handling + response + completion.',
  judge: run => withLayers(withPaths(judgeNear(run), connectOverPaths(run)), connectOverTls(run)),
};
