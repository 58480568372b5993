import { inProse, isTested, type Transport } from '../../scenarios/load/transport.ts';
import { list, withUnit } from '../text/format.ts';

interface Named {
  transport: Transport;
  value: number | null;
  /** Words that follow the figure. */
  more?: string;
}

/** Contestants and their figures as a sentence part, least first, then the references; empty if none has one. */
export function leastFirst(all: Named[], unit: string): string {
  const known = all.filter(one => one.value !== null).toSorted((a, b) => Number(a.value) - Number(b.value));
  const spoken = (ones: Named[]) =>
    list(
      ones.map(({ transport, value, more = '' }) => `${inProse(transport)} ${withUnit(value, unit)}${more}`),
    );
  const contestants = spoken(known.filter(one => isTested(one.transport)));
  const references = spoken(known.filter(one => !isTested(one.transport)));
  return [contestants, references && `for reference ${references}`].filter(Boolean).join('; ');
}
