import { Compile } from 'typebox/compile';
import type { Target } from '../../clients/transports/subscriber.ts';
import { CURSOR_FORM } from '../../scenarios/load/cursor.ts';
import { Topic } from '../../scenarios/load/notification.ts';
import { TESTED_TRANSPORTS, type TestedTransport } from '../../scenarios/load/transport.ts';
import { numberIn, oneOf, parseCommandLine, UsageError } from './usage-error.ts';

const INTERVAL_SECONDS = 2;
const WAIT_SECONDS = 20;

export const FOLLOW_USAGE = `npm run follow -- TRANSPORT        follows a topic, and prints what comes
  TRANSPORT          ${TESTED_TRANSPORTS.join(', ')}
  --topic NAME       the topic (default: news)
  --url URL          the server (default: http://127.0.0.1:8080)
  --after CURSOR     where to go on, such as q7x2mk-42 (default: with what comes next)
  --interval N       short-polling: seconds from poll to poll (default: ${INTERVAL_SECONDS})
  --wait N           long-polling: seconds that a poll may wait (default: ${WAIT_SECONDS})
  --json             prints a line of JSON for each notification
  --verbose          also says when it connects, and what each poll got
  --help             shows this

Ctrl-C ends it, and it says the cursor to go on from.
npm's own lines precede the JSON, except with npm run --silent follow -- …
Exit code: 0 after Ctrl-C, 1 for a server that is absent or refuses, 2 for wrong use.`;

export interface FollowOptions {
  transport: TestedTransport;
  topic: string;
  target: Target;
  after: string | undefined;
  intervalMs: number;
  waitSeconds: number;
  json: boolean;
  verbose: boolean;
}

const OPTIONS = {
  topic: { type: 'string', default: 'news' },
  url: { type: 'string', default: 'http://127.0.0.1:8080' },
  after: { type: 'string' },
  interval: { type: 'string' },
  wait: { type: 'string' },
  json: { type: 'boolean', default: false },
  verbose: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

const topicCheck = Compile(Topic);
const cursorForm = new RegExp(`^${CURSOR_FORM}$`);

/** Host and port of a server's address. */
function targetIn(option: string, text: string): Target {
  const url = URL.parse(text);
  // Of all that a URL may have, only host and port.
  if (url === null || url.href !== `http://${url.host}/`) {
    throw new UsageError(
      `${option} is "${text}"; it must be http:// with host and port alone, such as http://127.0.0.1:8080`,
    );
  }
  return { host: url.hostname.replace(/^\[(.*)\]$/, '$1'), port: Number(url.port || 80) };
}

/**
 * Reads the command line of a follower; null asks for help. Throws UsageError; connects to nothing.
 */
export function readFollowOptions(args: string[]): FollowOptions | null {
  const { values, positionals } = parseCommandLine({ args, allowPositionals: true, options: OPTIONS });
  if (values.help) return null;
  const [name, ...more] = positionals;
  if (name === undefined || more.length > 0) {
    throw new UsageError(
      'usage: npm run follow -- TRANSPORT, as in npm run follow -- websocket --topic news',
    );
  }
  const transport = oneOf('transport', name, TESTED_TRANSPORTS);
  const { topic, url, after, interval, wait, json, verbose } = values;
  if (!topicCheck.Check(topic) || !topic.isWellFormed())
    throw new UsageError('--topic must have 1 to 128 characters, and no control characters');
  if (after !== undefined && !cursorForm.test(after))
    throw new UsageError(`--after is "${after}"; it must be a cursor such as q7x2mk-42, or a whole number`);
  if (interval !== undefined && transport !== 'short-polling')
    throw new UsageError(`--interval is for short-polling, not for ${transport}`);
  if (wait !== undefined && transport !== 'long-polling')
    throw new UsageError(`--wait is for long-polling, not for ${transport}`);
  return {
    transport,
    topic,
    target: targetIn('--url', url),
    after,
    intervalMs: 1000 * numberIn('--interval', interval ?? `${INTERVAL_SECONDS}`, 0.1, 3600, false),
    waitSeconds: numberIn('--wait', wait ?? `${WAIT_SECONDS}`, 1, 60, true),
    json,
    verbose,
  };
}
