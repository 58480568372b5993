import Table from 'cli-table3';

/** A table for a terminal whose first columns are texts and whose others are figures. */
export function tableOf(head: string[], texts: number): InstanceType<typeof Table> {
  return new Table({
    head,
    style: { head: [], border: [] },
    colAligns: head.map((_, column) => (column < texts ? 'left' : 'right')),
  });
}
