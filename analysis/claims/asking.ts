import type { Run } from '../../results/format/run.ts';
import { inProse, type TestedTransport } from '../../scenarios/load/transport.ts';
import { allAbove, figureOf, type PointRef, placesOf, type Quantity, valuesOf } from './claim-figures.ts';
import { emptyShare, requestsPerThousand } from './quantities.ts';
import { notificationsPerInterval, ratePerSubscriber, type Swept, sweepInWords, where } from './rates.ts';
import { sentenceOf } from './sentence.ts';
import { alongAxis, plainMark, type Strip, supportVerdict } from './strip.ts';
import { type Claim, isSupported, judged, noTrials } from './verdict.ts';
import { digits } from './words.ts';

const SCENARIOS = ['rate-sweep', 'interval-sweep', 'idle'];
/** Above this share, most polls are empty. */
const MOST_PERCENT = 50;

/**
 * The share of empty requests; for SSE, which should need none, all requests as a share of the
 * deliveries.
 */
const EMPTY: Record<Exclude<TestedTransport, 'websocket'>, Quantity> = {
  'short-polling': emptyShare,
  'long-polling': emptyShare,
  sse: {
    label: 'requests as a share of deliveries',
    unit: '%',
    of: trial => {
      const perThousand = requestsPerThousand.of(trial);
      return perThousand === null ? null : perThousand / 10;
    },
  },
};
type HttpTransport = keyof typeof EMPTY;

/** A client that fetches the same list again and again does not poll for updates. */
const pollsForUpdates = ({ load }: PointRef) => load.transports['short-polling']?.latest === undefined;

/** Below this expected share of empty long polls, a trial may show none. */
const RARE = 0.01;

/**
 * Whether a trial was long enough for a wait to run out. All waits begin with the trial, unless the
 * first ones are spread. At high notification rates hardly any wait runs out, and a trial of any
 * length counts.
 */
function couldRunOut({ scenarios }: Run, { scenario, point, load }: PointRef): boolean {
  const wait = load.transports['long-polling'];
  const own = scenarios.find(({ id }) => id === scenario);
  const windowSeconds = own?.points.find(({ id }) => id === point)?.windowSeconds ?? 0;
  if (!wait || !own || wait.spreadFirstWait) return true;
  if (own.parameters.warmUpSeconds + windowSeconds > wait.waitSeconds) return true;
  return Math.exp(-(ratePerSubscriber(load) ?? 0) * wait.waitSeconds) < RARE;
}

/** The points at which empty polls of a transport could be seen. */
const placesFor = (run: Run, transport: HttpTransport) =>
  placesOf(run, SCENARIOS)
    .filter(pollsForUpdates)
    .filter(place => transport !== 'long-polling' || couldRunOut(run, place));

function sweep(run: Run, transport: HttpTransport): Swept[] {
  const { of } = EMPTY[transport];
  return placesFor(run, transport).flatMap(place => {
    const values = valuesOf(run, place, transport, of);
    const figure = figureOf(run, place, transport, EMPTY[transport]);
    if (!figure) return [];
    return [
      {
        supports: allAbove(values, MOST_PERCENT),
        at:
          transport === 'short-polling'
            ? notificationsPerInterval(place.load)
            : ratePerSubscriber(place.load),
        size: figure.value,
        label: place.label,
      },
    ];
  });
}

const PER: Record<HttpTransport, string> = {
  'short-polling': 'poll interval',
  'long-polling': 'second',
  sse: 'second',
};

const STATEMENT: Record<HttpTransport, string> = {
  'short-polling': `More than ${MOST_PERCENT}% of short polls are empty`,
  'long-polling': `More than ${MOST_PERCENT}% of long polls are empty`,
  sse: `SSE makes more than ${MOST_PERCENT} requests per 100 deliveries`,
};

const SUBJECT: Record<HttpTransport, string> = {
  'short-polling': 'the share of empty short polls',
  'long-polling': 'the share of empty long polls',
  sse: 'the requests of SSE per delivery',
};

/** The same findings as a strip along the notification rate. */
const stripOf = (transport: HttpTransport, findings: readonly Swept[]): Strip => ({
  name: inProse(transport),
  per: transport === 'short-polling' ? 'poll' : 'second',
  measure: EMPTY[transport].label,
  unit: '%',
  marks: alongAxis(
    findings.map(({ label, at, supports, size }) => ({
      ...plainMark({ label, short: at === null ? label : digits(at) }, supportVerdict(supports), size),
      at,
    })),
  ),
});

const sentence = (transport: HttpTransport, findings: readonly Swept[]) =>
  sweepInWords(findings, {
    statement: STATEMENT[transport],
    subject: SUBJECT[transport],
    per: PER[transport],
    of: transport === 'sse' ? ' per 100' : '%',
  });

export const ASKING_CLAIM: Claim = {
  id: 'C2',
  claim: 'Over HTTP a client has to keep polling for updates, and most polls are empty.',
  judge(run) {
    const transports = Object.keys(EMPTY) as HttpTransport[];
    const all = transports.map(transport => ({ transport, findings: sweep(run, transport) }));
    const gap = all.find(({ findings }) => findings.length === 0);
    if (gap) return noTrials(`scenario ${SCENARIOS.join(' or ')}, ${inProse(gap.transport)}`);
    const figures = transports.flatMap(transport =>
      placesFor(run, transport).flatMap(place => figureOf(run, place, transport, EMPTY[transport]) ?? []),
    );
    const strips = all.map(({ transport, findings }) => stripOf(transport, findings));
    const because = all.map(({ transport, findings }) => sentence(transport, findings)).join(' ');
    return judged(
      { sentence: sentenceOf(strips), strips, because, figures },
      {
        open: 'whether most polls over HTTP are empty',
        condition() {
          const uses = all
            .filter(({ findings }) => isSupported(findings))
            .map(({ transport, findings }) => `${inProse(transport)} ${where(findings, PER[transport])}`);
          return `the client uses ${uses.join(', or ')}`;
        },
      },
    );
  },
};
