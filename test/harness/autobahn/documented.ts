import { expect } from 'vitest';
import { rowsBelow } from '../conformance-document.ts';
import { remarkableRows, sectionRows } from './cases.ts';
import type { Outcomes } from './program.ts';

/**
 * Compares what the suite found with the tables below a heading of docs/conformance.md; `rowsOf`
 * makes the rows of the first.
 */
export function expectAsDocumented(title: string, outcomes: Outcomes, rowsOf = sectionRows): void {
  expect(rowsOf(outcomes)).toEqual(rowsBelow(title));
  const remarkable = rowsBelow(`${title}: cases to explain`);
  expect(remarkableRows(outcomes)).toEqual(remarkable.map(row => row.slice(0, 3)));
  for (const row of remarkable) expect(row[3], row[0]).toMatch(/\w/);
}
