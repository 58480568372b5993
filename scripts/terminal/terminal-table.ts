import { stripVTControlCharacters } from 'node:util';
import type { Terminal } from './terminal.ts';

/** Why a value is marked: it is the best of its column, or one of those that may be. */
export type Mark = 'best' | 'leading';

/** A text in a table, or a value with its mark. */
export type Cell = string | { value: string; mark: Mark };

/** What a table shows: the first `texts` columns are texts, the others numbers. */
export interface TableText {
  head: readonly string[];
  texts: number;
  rows: readonly (readonly Cell[])[];
}

/** What stands behind a marked value, with and without colour. */
export const MARKS: Readonly<Record<Mark, string>> = { best: '*', leading: '=' };
const GAPS = [2, 1] as const;

/** A column of texts, each already marked, with its head first. */
interface Column {
  cells: string[];
  isText: boolean;
}

const isMarked = (cell: Cell | undefined): cell is Exclude<Cell, string> => typeof cell === 'object';

/** Pads the values beside a marked one, so that their last digits stand in line. */
function columnsOf({ head, texts, rows }: TableText): Column[] {
  return head.map((title, column) => {
    const cells = rows.map(row => row[column]);
    const unmarked = cells.some(isMarked) ? '\u00a0' : '';
    const marked = cells.map(cell =>
      isMarked(cell) ? `${cell.value}${MARKS[cell.mark]}` : `${cell ?? ''}${unmarked}`,
    );
    return { cells: [`${title}${unmarked}`, ...marked], isText: column < texts };
  });
}

/** The parts of a text between which a line may break: at blanks, and behind a slash. */
const partsOf = (text: string): string[] => text.split(/(?<=[/-])(?=[^\d\s])| +/).filter(Boolean);
const widest = (texts: readonly string[]): number => Math.max(0, ...texts.map(({ length }) => length));

/** Breaks a cell into lines; a blank that stood between two parts stands there again. */
function linesOf(text: string, columns: number): string[] {
  const lines: string[] = [];
  let line = '';
  let rest = text;
  for (const part of partsOf(text)) {
    const isApart = rest.startsWith(' ');
    rest = rest.slice(rest.indexOf(part) + part.length);
    const next = line === '' ? part : `${line}${isApart ? ' ' : ''}${part}`;
    if (line !== '' && next.length > columns) {
      lines.push(line);
      line = part;
    } else {
      line = next;
    }
  }
  return [...lines, line];
}

/**
 * Makes the columns narrower, those with most room first, until all fit into `room` or are at their
 * least widths.
 */
function narrowed(widths: readonly number[], least: readonly number[], room: number): number[] {
  const narrow = [...widths];
  let excess = narrow.reduce((sum, width) => sum + width, 0) - room;
  for (; excess > 0; excess--) {
    const slack = narrow.map((width, index) => width - (least[index] ?? 0));
    const most = slack.indexOf(Math.max(...slack));
    if ((slack[most] ?? 0) <= 0) break;
    narrow[most] = (narrow[most] ?? 0) - 1;
  }
  return narrow;
}

/**
 * A width for each column: as its longest text where all fit into `columns`. Else heads are broken,
 * then the gaps become smaller, and at last texts are broken too.
 */
function widthsOf(all: readonly Column[], columns: number): { widths: number[]; gap: number } {
  const whole = all.map(({ cells }) => widest(cells));
  const leastOfParts = all.map(({ cells }) => widest(cells.flatMap(partsOf)));
  const leastOfHeads = all.map(({ cells: [head = '', ...values] }) =>
    Math.max(widest(partsOf(head)), widest(values)),
  );
  /** What the columns take up once they are broken to these widths. */
  const used = (widths: readonly number[]) =>
    all.map(({ cells }, column) => widest(cells.flatMap(cell => linesOf(cell, widths[column] ?? 0))));
  const ways = [leastOfHeads, leastOfParts].flatMap(least =>
    GAPS.map(gap => {
      const room = columns - gap * (all.length - 1);
      return { gap, room, widths: used(narrowed(whole, least, room)) };
    }),
  );
  const fits = ways.find(({ widths, room }) => widths.reduce((sum, width) => sum + width, 0) <= room);
  return fits ?? (ways.at(-1) as (typeof ways)[number]);
}

/**
 * A table of aligned columns without a box, at most as wide as the terminal. What is too long is
 * broken into lines and never cut; then a blank line stands between rows. A marked value has its
 * mark and, where there is colour, a colour. On a terminal a line follows the head.
 */
export function tableText(table: TableText, terminal: Terminal): string {
  const all = columnsOf(table);
  const { widths, gap } = widthsOf(all, terminal.columns);

  /** The lines of one row; a head stands on the line above the values. */
  function rowLines(index: number): string[] {
    const broken = all.map(({ cells }, column) => linesOf(cells[index] ?? '', widths[column] ?? 0));
    const height = Math.max(...broken.map(({ length }) => length));
    return Array.from({ length: height }, (_, line) =>
      broken
        .map((lines, column) => {
          const from = index === 0 ? height - lines.length : 0;
          const text = lines[line - from] ?? '';
          const width = widths[column] ?? 0;
          const padded = all[column]?.isText ? text.padEnd(width) : text.padStart(width);
          const cell = index > 0 ? table.rows[index - 1]?.[column] : undefined;
          return isMarked(cell) && text !== '' ? terminal.paint(cell.mark, padded) : padded;
        })
        .join(' '.repeat(gap))
        .replaceAll('\u00a0', ' ')
        .trimEnd(),
    );
  }

  const head = rowLines(0).map(line => terminal.paint('head', line));
  const rows = table.rows.map((_, index) => rowLines(index + 1));
  const isBroken = rows.some(({ length }) => length > 1);
  const body = rows.flatMap((lines, index) => (isBroken && index > 0 ? ['', ...lines] : lines));
  const columns = widest([...head, ...body].map(line => stripVTControlCharacters(line)));
  const rule = terminal.isTerminal ? [terminal.paint('faint', '─'.repeat(columns))] : [];
  return [...head, ...rule, ...body].join('\n');
}
