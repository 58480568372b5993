import { inProse, nameOf, TRANSPORTS, type Transport } from '../../scenarios/load/transport.ts';
import type { Cell, Table } from '../charts/spec.ts';
import { isBetterAt } from '../model/needs.ts';
import { counted, list, midSentence, NOTHING, times, withUnit } from '../text/format.ts';
import { extentInShort, undecidedInShort } from '../words/extent.ts';
import { intervalInWords } from '../words/interval.ts';
import { type Exclusion, type ExclusionOf, meaningsOf } from './excluded.ts';
import type { NeedFacts } from './facts.ts';
import type { MeasuredTransport, NeedExample, Ratio } from './need-example.ts';

/** `×964`, or as the matrix says where it is not known to be more: `tied` or `?`. */
const standingOf = ({ isMore, isTied }: MeasuredTransport, ratio: Ratio): string =>
  isMore ? times(ratio.median) : isTied ? 'tied' : '?';

/** `494 ms`, and below `×964; 494–1,537` or `tied; 0.703–1.66`. */
function measuredCell(one: MeasuredTransport | undefined, unit: string): Cell {
  if (!one) return NOTHING;
  const { ratio } = one;
  const detail = ratio && `${standingOf(one, ratio)}; ${intervalInWords({ interval: ratio })}`;
  return { value: withUnit(one.value, unit), detail: detail ?? '' };
}

/** `lowest`, or `lowest, excluded` of a transport that the reader cannot use. */
const lowestInWords = (exclusion: Exclusion | null): string =>
  ['lowest', exclusion ?? ''].filter(Boolean).join(', ');

/** The values of each decided need at one point; null without one. */
export function evidenceTable(needs: readonly NeedFacts[], exclusionOf: ExclusionOf): Table | null {
  const shown = needs.flatMap(need => (need.example ? [{ need, example: need.example }] : []));
  if (shown.length === 0) return null;
  const tried = new Set(shown.flatMap(({ example }) => example.measured.map(({ transport }) => transport)));
  const transports = TRANSPORTS.filter(one => tried.has(one));
  const cellOf = (
    transport: Transport,
    { measured, unit, lowest }: NeedExample,
    exclusion: Exclusion | null,
  ): Cell => {
    const cell = measuredCell(
      measured.find(one => one.transport === transport),
      unit,
    );
    return transport === lowest && typeof cell === 'object' && 'value' in cell
      ? { value: cell.value, detail: lowestInWords(exclusion) }
      : cell;
  };
  const said = shown.flatMap(({ need, example }) => exclusionOf(need, example.lowest) ?? []);
  return {
    caption: [
      'Each need at one point. Small print: ratio to the lowest block by block, with its 95% interval. “tied” and “?”: as in the matrix',
      ...meaningsOf(said),
    ].join('. '),
    columns: ['Need', ...transports.map(nameOf)],
    rows: shown.map(({ need, example }) => [
      {
        value: need.title,
        detail: [`${example.measure}, ${example.place}`, extentInShort(need)].filter(Boolean).join('; '),
      },
      ...transports.map(transport => cellOf(transport, example, exclusionOf(need, transport))),
    ]),
  };
}

/** The needs that are not decided, in one sentence; empty if all are. */
export function undecidedInWords(needs: readonly NeedFacts[]): string {
  const open = needs.filter(({ example }) => example === null);
  if (open.length === 0) return '';
  return `Not decided: ${list(open.map(need => `${midSentence(need.title)} (${undecidedInShort(need)})`))}.`;
}

/**
 * `Open: messages both ways (trend, not decided: SSE lowest in 2 of 3 tests).`; empty if every
 * need is decided at some point. Those of `excluded` are marked.
 */
export function openInWords(needs: readonly NeedFacts[], excluded: readonly Transport[]): string {
  const nameIt = (one: Transport) => `${excluded.includes(one) ? 'excluded ' : ''}${inProse(one)}`;
  const words = needs
    .filter(({ example }) => example === null)
    .map(({ title, compared, trend }) =>
      trend === null
        ? midSentence(title)
        : `${midSentence(title)} (trend, not decided: ${list(trend.transports.map(nameIt))} lowest in ${trend.at} of ${counted(compared, 'test')})`,
    );
  return words.length === 0 ? '' : `Open: ${words.join('; ')}.`;
}

/** `SSE ×1.34 (1.21–1.49)`, where it is known to have more; null where no point says so. */
function knownLoss({ transport, ratio, isMore, elsewhere }: MeasuredTransport): string | null {
  const name = inProse(transport);
  const inText = (own: Ratio) => `${name} ${times(own.median)} (${intervalInWords({ interval: own })})`;
  if (isMore && ratio) return inText(ratio);
  return elsewhere && `${inText(elsewhere.ratio)} at “${elsewhere.place}”`;
}

/** `, but is excluded` of one, or `, but SSE is excluded` of several. */
function butExcluded(out: readonly Transport[], better: readonly Transport[]): string {
  const who = out.length === better.length ? '' : ` ${list(out.map(inProse))}`;
  return `, but${who} ${out.length === 1 ? 'is' : 'are'} excluded`;
}

/**
 * What a need loses by the chosen transports, in one line; empty if one of them leads there. Others
 * are better where each of the chosen is known to have more. It quotes points at which the loss is
 * decided, and no others. Of `excluded` it says that the reader cannot use them.
 */
export function lossInWords(
  need: NeedFacts,
  chosen: readonly Transport[],
  excluded: readonly Transport[],
): string {
  const { title, best, example, splits } = need;
  if (!example || best.length === 0 || best.some(one => chosen.includes(one))) return '';
  const at = splits.filter(split => isBetterAt(split, best, chosen));
  const better = best.filter(one => at.some(({ front }) => front.includes(one)));
  if (better.length === 0) {
    return `“${title}”: whether ${list(best.map(inProse))} would be better is not decided.`;
  }
  const own = example.measured.filter(({ transport }) => chosen.includes(transport));
  const words = own.map(knownLoss).filter(text => text !== null);
  const costs =
    words.length === 0
      ? ''
      : ` ${own.every(({ isMore }) => isMore) ? 'There' : 'Where decided'}: ${list(words)}.`;
  const out = better.filter(one => excluded.includes(one));
  const but = out.length === 0 ? '' : butExcluded(out, better);
  return `“${title}”: ${list(better.map(inProse))} would be better${but}.${costs}`;
}
