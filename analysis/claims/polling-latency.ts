import type { Run } from '../../results/format/run.ts';
import { inProse } from '../../scenarios/load/transport.ts';
import { figureOf, placesOf } from './claim-figures.ts';
import { judgedOverRates, perOf, type Series, series, stripOf, swept } from './contrasts.ts';
import { effectsInWords } from './effects.ts';
import { pollingOverPaths } from './polling-over-paths.ts';
import { medianLatency, tailLatency } from './quantities.ts';
import { sweepInWords, where } from './rates.ts';
import { type Claim, type ClaimFigure, isSupported, type Judgement, noTrials } from './verdict.ts';
import { withPaths } from './with-paths.ts';
import { amount, capital, either, list } from './words.ts';

const SCENARIOS = ['notifications', 'ticker', 'rate-sweep'];
const POLLINGS = ['short-polling', 'long-polling'] as const;

const findingsOf = (one: Series) => swept(one, 'more', one.subject);
const sentence = (one: Series) =>
  sweepInWords(findingsOf(one), {
    statement: `${capital(inProse(one.subject))} is later than ${inProse(one.baseline)}`,
    subject: `the latency of ${inProse(one.subject)} against ${inProse(one.baseline)}`,
    per: perOf(one.subject),
    of: ' times its median',
  });

/** The largest difference of the medians, subject − baseline, in ms. */
function mostMs(run: Run, { contrasts, subject, baseline }: Series): number {
  const differences = contrasts.flatMap(({ place }) => {
    const [own, other] = [subject, baseline].map(transport => figureOf(run, place, transport, medianLatency));
    return own && other ? [own.value - other.value] : [];
  });
  return Math.max(...differences);
}

/**
 * The latency that theory predicts: half an interval for short polling, one to three transits for
 * long polling.
 */
function inTheory(run: Run): string {
  const transitMs = run.environment.transit?.meanMs;
  const transit =
    transitMs === undefined
      ? ''
      : ` One transit takes ${amount(transitMs, 'ms')} on the idle machine, and less on a busy one.`;
  return `Theory predicts half an interval for short polling, and one to three transits for long polling.${transit}`;
}

/** The judgement from the points without a path. */
function judgeNear(run: Run): Judgement {
  const places = placesOf(run, SCENARIOS);
  const all = POLLINGS.map(polling => series(run, places, [polling, 'websocket'], medianLatency));
  const gap = all.find(({ contrasts }) => contrasts.length === 0);
  if (gap) {
    return noTrials(
      `scenario ${either(SCENARIOS)} with ${inProse(gap.subject)} and ${inProse('websocket')} in one block`,
    );
  }
  const figures: ClaimFigure[] = all.flatMap(({ contrasts, subject, baseline }) =>
    contrasts.flatMap(({ place, figure }) => [
      figure,
      ...[subject, baseline].flatMap(transport =>
        [medianLatency, tailLatency].flatMap(quantity => figureOf(run, place, transport, quantity) ?? []),
      ),
    ]),
  );
  const strips = all.map(one => stripOf(one, 'more', one.subject, inProse(one.subject)));
  const differences = all.map(one => `${amount(mostMs(run, one), 'ms')} for ${inProse(one.subject)}`);
  const because =
    `${all.map(sentence).join(' ')} The largest difference of the medians is ${list(differences)}. ` +
    inTheory(run);
  return judgedOverRates(
    all,
    { sentence: effectsInWords(strips, `the latency of ${inProse('websocket')}`), strips, because, figures },
    {
      open: 'whether polling is later than a push',
      condition() {
        const late = all.filter(one => isSupported(findingsOf(one)));
        const uses = late.map(one => `${inProse(one.subject)} ${where(findingsOf(one), perOf(one.subject))}`);
        return `the client uses ${uses.join(', or ')}`;
      },
    },
  );
}

export const POLLING_LATENCY_CLAIM: Claim = {
  id: 'C3',
  claim: 'Polling adds latency.',
  judge: run => withPaths(judgeNear(run), pollingOverPaths(run)),
};
