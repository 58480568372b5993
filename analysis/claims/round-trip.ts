import type { Run } from '../../results/format/run.ts';
import { inProse } from '../../scenarios/load/transport.ts';
import { median, PRACTICAL_EQUALITY } from '../statistics/paired-ratios.ts';
import { allAbove, phaseMedianMs, placeOf, type Quantity } from './claim-figures.ts';
import { sendingOverPaths, transferOverPaths } from './round-trip-over-paths.ts';
import { PARTS, type Shares, sharesOf } from './round-trip-parts.ts';
import { sentenceOf } from './sentence.ts';
import { plainMark, plainStrip, supportVerdict } from './strip.ts';
import { type Claim, type ClaimFigure, type Judgement, judged, noTrials } from './verdict.ts';
import { figuresOf, placesToConnect, toFirst } from './visits.ts';
import { withPaths } from './with-paths.ts';
import { either, list, roundedSpan, span } from './words.ts';

const SCENARIO = 'echo';
const LABELS = ['client to server', 'through the server', 'server to client', 'into the callback'];

const quantities: Quantity[] = PARTS.map((id, index) => ({
  label: `median time ${LABELS[index]}`,
  unit: 'ms',
  of: trial => phaseMedianMs(trial, id),
}));

/** Above this share, a part is most of the time. */
const MOST = 0.5;

const percent = (shares: readonly number[]) => `${span(shares.map(share => 100 * share))}%`;

function judgeNear(
  run: Run,
  decides: (shares: Shares) => boolean,
  decide: (shares: Shares) => boolean | null,
  words: {
    because: (all: Shares[]) => string;
    condition: (yes: Shares[]) => string;
    /** The shares of the round trip that decide, and what they are of. */
    shares: (shares: Shares) => number[];
    measure: string;
    sentence: (yes: Shares[], no: Shares[]) => string;
  },
  extra: ClaimFigure[],
): Judgement {
  const place = placeOf(run, SCENARIO, 'default');
  const all = place ? sharesOf(run, place) : [];
  if (!place || all.length < 2) {
    return noTrials(`scenario ${SCENARIO} with ${inProse('websocket')} and another transport in one block`);
  }
  const figures = [...figuresOf(run, [place], quantities), ...extra];
  const findings = all.filter(decides).map(shares => ({ shares, supports: decide(shares) }));
  const strips = [
    plainStrip(
      '',
      { measure: `${words.measure}, as a share of the round trip`, unit: '%' },
      findings.map(({ shares, supports }) =>
        plainMark(
          inProse(shares.transport),
          supportVerdict(supports),
          100 * (median(words.shares(shares)) ?? 0),
        ),
      ),
    ),
  ];
  const of = (wanted: boolean) =>
    findings.filter(({ supports }) => supports === wanted).map(({ shares }) => shares);
  const [yes, no] = [of(true), of(false)];
  const sentence = yes.length > 0 && no.length > 0 ? words.sentence(yes, no) : sentenceOf(strips);
  return judged(
    { sentence, strips, because: words.because(all), figures },
    { open: 'where the time goes', condition: () => words.condition(yes) },
  );
}

/** A wait is found by comparison with WebSocket, so WebSocket itself decides nothing. */
const isCompared = ({ transport }: Shares) => transport !== 'websocket';

const each = (all: readonly Shares[], pick: (shares: Shares) => number[]) =>
  list(all.map(one => `${inProse(one.transport)} ${percent(pick(one))}`));
/** The shares of these transports, in percent: `58–84%`, from median to median as their marks. */
const inShort = (all: readonly Shares[], pick: (shares: Shares) => number[]) =>
  `${roundedSpan(all.flatMap(one => median(pick(one)) ?? []).map(share => 100 * share))}%`;
const names = (all: readonly Shares[]) => all.map(({ transport }) => inProse(transport));

export const ROUND_TRIP_CLAIMS: Claim[] = [
  {
    id: 'C11',
    claim: 'A transfer takes T = forward (F) + processing (P) + back (R) + handling (D).',
    judge: run =>
      withPaths(
        judgeNear(
          run,
          isCompared,
          ({ sum, waiting }) => {
            // The parts follow each other, so their sum is the whole. If it is not, they were not
            // timed well.
            if (sum.some(share => Math.abs(share - 1) > PRACTICAL_EQUALITY)) return null;
            const waits = allAbove(waiting, MOST);
            return waits === null ? null : !waits;
          },
          {
            because: all =>
              'The four parts follow one another, so they always add up to the whole. The test is the way back: is it a transfer or a wait? ' +
              `Its excess over that of ${inProse('websocket')}, as a share of the round trip: ${each(all.filter(isCompared), ({ waiting }) => waiting)}.`,
            condition: yes =>
              `the response is sent at once and does not wait for a poll, as with ${list([...names(yes), inProse('websocket')])}`,
            shares: ({ waiting }) => waiting,
            measure: 'waiting',
            sentence: (_, no) =>
              `True where nothing waits for a poll; with ${list(names(no))}, waiting is ${inShort(no, ({ waiting }) => waiting)} of the time.`,
          },
          [],
        ),
        transferOverPaths(run),
      ),
  },
  {
    id: 'C13',
    claim: 'The times that matter are those to connect, to send and to receive.',
    judge: run =>
      withPaths(
        judgeNear(
          run,
          () => true,
          ({ transfer }) => allAbove(transfer, MOST),
          {
            because: all =>
              `Sending and receiving, without any excess over ${inProse('websocket')}’s way back, as a share of the round trip: ` +
              `${each(all, ({ transfer }) => transfer)}. The rest is waiting and handling. ` +
              'A client connects once, not for each message.',
            condition: yes =>
              `the transport is ${either(names(yes))}, where sending and receiving take more than half of the round trip`,
            shares: ({ transfer }) => transfer,
            measure: 'sending and receiving',
            sentence: (yes, no) =>
              `Sending and receiving take ${inShort(yes, ({ transfer }) => transfer)} of the time; with ${list(names(no))}, ${inShort(no, ({ transfer }) => transfer)}.`,
          },
          figuresOf(
            run,
            placesToConnect(run).filter(({ point }) => point === 'cold'),
            [toFirst],
          ),
        ),
        sendingOverPaths(run),
      ),
  },
];
