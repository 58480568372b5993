const tidy = (text: string | null | undefined): string => text?.replace(/\s+/g, ' ').trim() ?? '';

/** The value of a cell without its badge and its picture, and the range below it. */
function partsOf(cell: Element): { text: string; range: string } {
  const copy = cell.cloneNode(true) as Element;
  const range = [...copy.querySelectorAll('small')].map(one => tidy(one.textContent)).join(' ');
  for (const one of copy.querySelectorAll('small, .lowest, .strips')) one.remove();
  return { text: tidy(copy.textContent), range };
}

/** The cells of each row by column; empty cells follow a cell that spans several columns. */
function gridOf(table: HTMLTableElement): { text: string; range: string }[][] {
  // A row that folds something is no row of values.
  const rows = [...table.rows].filter(row => !row.querySelector('details'));
  return rows.map(row =>
    [...row.cells].flatMap(cell => [
      partsOf(cell),
      ...Array.from({ length: cell.colSpan - 1 }, () => ({ text: '', range: '' })),
    ]),
  );
}

/**
 * A table as tab-separated values without its caption, for a spreadsheet. Ranges have their own
 * columns: values stay numbers.
 */
export function tsvOf(table: HTMLTableElement): string {
  const grid = gridOf(table);
  const heads = table.tHead?.rows.length ?? 0;
  const width = Math.max(...grid.map(row => row.length));
  const ranged = Array.from(
    { length: width },
    (_, column) =>
      // The first column names the row and has no range.
      column > 0 && grid.slice(heads).some(row => row[column]?.range),
  );
  const line = (row: { text: string; range: string }[], index: number): string =>
    ranged
      .flatMap((hasRange, column) => {
        const { text = '', range = '' } = row[column] ?? {};
        if (!hasRange) return [text];
        const isTitle = index === heads - 1;
        return [text, isTitle ? `${text}, range` : index < heads ? '' : range];
      })
      .join('\t');
  return grid.map(line).join('\n');
}
