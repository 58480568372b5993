import type { Run } from '../../results/format/run.ts';
import { inProse, type TestedTransport } from '../../scenarios/load/transport.ts';
import { allAbove, figureOf, type PointRef, placesOf, type Quantity, valuesOf } from './claim-figures.ts';
import { emptyShare, requestsPerThousand } from './quantities.ts';
import { newsPerInterval, ratePerSubscriber, type Swept, where } from './rates.ts';
import { type Claim, extent, holds, holdsIf, noTrials, refuted, unresolved } from './verdict.ts';
import { capital, list } from './words.ts';

const SCENARIOS = ['rate-sweep', 'interval-sweep', 'idle'];
/** From this share on, it is mostly in vain. */
const IN_VAIN_PERCENT = 50;

/** Requests that found nothing, and those of a stream that should need none. */
const IN_VAIN: Record<Exclude<TestedTransport, 'websocket'>, Quantity> = {
  'short-polling': emptyShare,
  'long-polling': emptyShare,
  sse: {
    label: 'requests as a share of deliveries',
    unit: '%',
    of: trial => {
      const thousandths = requestsPerThousand.of(trial);
      return thousandths === null ? null : thousandths / 10;
    },
  },
};
type Asking = keyof typeof IN_VAIN;

/** The same list fetched again and again is no question for news. */
const asksForNews = ({ load }: PointRef) => load.transports['short-polling']?.latest === undefined;

/** Where fewer long polls than this share should end without news, none may be seen to. */
const RARE = 0.01;

/**
 * Whether a trial was long enough for a wait to run out: all waits begin as it does, unless they were dealt out. Where news comes
 * so often that hardly any wait runs out, any trial is.
 */
function couldRunOut({ scenarios }: Run, { scenario, point, load }: PointRef): boolean {
  const wait = load.transports['long-polling'];
  const own = scenarios.find(({ id }) => id === scenario);
  const windowSeconds = own?.points.find(({ id }) => id === point)?.windowSeconds ?? 0;
  if (!wait || !own || wait.spreadFirstWait) return true;
  if (own.parameters.warmUpSeconds + windowSeconds > wait.waitSeconds) return true;
  return Math.exp(-(ratePerSubscriber(load) ?? 0) * wait.waitSeconds) < RARE;
}

/** The places at which a transport's asking in vain could be seen. */
const placesFor = (run: Run, transport: Asking) =>
  placesOf(run, SCENARIOS)
    .filter(asksForNews)
    .filter(place => transport !== 'long-polling' || couldRunOut(run, place));

function sweep(run: Run, transport: Asking): Swept[] {
  const { of } = IN_VAIN[transport];
  return placesFor(run, transport).flatMap(place => {
    const values = valuesOf(run, place, transport, of);
    const figure = figureOf(run, place, transport, IN_VAIN[transport]);
    if (!figure) return [];
    return [
      {
        supports: allAbove(values, IN_VAIN_PERCENT),
        at: transport === 'short-polling' ? newsPerInterval(place.load) : ratePerSubscriber(place.load),
        size: figure.value,
        label: place.label,
      },
    ];
  });
}

const PER: Record<Asking, string> = {
  'short-polling': ' notifications an interval',
  'long-polling': ' notifications a second',
  sse: ' notifications a second',
};

const OF: Record<Asking, string> = {
  'short-polling': '% of polls empty',
  'long-polling': '% of polls empty',
  sse: '% as many requests as deliveries',
};

const clause = (transport: Asking, findings: readonly Swept[]) =>
  `${inProse(transport)} ${where(findings, PER[transport], OF[transport])}`;

export const ASKING_CLAIM: Claim = {
  id: 'C2',
  claim: 'Over HTTP a client has to keep asking whether there is news, mostly in vain.',
  judge(run) {
    const transports = Object.keys(IN_VAIN) as Asking[];
    const all = transports.map(transport => ({ transport, findings: sweep(run, transport) }));
    const gap = all.find(({ findings }) => findings.length === 0);
    if (gap) return noTrials(`scenario ${SCENARIOS.join(' or ')}, ${inProse(gap.transport)}`);
    const figures = transports.flatMap(transport =>
      placesFor(run, transport).flatMap(place => figureOf(run, place, transport, IN_VAIN[transport]) ?? []),
    );
    const verdicts = all.map(one => ({ ...one, extent: extent(one.findings) }));
    const unsettled = verdicts.find(one => one.extent === null);
    if (unsettled) return unresolved(`how often ${inProse(unsettled.transport)} asks in vain`, figures);
    const because = `Over ${IN_VAIN_PERCENT}% of what is asked is in vain with ${list(
      verdicts.map(({ transport, findings }) => clause(transport, findings)),
    )}.`;
    if (verdicts.every(one => one.extent === 'everywhere')) return holds(because, figures);
    const asking = verdicts.filter(one => one.extent !== 'nowhere');
    if (asking.length === 0) return refuted(because, figures);
    const others = verdicts.filter(one => !asking.includes(one));
    return holdsIf(
      `the client uses ${asking.map(({ transport, findings }) => clause(transport, findings)).join(', or ')}`,
      `There more than ${IN_VAIN_PERCENT}% of what is asked is in vain.${
        others.length === 0
          ? ''
          : ` ${capital(list(others.map(({ transport, findings }) => clause(transport, findings))))}.`
      }`,
      figures,
    );
  },
};
