/** What a cell says: its figure, and in brackets the range that stands below it. */
function textOf(cell: Element): string {
  const small = [...cell.querySelectorAll('small')].map(one => one.textContent?.trim() ?? '');
  const copy = cell.cloneNode(true) as Element;
  for (const one of copy.querySelectorAll('small')) one.remove();
  const main = copy.textContent?.replace(/\s+/g, ' ').trim() ?? '';
  const beside = small.filter(Boolean).join(' ');
  return beside ? `${main} (${beside})` : main;
}

/** A table as tab-separated values, its caption left out: what a spreadsheet takes from the clipboard. */
export function tsvOf(table: HTMLTableElement): string {
  return [...table.rows].map(row => [...row.cells].map(textOf).join('\t')).join('\n');
}
