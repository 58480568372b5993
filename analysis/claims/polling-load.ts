import type { Run } from '../../results/format/run.ts';
import { inProse, type TestedTransport } from '../../scenarios/load/transport.ts';
import { capacityFigure, capacityOf, carriesFewer } from './capacity.ts';
import { figureOf, type PointRef, placesOf } from './claim-figures.ts';
import { isSwept, onlyThere, perOf, type Series, SWEEP, series, swept } from './contrasts.ts';
import { cpuPerDelivery, cpuPerSubscriber } from './quantities.ts';
import { where } from './rates.ts';
import {
  type Claim,
  type ClaimFigure,
  type Extent,
  extent,
  type Finding,
  holds,
  holdsIf,
  noTrials,
  notMeasured,
  refuted,
  unresolved,
} from './verdict.ts';
import { amount, digits, list } from './words.ts';

const SCENARIOS = ['notifications', 'ticker', 'rate-sweep'];
const POLLINGS = ['short-polling', 'long-polling'] as const satisfies TestedTransport[];

/** By delivery, or by subscriber where nothing is delivered. */
const cpuAt = ({ load }: PointRef) => (load.arrivals.kind === 'none' ? cpuPerSubscriber : cpuPerDelivery);

/** CPU beside WebSocket's: by delivery, or by subscriber where nothing is delivered. */
function loadOf(run: Run, polling: TestedTransport): Series {
  const pair = [polling, 'websocket'] as const;
  const busy = series(run, placesOf(run, SCENARIOS), pair, cpuPerDelivery);
  const idle = series(run, placesOf(run, ['idle']), pair, cpuPerSubscriber);
  return { ...busy, contrasts: [...idle.contrasts, ...busy.contrasts] };
}

const findingsOf = (one: Series) => swept(one, 'more', one.subject);
const clause = (one: Series) =>
  `${inProse(one.subject)} ${where(findingsOf(one), perOf(one.subject), ' times the CPU of WebSocket')}`;

/** What connections alone take, where nothing happens. */
function memoryFigures(run: Run): ClaimFigure[] {
  return placesOf(run, ['idle']).flatMap(place =>
    [...POLLINGS, 'websocket' as const].flatMap(
      transport =>
        figureOf(run, place, transport, {
          label: 'memory of the server per subscriber',
          unit: 'B',
          of: ({ server }) => (server.rssBytes - server.rssBytesBeforeConnect) / place.load.subscribers,
        }) ?? [],
    ),
  );
}

/** Who carries how many, and whether each polling carries fewer than WebSocket. */
function capacities(run: Run) {
  const websocket = capacityOf(run, 'websocket');
  const own = POLLINGS.map(polling => capacityOf(run, polling)).filter(one => one !== null);
  const known = websocket ? [...own, websocket] : own;
  const findings: Finding[] = websocket ? own.map(one => ({ supports: carriesFewer(one, websocket) })) : [];
  const words = known.map(
    ({ transport, held, failed }) =>
      `${inProse(transport)} ${digits(held)}${Number.isFinite(failed) ? '' : ' or more'}`,
  );
  return {
    findings,
    figures: known.map(capacityFigure),
    words: known.length === 0 ? '' : ` One server process carried so many subscribers: ${list(words)}.`,
  };
}

/** One polling that is known to carry fewer is somewhere; a search that leaves it open says nothing against the others. */
function capacityExtent(findings: readonly Finding[]): Extent | null {
  const all = extent(findings);
  return all === null && findings.some(({ supports }) => supports) ? 'somewhere' : all;
}

/** What CPU and capacity say together; capacity counts as soon as it says anything. */
const together = (cpu: Extent | null, capacity: Extent | null): Extent | null =>
  capacity === null || capacity === cpu ? cpu : cpu === null ? null : 'somewhere';

export const POLLING_LOAD_CLAIM: Claim = {
  id: 'C4',
  claim: 'Polling adds load to the server and lowers the number of subscribers that it can carry.',
  judge(run) {
    const all = POLLINGS.map(polling => loadOf(run, polling));
    const gap = all.find(({ contrasts }) => contrasts.length === 0);
    if (gap) {
      return noTrials(
        `scenario ${list([...SCENARIOS, 'idle'])} with ${inProse(gap.subject)} beside ${inProse('websocket')} in one block`,
      );
    }
    const capacity = capacities(run);
    const memory = memoryFigures(run);
    const cpuFigures = all.flatMap(({ contrasts }) =>
      contrasts.flatMap(({ place, figure, subject, baseline }) => [
        figure,
        ...[subject, baseline].flatMap(transport => figureOf(run, place, transport, cpuAt(place)) ?? []),
      ]),
    );
    const figures = [...cpuFigures, ...memory, ...capacity.figures];
    const extents = all.map(one => extent(findingsOf(one)));
    const loading = all.filter(
      (_, index) => extents[index] === 'everywhere' || extents[index] === 'somewhere',
    );
    const unsettled = all[extents.indexOf(null)];
    if (unsettled && loading.length === 0)
      return unresolved(`the load of ${inProse(unsettled.subject)}`, figures);
    const memoryWords = memory
      .filter(({ point }) => point === memory.at(-1)?.point)
      .map(
        ({ transport, value }) => `${inProse(transport as TestedTransport)} ${amount(value / 1024, 'KiB')}`,
      );
    const because =
      `${inProse('websocket')} takes less CPU than ${list(all.map(clause))}.${capacity.words}` +
      (memoryWords.length === 0 ? '' : ` A waiting subscriber takes memory: ${list(memoryWords)}.`);
    const whole = together(extent(all.flatMap(findingsOf)), capacityExtent(capacity.findings));
    if (whole === null) return unresolved('whether polling adds load or carries fewer', figures);
    if (whole === 'everywhere') {
      return isSwept(all) ? holds(because, figures) : holdsIf(onlyThere(all), because, figures);
    }
    if (whole === 'nowhere') {
      return isSwept(all) ? refuted(because, figures) : notMeasured(`scenario ${SWEEP}`, because, figures);
    }
    return holdsIf(
      loading.length === 0
        ? 'the number of subscribers is what counts, and not the CPU of a delivery'
        : `the client uses ${loading.map(clause).join(', or ')}`,
      because,
      figures,
    );
  },
};
