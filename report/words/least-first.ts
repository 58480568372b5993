import { inProse, isTested, type Transport } from '../../scenarios/load/transport.ts';
import { list, withUnit } from '../text/format.ts';

interface Named {
  transport: Transport;
  value: number | null;
  /** Words that follow the value. */
  more?: string;
}

/**
 * Transports and their values as a sentence part, lowest first, then the references; empty if none
 * has a value.
 */
export function leastFirst(all: Named[], unit: string): string {
  const known = all.filter(one => one.value !== null).toSorted((a, b) => Number(a.value) - Number(b.value));
  const spoken = (ones: Named[]) =>
    list(
      ones.map(({ transport, value, more = '' }) => `${inProse(transport)} ${withUnit(value, unit)}${more}`),
    );
  const tested = spoken(known.filter(one => isTested(one.transport)));
  const references = spoken(known.filter(one => !isTested(one.transport)));
  return [tested, references && `for reference ${references}`].filter(Boolean).join('; ');
}
