import Table from 'cli-table3';

/** A terminal table: the first columns are texts, the others numbers. */
export function tableOf(head: string[], texts: number): InstanceType<typeof Table> {
  return new Table({
    head,
    style: { head: [], border: [] },
    colAligns: head.map((_, column) => (column < texts ? 'left' : 'right')),
  });
}

/** The same without lines between its rows, for a table of many. */
export function longTableOf(head: string[], texts: number): InstanceType<typeof Table> {
  const table = tableOf(head, texts);
  Object.assign(table.options.chars, { mid: '', 'left-mid': '', 'mid-mid': '', 'right-mid': '' });
  return table;
}
