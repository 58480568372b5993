import type { LinearFit } from '../statistics/least-squares.ts';
import type { Predictors, Term } from './terms.ts';

/** The columns of a fit. Terms that the cells cannot separate have one column together. */
export interface Columns {
  terms: readonly Term[];
  /** For each term the place of its column. */
  places: number[];
  /** For each term the term whose coefficient it takes; null for its own. */
  takenFrom: (Term['id'] | null)[];
}

/**
 * The columns for these terms. A term joins another where no cell has more of it, if it names one
 * that it is like then.
 */
export function columnsOf(terms: readonly Term[], cells: readonly Predictors[]): Columns {
  const takenFrom = terms.map(({ amount, unseenAs }) => {
    const other = terms.find(({ id }) => id === unseenAs);
    if (!other) return null;
    return cells.some(cell => amount(cell) > other.amount(cell)) ? null : other.id;
  });
  const own = terms.filter((_, index) => takenFrom[index] === null);
  const places = terms.map(({ id }, index) => own.findIndex(one => one.id === (takenFrom[index] ?? id)));
  return { terms, places, takenFrom };
}

/** The row of a cell: the amount of each column. */
export function rowOf({ terms, places }: Columns, cell: Predictors): number[] {
  const row = new Array<number>(new Set(places).size).fill(0);
  for (const [index, term] of terms.entries()) {
    const place = places[index] as number;
    row[place] = (row[place] as number) + term.amount(cell);
  }
  return row;
}

/** The fit of columns as one of terms: terms of one column have the same coefficient and error. */
export function perTerm({ places }: Columns, fit: LinearFit): LinearFit {
  const { coefficients, standardErrors, covariance } = fit;
  return {
    ...fit,
    coefficients: places.map(place => coefficients[place] as number),
    standardErrors: places.map(place => standardErrors[place] ?? null),
    covariance: covariance && places.map(row => places.map(column => covariance[row]?.[column] as number)),
  };
}
