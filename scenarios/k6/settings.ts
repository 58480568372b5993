// What a run is told by `-e NAME=value`. docs/k6.md has the whole list.

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

/** The lab says how far the topic will go; by hand nobody knows. */
const isLed = __ENV.LAST_SEQ !== undefined;

export const settings = {
  /** Of the server, such as http://localhost:8080. */
  url: textOf('URL').replace(/\/+$/, ''),
  topic: textOf('TOPIC', 'news'),
  /** Over all segments. */
  subscribers: wholeOf('SUBSCRIBERS', 10),
  socketsPerVu: Math.max(1, wholeOf('SOCKETS_PER_VU', 10)),
  /** From poll to poll of a short poller. */
  intervalMs: wholeOf('INTERVAL_MS', 1000),
  /** The longest that one long poll waits. */
  waitSeconds: wholeOf('WAIT_SECONDS', 25),
  /** A follower that has not come to the last seq leaves after so long. */
  followSeconds: wholeOf('FOLLOW_SECONDS', 30),
  /** Who has the last seq stays for so long. */
  lingerMs: wholeOf('LINGER_MS', 0),
  isLed,
  windowFirstSeq: wholeOf('WINDOW_FIRST_SEQ', 1),
  windowLastSeq: wholeOf('WINDOW_LAST_SEQ', Number.MAX_SAFE_INTEGER),
  lastSeq: wholeOf('LAST_SEQ', Number.MAX_SAFE_INTEGER),
  /** Where the summary goes as JSON; to the terminal as text where nothing is said. */
  summary: __ENV.SUMMARY,
};

const topic = encodeURIComponent(settings.topic);
/** The address of a way of delivery for the topic; from the beginning where the lab leads, else from what comes next. */
export const addressOf = (path: string, after: number | undefined): string =>
  `${settings.url}${path}?topic=${topic}${after === undefined ? '' : `&after=${after}`}`;

/** Where a follower begins. */
export const firstCursor: number | undefined = isLed ? 0 : undefined;

// k6 loads a script once before it makes its users: from here on memory grows by what they take.
if (isLed && __VU === 0) console.log('loaded');
