import type { Run } from '../../results/format/run.ts';
import { inProse, isTested } from '../../scenarios/load/transport.ts';
import { latenessOf } from '../model/lateness.ts';
import { type Measure, metricsOf } from '../model/metric.ts';
import type { PointView } from '../model/point.ts';
import { type Entry, type Outcome, type Rival, rank } from '../model/rank.ts';
import { labelled } from '../parts/swatch.ts';
import { capital, counted, list, NOTHING, rangeOf, withUnit } from '../text/format.ts';
import { anchor, html, type Markup } from '../text/html.ts';
import { apartInWords } from '../words/allowance.ts';
import { sessionsInWords } from '../words/sessions.ts';
import { intervalInWords, ratioInWords, VERDICTS } from '../words/verdicts.ts';

const named = ({ transport, spread }: Entry, unit: string): string =>
  `${inProse(transport)} ${withUnit(spread.value, unit)}`;

const ranged = (entry: Entry, unit: string): string => {
  const ends = rangeOf(entry.spread);
  return ends ? `${named(entry, unit)} (${ends})` : named(entry, unit);
};

function blocksOf(entries: Entry[]): string {
  const counts = entries.map(entry => entry.spread.blocks);
  const [least, most] = [Math.min(...counts), Math.max(...counts)];
  return least === most ? counted(most, 'block') : `${least} to ${most} blocks`;
}

/**
 * The other transports with their ratios to the first and the intervals; with the number of blocks
 * where a pair has fewer.
 */
const ratios = (rivals: Rival[], unit: string, blocks: number): string =>
  rivals
    .map(rival => {
      const { interval, ratios, verdict } = rival.against;
      const sessions = sessionsInWords(interval, verdict);
      const paired = ratios.length < blocks ? `; ${counted(ratios.length, 'block')}` : '';
      const ratio =
        interval &&
        `, ${ratioInWords(rival.against)} (${intervalInWords(rival.against)}${paired}${sessions && `; ${sessions}`})`;
      return `${named(rival, unit)}${ratio ?? ', no interval'}`;
    })
    .join('; ');

type Compared = Exclude<Outcome, { kind: 'not-compared' }>;

function title({ kind, first, rivals }: Compared): Markup {
  const close = rivals.filter(({ against }) => against.verdict !== 'more');
  const names = [first, ...close].map(
    ({ transport }, index) => html`${index > 0 && html` <span class="or">or</span> `}${labelled(transport)}`,
  );
  switch (kind) {
    case 'lowest':
      return html`<p class="verdict">${labelled(first.transport)} <b class="lowest">lowest</b></p>`;
    case 'equal':
      return html`<p class="verdict either">${names} <b class="lowest">${VERDICTS.equal}</b></p>`;
    case 'unresolved':
      return close.length === rivals.length
        ? html`<p class="verdict unresolved">${capital(VERDICTS.unresolved)}</p>`
        : html`<p class="verdict either">${names}</p>`;
  }
}

function compared(outcome: Compared, unit: string): Markup {
  const { kind, first, rivals } = outcome;
  const ends = rangeOf(first.spread);
  const { blocks } = first.spread;
  const scatter = ends
    ? `${ends}; ${counted(blocks, 'block')}`
    : `the same in each of ${counted(blocks, 'block')}`;
  const those = (isOne: (against: Rival['against']) => boolean) =>
    ratios(
      rivals.filter(({ against }) => isOne(against)),
      unit,
      blocks,
    );
  const equal = those(({ verdict }) => verdict === 'equal');
  const more = those(({ verdict }) => verdict === 'more');
  const isOpen = ({ verdict }: Rival['against']) => verdict === 'unresolved' || verdict === 'less';
  const open = those(against => isOpen(against) && against.interval !== null);
  const without = those(({ interval }) => interval === null);
  const value =
    kind === 'unresolved'
      ? html`<p class="detail">${capital(named(first, unit))} (${scatter}).</p>`
      : html`<p class="value">${withUnit(first.spread.value, unit)} <span>(${scatter})</span></p>`;
  const isDivided = rivals.some(({ against }) => against.interval !== null);
  const divisor = isDivided ? `×: of ${inProse(first.transport)}. ` : '';
  return html`${title(outcome)}
${value}
<p class="detail">${divisor}${open && `${capital(VERDICTS.unresolved)}: ${open}. `}${equal && `${capital(VERDICTS.equal)}: ${equal}. `}${more && `${capital(VERDICTS.more)}: ${more}. `}${without && `Not compared: ${without}.`}</p>`;
}

function finding(outcome: Outcome, { unit }: Measure): Markup {
  if (outcome.kind !== 'not-compared') return compared(outcome, unit);
  const { reason, entries } = outcome;
  const all = list(entries.map(entry => ranged(entry, unit)));
  const figures = entries.length > 0 && html` ${capital(all)}; ${blocksOf(entries)}.`;
  return html`<p class="verdict unresolved">${entries.length > 0 ? 'Not compared' : NOTHING}</p>
<p class="detail">${capital(reason)}.${figures}</p>`;
}

/** A warning where p99 is mostly lateness of the publisher or the machine, not of the transport. */
function lateness(view: PointView, metric: Measure, run: Run): Markup | null {
  const late = metric.id === 'p99' ? latenessOf(view, run.environment) : null;
  const tested = late?.transports.filter(isTested) ?? [];
  if (tested.length === 0) return null;
  const whose = view.point.load.senders ? 'senders’' : 'publisher’s';
  return html`<p class="detail warn">The ${whose} lag or a hiccup of the machine is half or more of this value for ${list(tested.map(inProse))}.</p>`;
}

function absent({ without, kind }: Outcome): Markup | null {
  if (without.length === 0 || kind === 'not-compared') return null;
  return html`<p class="detail">No valid value: ${list(without.map(inProse))}.</p>`;
}

function tile(metric: Measure, points: PointView[], run: Run): Markup {
  const findings = points.map(view => {
    const { scenario, point } = view;
    const label =
      points.length > 1 &&
      html`<a class="where" href="#${anchor('point', scenario.id, point.id)}">${point.label}</a>`;
    const outcome = rank(view, metric, run.run.preset);
    const apart = apartInWords([view], metric, run.run.preset);
    return html`<li>${label}${finding(outcome, metric)}${apart && html`<p class="detail">${apart.replace(' (thin line)', '')}</p>`}${absent(outcome)}${lateness(view, metric, run)}</li>`;
  });
  return html`<div class="tile"><h4>${metric.title}</h4><ul>${findings}</ul></div>`;
}

/**
 * One tile for each measure: the lowest transport at each of these points, where this is decided.
 */
export const renderTiles = (points: PointView[], run: Run): Markup =>
  html`<div class="tiles">${metricsOf(points).map(metric => tile(metric, points, run))}</div>`;
