import { blockKey, blockRef } from '../../results/format/blocks.ts';
import type { Run } from '../../results/format/run.ts';
import { inProse } from '../../scenarios/load/transport.ts';
import { type BlockRatio, ratioInterval } from '../comparison/ratio-interval.ts';
import { type RatioInterval, verdict } from '../statistics/paired-ratios.ts';
import { figureOf, type PointRef, placeOf, type Quantity, trialsOf } from './claim-figures.ts';
import { bytesPerDelivery, cpuPerDelivery } from './quantities.ts';
import { sentenceOf } from './sentence.ts';
import { comparedVerdict, factorOf, type Mark, plainMark, plainStrip } from './strip.ts';
import { type Claim, type ClaimFigure, judged, noTrials, undecided } from './verdict.ts';
import { capital, digits, either } from './words.ts';

const SCENARIO = 'payload-sweep';

/** The same data in two encodings, each at its own point. */
const CODINGS = [
  {
    point: 'binary',
    baseline: '1024',
    what: 'text as JSON in binary frames instead of text frames',
    short: 'binary frames',
  },
  {
    point: 'msgpack',
    baseline: '1024',
    what: 'text as MessagePack instead of JSON',
    short: 'text as MessagePack',
  },
  {
    point: 'numbers-msgpack',
    baseline: 'numbers',
    what: 'numbers as MessagePack instead of JSON',
    short: 'numbers as MessagePack',
  },
] as const;

/**
 * The values of WebSocket at a point by block; with `floor`, as a multiple of bare TCP in the same
 * block.
 */
function byBlock(run: Run, place: PointRef, { of }: Quantity, floor: boolean): Map<string, BlockRatio> {
  const floors = new Map(trialsOf(run, place, 'tcp-floor').map(trial => [blockKey(trial), of(trial)]));
  return new Map(
    trialsOf(run, place, 'websocket').flatMap(trial => {
      const [own, least] = [of(trial), floor ? (floors.get(blockKey(trial)) ?? null) : 1];
      return own && least ? [[blockKey(trial), { ...blockRef(trial), ratio: own / least }] as const] : [];
    }),
  );
}

/**
 * One point as a multiple of another, block by block. The two points do not form a pair within a
 * block. Bytes do not need one, because they are counted exactly. CPU is taken relative to bare
 * TCP, which every block has.
 */
function across(run: Run, place: PointRef, baseline: PointRef, quantity: Quantity): RatioInterval | null {
  const isCpu = quantity === cpuPerDelivery;
  const references = byBlock(run, baseline, quantity, isCpu);
  const ratios = [...byBlock(run, place, quantity, isCpu)].flatMap(([block, own]) => {
    const reference = references.get(block);
    return reference === undefined ? [] : [{ ...own, ratio: own.ratio / reference.ratio }];
  });
  // One transport at two points: how much sessions differ in that is not recorded.
  return ratioInterval(ratios, null);
}

/** How many times smaller an encoding is. */
function markOf(label: string, short: string, interval: RatioInterval): Mark {
  const { median: ratio, low: lower, high: upper, sessions = [] } = interval;
  return {
    ...plainMark({ label, short }, comparedVerdict(verdict(interval), 'less')),
    ...factorOf({ ratio, lower, upper }, 'less'),
    sessions: sessions.map(one => comparedVerdict(one.verdict, 'less')),
  };
}

export const BINARY_CLAIM: Claim = {
  id: 'C9',
  claim: 'WebSocket carries its data as binary, which is smaller than text.',
  judge(run) {
    const figures: ClaimFigure[] = [];
    const findings: {
      what: string;
      mark: Mark;
      bytes: RatioInterval;
      cpu: RatioInterval | null;
    }[] = [];
    for (const { point, baseline, what, short } of CODINGS) {
      const [place, reference] = [placeOf(run, SCENARIO, point), placeOf(run, SCENARIO, baseline)];
      for (const at of [place, reference]) {
        if (!at || trialsOf(run, at, 'websocket').length === 0) {
          return noTrials(
            `scenario ${SCENARIO}, point ${at === place ? point : baseline}, ${inProse('websocket')}`,
          );
        }
        for (const quantity of [bytesPerDelivery, cpuPerDelivery]) {
          const figure = figureOf(run, at, 'websocket', quantity);
          const isKnown = figures.some(one => one.point === figure?.point && one.label === figure.label);
          if (figure && !isKnown) figures.push(figure);
        }
      }
      const bytes = across(run, place as PointRef, reference as PointRef, bytesPerDelivery);
      if (!bytes) return undecided(`the bytes of ${what}`, { strips: [], figures });
      findings.push({
        what,
        mark: markOf(what, short, bytes),
        bytes,
        cpu: across(run, place as PointRef, reference as PointRef, cpuPerDelivery),
      });
    }
    const times = (ratio: number, what: string) =>
      digits(ratio) === '1' ? `the same ${what}` : `${digits(ratio)} times the ${what}`;
    const sentence = ({ what, bytes, cpu }: (typeof findings)[number]) =>
      `${capital(what)}: ${times(bytes.median, 'bytes')}${cpu ? ` and ${times(cpu.median, 'CPU')}` : ''}.`;
    const because = `${findings.map(sentence).join(' ')} Text frames carried the same data just as well.`;
    const strips = [
      plainStrip(
        '',
        { measure: 'bytes per delivery, text ÷ binary', unit: '×' },
        findings.map(({ mark }) => mark),
      ),
    ];
    return judged(
      { sentence: sentenceOf(strips), strips, because, figures },
      {
        open: 'the bytes of binary data',
        condition() {
          const smaller = findings.filter(({ mark }) => mark.verdict === 'true');
          const where = smaller.map(({ what, bytes }) => `${what} (${times(bytes.median, 'bytes')})`);
          return `the messages carry ${either(where)}`;
        },
      },
    );
  },
};
