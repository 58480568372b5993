import type { TestedTransport } from '../scenarios/load/transport.ts';
import type { Entry } from './feed/held.ts';

/** The other lines of an event, `id:` and the line ends, take fewer bytes than this. */
const EVENT_FIELDS_BYTES = 64;

/**
 * Sizes of a notification's JSON above which clients stop that others wrote, unless their limit is
 * raised. docs/clients.md has the versions.
 */
const CLIENT_LIMITS: readonly { transport: TestedTransport; maxBytes: number; words: string }[] = [
  { transport: 'websocket', maxBytes: 32 * 1024, words: "Go's coder/websocket stops at 32 KiB" },
  {
    transport: 'sse',
    maxBytes: 64 * 1024 - EVENT_FIELDS_BYTES,
    words: "Go's r3labs/sse and tmaxmax/go-sse stop at 64 KiB without an error",
  },
];

/**
 * For the options of a feed: calls `say` with one line when a notification is larger than a client
 * of these transports takes by default, once for each limit. Nothing is split or refused. It is for
 * servers by hand; measured servers give no hints.
 */
export function sizeHints(
  transports: readonly TestedTransport[],
  say: (line: string) => void,
): (entry: Entry) => void {
  let unsaid = CLIENT_LIMITS.filter(({ transport }) => transports.includes(transport));
  return ({ topic, json }) => {
    const exceeded = unsaid.filter(({ maxBytes }) => json.length > maxBytes);
    if (exceeded.length === 0) return;
    unsaid = unsaid.filter(limit => !exceeded.includes(limit));
    const words = exceeded.map(limit => limit.words).join('; ');
    say(`a notification of topic ${topic} has ${json.length} bytes: ${words} (docs/clients.md)`);
  };
}
