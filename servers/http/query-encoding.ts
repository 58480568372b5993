/**
 * What is wrong with the percent-encoding of an address; undefined if nothing is. Fastify takes a
 * value that it cannot decode as it stands: a topic of another name, on which nothing ever comes.
 * Bytes beyond ASCII are refused by Node's parser.
 */
export function queryFault(address: string): string | undefined {
  if (!address.includes('%')) return undefined;
  try {
    decodeURIComponent(address);
    return undefined;
  } catch {
    return 'the query must be UTF-8 in percent-encoding, as in topic=caf%C3%A9';
  }
}
