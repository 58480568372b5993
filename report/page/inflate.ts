import { inflateSync, strFromU8 } from 'fflate';

/** The text of what the report has deflated and put into base64. At once, because printing does not wait. */
export function inflated(base64: string): string {
  const bytes = Uint8Array.from(atob(base64), character => character.charCodeAt(0));
  return strFromU8(inflateSync(bytes));
}
