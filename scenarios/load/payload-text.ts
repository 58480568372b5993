import { memberText, onOneLine } from './json-text.ts';

/**
 * The JSON text of the payload of a draft, a publication or a line of a trace, as it came, on one
 * line. A value that is parsed and made text again would differ: 1234567890123456789 becomes
 * 1234567890123456800, 1e400 becomes null, 1.10 becomes 1.1. `json` is the text of an object, which
 * JSON.parse and the schema have accepted. Throws if it has no payload.
 */
export function payloadText(json: string): string {
  const text = memberText(json, 'payload');
  if (text === undefined) throw new Error('no payload');
  return onOneLine(text);
}

/**
 * The JSON text of an object with these members, at least one, and a payload as the last, given as
 * JSON text.
 */
export function withPayload(members: object, payload: string): string {
  return `${JSON.stringify(members).slice(0, -1)},"payload":${payload}}`;
}
