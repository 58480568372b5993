import { type Static, Type } from 'typebox';
import { memberText } from './json-text.ts';
import { printable } from './printable.ts';

const Name = Type.Optional(Type.String({ minLength: 1 }));

/** The fields of a trace that have other names; `a.b` is the field b of the field a. */
export const TraceFields = Type.Object(
  {
    time: Name,
    topic: Name,
    payload: Type.Optional(Type.String({ minLength: 1, description: '"." is the whole event' })),
  },
  { additionalProperties: false },
);
export type TraceFields = Static<typeof TraceFields>;

export const FIELD_NAMES = ['time', 'topic', 'payload'] as const;
type FieldName = (typeof FIELD_NAMES)[number];

/** The payload that is the event itself. */
const WHOLE = '.';

/** What an event has in its fields. */
interface Found {
  time: unknown;
  topic: unknown;
  payloadText: string;
}

/** Reads the fields of an event: of its value, and of its JSON text. */
export interface Fields {
  /** Throws what `fault` makes if a field is missing. */
  of(event: object, text: string, fault: (why: string) => Error): Found;
}

/**
 * The steps from an event to a field; null if it has no such field. A name that has a dot itself
 * goes before a nested one.
 */
function stepsTo(event: unknown, path: string): string[] | null {
  if (typeof event !== 'object' || event === null || Array.isArray(event)) return null;
  if (Object.hasOwn(event, path)) return [path];
  for (let dot = path.indexOf('.'); dot !== -1; dot = path.indexOf('.', dot + 1)) {
    const name = path.slice(0, dot);
    const rest = Object.hasOwn(event, name)
      ? stepsTo((event as Record<string, unknown>)[name], path.slice(dot + 1))
      : null;
    if (rest) return [name, ...rest];
  }
  return null;
}

/** How to read the fields of a trace; a name that is left out is that of the field itself. */
export function fieldsOf(names: TraceFields = {}): Fields {
  const nameOf = (field: FieldName) => names[field] ?? field;
  return {
    of(event, text, fault) {
      function steps(field: FieldName): string[] {
        const name = nameOf(field);
        const found = stepsTo(event, name);
        if (found) return found;
        const has = Object.keys(event).join(', ') || 'none';
        throw fault(
          `no field ${printable(JSON.stringify(name))}; it has ${printable(has, 100)}; --map ${field}=NAME says its name`,
        );
      }
      const inField = (field: FieldName) =>
        steps(field).reduce((value: unknown, name) => (value as Record<string, unknown>)[name], event);
      const textOf = (field: FieldName) =>
        steps(field).reduce((json: string, name) => memberText(json, name) as string, text);
      return {
        time: inField('time'),
        topic: inField('topic'),
        payloadText: nameOf('payload') === WHOLE ? text.trim() : textOf('payload'),
      };
    },
  };
}
