/** Digits of a written number. */
const DIGITS = 3;

/** A number with few digits, as in a file that a command writes. */
export const digits = (value: number): number => Number(value.toPrecision(DIGITS));

/** A property's name, in quotes only where it needs them. */
export const key = (name: string): string => (/^\w+$/.test(name) ? name : `'${name}'`);

const isNested = (value: unknown): boolean => typeof value === 'object' && value !== null;

/** The source text of a value, as Biome formats it: objects without others in them on one line. */
export function sourceText(value: unknown, indent = ''): string {
  const inner = `${indent}  `;
  if (typeof value === 'number') return `${digits(value)}`;
  if (typeof value === 'string') return `'${value}'`;
  if (Array.isArray(value)) {
    const items = value.map(one => `${inner}${sourceText(one, inner)},\n`);
    return items.length === 0 ? '[]' : `[\n${items.join('')}${indent}]`;
  }
  if (!isNested(value)) return `${value}`;
  const entries = Object.entries(value as object);
  if (!entries.some(([, one]) => isNested(one))) {
    return `{ ${entries.map(([name, one]) => `${key(name)}: ${sourceText(one)}`).join(', ')} }`;
  }
  const lines = entries.map(([name, one]) => `${inner}${key(name)}: ${sourceText(one, inner)},\n`);
  return `{\n${lines.join('')}${indent}}`;
}
