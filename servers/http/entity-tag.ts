/** An entity tag, and its part that a weak comparison looks at. */
const ENTITY_TAG = /(?:W\/)?("[\x21\x23-\x7e\x80-\xff]*")/g;

/**
 * Whether a client that sends this `If-None-Match` already has what the tag names. The tags are
 * compared weakly: a proxy that compresses makes `"12"` into `W/"12"`. `*` is any tag
 * (RFC 9110 §13.1.2).
 */
export function matchesEntityTag(ifNoneMatch: string | undefined, tag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  if (ifNoneMatch.trim() === '*') return true;
  const opaque = tag.replace(/^W\//, '');
  return ifNoneMatch.matchAll(ENTITY_TAG).some(([, known]) => known === opaque);
}
