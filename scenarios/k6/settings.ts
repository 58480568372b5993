// The settings of a run, passed by `-e NAME=value`. docs/k6.md lists all of them.

function textOf(name: string, otherwise?: string): string {
  const value = __ENV[name] ?? otherwise;
  if (value === undefined || value === '') throw new Error(`${name} is missing: k6 run -e ${name}=…`);
  return value;
}

function wholeOf(name: string, otherwise?: number): number {
  const value = Number(textOf(name, otherwise === undefined ? undefined : `${otherwise}`));
  if (!Number.isInteger(value) || value < 0) {
    throw new Error(`${name} is "${__ENV[name]}"; it must be a whole number from 0 on`);
  }
  return value;
}

/** The lab sets the last seq; it is unknown in a run by hand. */
const isLed = __ENV.LAST_SEQ !== undefined;

export const settings = {
  /** Address of the server, such as http://localhost:8080. */
  url: textOf('URL').replace(/\/+$/, ''),
  topic: textOf('TOPIC', 'news'),
  /** Number over all segments. */
  subscribers: wholeOf('SUBSCRIBERS', 10),
  socketsPerVu: Math.max(1, wholeOf('SOCKETS_PER_VU', 10)),
  /** Interval between the polls of a short poller. */
  intervalMs: wholeOf('INTERVAL_MS', 1000),
  /** The longest that one long poll waits. */
  waitSeconds: wholeOf('WAIT_SECONDS', 25),
  /** A follower without the last seq leaves after this time. */
  followSeconds: wholeOf('FOLLOW_SECONDS', 30),
  /** A follower with the last seq stays for this time. */
  lingerMs: wholeOf('LINGER_MS', 0),
  isLed,
  windowFirstSeq: wholeOf('WINDOW_FIRST_SEQ', 1),
  windowLastSeq: wholeOf('WINDOW_LAST_SEQ', Number.MAX_SAFE_INTEGER),
  lastSeq: wholeOf('LAST_SEQ', Number.MAX_SAFE_INTEGER),
  /** File for the summary as JSON; without it, the summary goes to the terminal as text. */
  summary: __ENV.SUMMARY,
};

const topic = encodeURIComponent(settings.topic);
/**
 * The address of a transport for the topic. The lab starts from the beginning; by hand, it starts
 * with the next notification.
 */
export const addressOf = (path: string, after: string | undefined): string =>
  `${settings.url}${path}?topic=${topic}${after === undefined ? '' : `&after=${after}`}`;

/** The cursor that a follower starts from. */
export const firstCursor: string | undefined = isLed ? '0' : undefined;

// k6 loads a script once before it creates its users. Memory growth after this line is theirs.
if (isLed && __VU === 0) console.log('loaded');
