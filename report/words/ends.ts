import { inProse, type Transport } from '../../scenarios/load/transport.ts';
import { withUnit } from '../text/format.ts';

/** A transport and its value. */
export interface NamedValue {
  transport: Transport;
  value: number;
}

/** `1.01 s (short polling) to 3.14 s (long polling)`; one value where all read the same. */
export function endsInWords(values: readonly NamedValue[], unit: string): string {
  const sorted = values.toSorted((a, b) => a.value - b.value);
  const [least, most] = [sorted[0], sorted.at(-1)];
  if (!least || !most) return '';
  const named = ({ transport, value }: NamedValue) => `${withUnit(value, unit)} (${inProse(transport)})`;
  const isOne = withUnit(least.value, unit) === withUnit(most.value, unit);
  return isOne && least !== most
    ? withUnit(least.value, unit)
    : [...new Set([least, most].map(named))].join(' to ');
}
