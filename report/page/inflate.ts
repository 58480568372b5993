import { inflateSync, strFromU8 } from 'fflate';

/** The text of deflated base64 content. Synchronous, because printing does not wait. */
export function inflated(base64: string): string {
  const bytes = Uint8Array.from(atob(base64), character => character.charCodeAt(0));
  return strFromU8(inflateSync(bytes));
}
