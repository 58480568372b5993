import type { Run } from '../../results/format/run.ts';
import { inProse } from '../../scenarios/load/transport.ts';
import { PRACTICAL_EQUALITY } from '../statistics/paired-ratios.ts';
import { allAbove, phaseMedianMs, placeOf, type Quantity } from './claim-figures.ts';
import { PARTS, type Shares, sharesOf } from './round-trip-parts.ts';
import {
  type Claim,
  type ClaimFigure,
  extent,
  holds,
  holdsIf,
  type Judgement,
  noTrials,
  refuted,
  unresolved,
} from './verdict.ts';
import { figuresOf, placesToConnect, toFirst } from './visits.ts';
import { list, span } from './words.ts';

const SCENARIO = 'echo';
const LABELS = ['client to server', 'through the server', 'server to client', 'into the callback'];

const quantities: Quantity[] = PARTS.map((id, index) => ({
  label: `median time ${LABELS[index]}`,
  unit: 'ms',
  of: trial => phaseMedianMs(trial, id),
}));

/** Half of a time is the most that may lie elsewhere before it is mostly elsewhere. */
const MOST = 0.5;

const percent = (shares: readonly number[]) => `${span(shares.map(share => 100 * share))}%`;

function judge(
  run: Run,
  decides: (shares: Shares) => boolean,
  decide: (shares: Shares) => boolean | null,
  words: { because: (all: Shares[]) => string; condition: (yes: Shares[]) => string },
  extra: ClaimFigure[],
): Judgement {
  const place = placeOf(run, SCENARIO, 'default');
  const all = place ? sharesOf(run, place) : [];
  if (!place || all.length < 2) {
    return noTrials(`scenario ${SCENARIO} with ${inProse('websocket')} and another transport in one block`);
  }
  const figures = [...figuresOf(run, [place], quantities), ...extra];
  const findings = all.filter(decides).map(shares => ({ shares, supports: decide(shares) }));
  if (findings.some(({ supports }) => supports === null)) return unresolved('where the time goes', figures);
  const because = words.because(all);
  const whole = extent(findings);
  if (whole === 'everywhere') return holds(because, figures);
  if (whole === 'nowhere') return refuted(because, figures);
  const yes = findings.filter(({ supports }) => supports).map(({ shares }) => shares);
  return holdsIf(words.condition(yes), because, figures);
}

/** What waits is found beside WebSocket, which therefore says nothing of itself. */
const isBeside = ({ transport }: Shares) => transport !== 'websocket';

const each = (all: readonly Shares[], pick: (shares: Shares) => number[]) =>
  list(all.map(one => `${inProse(one.transport)} ${percent(pick(one))}`));
const names = (all: readonly Shares[]) => list(all.map(({ transport }) => inProse(transport)));

export const ROUND_TRIP_CLAIMS: Claim[] = [
  {
    id: 'C11',
    claim:
      'A transfer takes T = F + P + R + D: client to server, processing, server to client, the client’s handling.',
    judge: run =>
      judge(
        run,
        isBeside,
        ({ sum, waiting }) => {
          // The parts follow each other, so that they must make up the whole: where they do not, they were not timed well.
          if (sum.some(share => Math.abs(share - 1) > PRACTICAL_EQUALITY)) return null;
          const waits = allAbove(waiting, MOST);
          return waits === null ? null : !waits;
        },
        {
          because: all =>
            'The four parts follow one another, so that they add up to the whole by themselves: what can be put to the test is whether the way ' +
            `back is a way or a wait. What it takes beyond that of ${inProse('websocket')} is of the whole round trip: ${each(all.filter(isBeside), ({ waiting }) => waiting)}.`,
          condition: yes =>
            `what comes back is sent at once and does not wait to be asked for: by ${names(yes)}, as by ${inProse('websocket')}`,
        },
        [],
      ),
  },
  {
    id: 'C13',
    claim: 'The times to connect, to send and to receive are what matters.',
    judge: run =>
      judge(
        run,
        () => true,
        ({ transfer }) => allAbove(transfer, MOST),
        {
          because: all =>
            `Sending and receiving, as ${inProse('websocket')} does it, are of the whole round trip: ${each(all, ({ transfer }) => transfer)}; the ` +
            'rest is waiting and handling. Connecting is paid once and not for each message.',
          condition: yes =>
            `nothing waits in between: by ${names(yes)} they are more than half of the round trip`,
        },
        figuresOf(
          run,
          placesToConnect(run).filter(({ point }) => point === 'cold'),
          [toFirst],
        ),
      ),
  },
];
