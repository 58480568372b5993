import type { Run } from '../../results/format/run.ts';
import { inProse, type TestedTransport } from '../../scenarios/load/transport.ts';
import { capacities } from './carried.ts';
import { figureOf, type PointRef, placesOf } from './claim-figures.ts';
import { judgedOverRates, perOf, type Series, series, stripOf, swept } from './contrasts.ts';
import { effectsInWords } from './effects.ts';
import { cpuPerDelivery, cpuPerSubscriber } from './quantities.ts';
import { sweepInWords, where } from './rates.ts';
import { stripInWords } from './sentence.ts';
import { type Claim, type ClaimFigure, isSupported, noTrials } from './verdict.ts';
import { amount, capital, either, list } from './words.ts';

const SCENARIOS = ['notifications', 'ticker', 'rate-sweep'];
const POLLINGS = ['short-polling', 'long-polling'] as const satisfies TestedTransport[];

/** CPU per delivery, or per subscriber if nothing is delivered. */
const cpuAt = ({ load }: PointRef) => (load.arrivals.kind === 'none' ? cpuPerSubscriber : cpuPerDelivery);

/** CPU against WebSocket's: per delivery, or per subscriber if nothing is delivered. */
function loadOf(run: Run, polling: TestedTransport): Series {
  const pair = [polling, 'websocket'] as const;
  const busy = series(run, placesOf(run, SCENARIOS), pair, cpuPerDelivery);
  const idle = series(run, placesOf(run, ['idle']), pair, cpuPerSubscriber);
  return {
    ...busy,
    quantity: { ...busy.quantity, label: `${cpuPerDelivery.label}, or per subscriber without notifications` },
    contrasts: [...idle.contrasts, ...busy.contrasts],
    gaps: [...idle.gaps, ...busy.gaps],
  };
}

const findingsOf = (one: Series) => swept(one, 'more', one.subject);
const sentence = (one: Series) =>
  sweepInWords(findingsOf(one), {
    statement: `${capital(inProse(one.subject))} takes more CPU than ${inProse(one.baseline)}`,
    subject: `the CPU of ${inProse(one.subject)} against ${inProse(one.baseline)}`,
    per: perOf(one.subject),
    of: ' times',
  });

/** The memory of connections alone, without notifications. */
function memoryFigures(run: Run): ClaimFigure[] {
  return placesOf(run, ['idle']).flatMap(place =>
    [...POLLINGS, 'websocket' as const].flatMap(
      transport =>
        figureOf(run, place, transport, {
          label: 'server memory per subscriber',
          unit: 'B',
          of: ({ server }) => (server.rssBytes - server.rssBytesBeforeConnect) / place.load.subscribers,
        }) ?? [],
    ),
  );
}

/**
 * ` Server memory per waiting subscriber, at “10,000 subscribers, no notification”: …`, at the last
 * of the points with the most transports; empty without a value.
 */
function memoryInWords(run: Run, memory: readonly ClaimFigure[]): string {
  const points = placesOf(run, ['idle']).map(({ point, label }) => ({
    label,
    own: memory.filter(figure => figure.point === point),
  }));
  const most = Math.max(...points.map(({ own }) => own.length));
  const shown = points.findLast(({ own }) => own.length === most);
  if (!shown || most === 0) return '';
  const values = shown.own.map(
    ({ transport, value }) => `${inProse(transport as TestedTransport)} ${amount(value / 1024, 'KiB')}`,
  );
  return ` Server memory per waiting subscriber, at “${shown.label}”: ${list(values)}.`;
}

export const POLLING_LOAD_CLAIM: Claim = {
  id: 'C4',
  claim: 'Polling adds load to the server and lowers the number of subscribers that it can carry.',
  judge(run) {
    const all = POLLINGS.map(polling => loadOf(run, polling));
    const gap = all.find(({ contrasts }) => contrasts.length === 0);
    if (gap) {
      return noTrials(
        `scenario ${either([...SCENARIOS, 'idle'])} with ${inProse(gap.subject)} and ${inProse('websocket')} in one block`,
      );
    }
    const capacity = capacities(run, POLLINGS);
    const memory = memoryFigures(run);
    const cpuFigures = all.flatMap(({ contrasts }) =>
      contrasts.flatMap(({ place, figure, subject, baseline }) => [
        figure,
        ...[subject, baseline].flatMap(transport => figureOf(run, place, transport, cpuAt(place)) ?? []),
      ]),
    );
    const figures = [...cpuFigures, ...memory, ...capacity.figures];
    const cpuStrips = all.map(one => stripOf(one, 'more', one.subject, inProse(one.subject)));
    const strips = [...cpuStrips, ...capacity.strips];
    const fewer = capacity.strips.map(strip => `; ${strip.name}: ${stripInWords(strip, 'none')}`);
    const because = `${all.map(sentence).join(' ')}${capacity.words}${memoryInWords(run, memory)}`;
    return judgedOverRates(
      all,
      {
        sentence: effectsInWords(cpuStrips, `the CPU of ${inProse('websocket')}`, fewer.join('')),
        strips,
        because,
        figures,
      },
      {
        open: 'whether polling adds load or carries fewer subscribers',
        condition() {
          const loading = all.filter(one => isSupported(findingsOf(one)));
          if (loading.length === 0)
            return 'the measure is the number of subscribers, not the CPU per delivery';
          const uses = loading.map(
            one => `${inProse(one.subject)} ${where(findingsOf(one), perOf(one.subject))}`,
          );
          return `the client uses ${uses.join(', or ')}`;
        },
      },
    );
  },
};
