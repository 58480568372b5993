import { Compile } from 'typebox/compile';
import type { Target } from '../../clients/transports/subscriber.ts';
import { COMPRESSIONS, HTTP2_NEEDS_TLS } from '../../scenarios/load/connection.ts';
import { CURSOR_FORM } from '../../scenarios/load/cursor.ts';
import { Topic } from '../../scenarios/load/notification.ts';
import { TESTED_TRANSPORTS, type TestedTransport } from '../../scenarios/load/transport.ts';
import type { Command, Options } from './command.ts';
import { readCommandLine, type Typed } from './command-line.ts';
import { typedCompression } from './compression-option.ts';
import { typedHttp } from './http-option.ts';
import { TRANSPORT_ALIASES } from './transport-aliases.ts';
import { numberIn, oneOf, UsageError } from './usage-error.ts';

const INTERVAL_SECONDS = 2;
const WAIT_SECONDS = 20;

export interface FollowOptions {
  transport: TestedTransport;
  topic: string;
  target: Target;
  /** Of the server's certificate; null without TLS. */
  fingerprint: string | null;
  after: string | undefined;
  intervalMs: number;
  waitSeconds: number;
  json: boolean;
  verbose: boolean;
}

const OPTIONS = {
  topic: { type: 'string', value: 'NAME', default: 'news', help: 'the topic' },
  url: { type: 'string', value: 'URL', default: 'http://127.0.0.1:8080', help: 'the server' },
  fingerprint: {
    type: 'string',
    value: 'SHA256',
    help: 'of the certificate of a server at https://, as npm run serve -- … --tls prints it',
  },
  http: { type: 'string', value: 'N', help: '2: over HTTP/2, at https://; 1: HTTP/1.1 (default)' },
  compression: {
    type: 'string',
    value: 'NAME',
    help: `takes notifications only compressed like this: ${COMPRESSIONS.join(' or ')}`,
  },
  after: {
    type: 'string',
    value: 'CURSOR',
    help: 'where to go on, such as q7x2mk-42 (default: with what comes next)',
  },
  interval: {
    type: 'string',
    value: 'SECONDS',
    help: `short-polling: from poll to poll (default: ${INTERVAL_SECONDS})`,
  },
  wait: {
    type: 'string',
    value: 'SECONDS',
    help: `long-polling: how long a poll may wait (default: ${WAIT_SECONDS})`,
  },
  json: { type: 'boolean', help: 'prints a line of JSON for each notification' },
  verbose: { type: 'boolean', help: 'also says when it connects, and what each poll got' },
} as const satisfies Options;

export const FOLLOW: Command<typeof OPTIONS> = {
  name: 'follow',
  does: 'Follows a topic of a server by one transport, and prints what comes.',
  usage: [
    ['TRANSPORT', `one of ${TESTED_TRANSPORTS.join(', ')}`],
    ['websocket --topic news', 'as an example'],
  ],
  words: [1, 1],
  options: OPTIONS,
  notes: [
    'Ctrl-C ends it, and it says the cursor to go on from.',
    'npm’s own lines precede the JSON, except with npm run --silent follow -- …',
    'Exit code: 0 after Ctrl-C, 1 for a server that is absent or refuses, 2 for wrong use.',
  ],
};

const topicCheck = Compile(Topic);
const cursorForm = new RegExp(`^${CURSOR_FORM}$`);

const FINGERPRINT = /^([0-9A-F]{2}:){31}[0-9A-F]{2}$/;

/** Host and port of a server's address, and its fingerprint if it speaks TLS. */
function serverIn(
  text: string,
  fingerprint: string | undefined,
): Pick<FollowOptions, 'target' | 'fingerprint'> {
  const url = URL.parse(text);
  // Of all that a URL may have, only host and port.
  if (url === null || !/^https?:$/.test(url.protocol) || url.href !== `${url.protocol}//${url.host}/`) {
    throw new UsageError(
      `--url is "${text}"; it must be http:// or https:// with host and port alone, such as http://127.0.0.1:8080`,
    );
  }
  const isTls = url.protocol === 'https:';
  if (!isTls && fingerprint !== undefined)
    throw new UsageError('--fingerprint is for https://, not for http://');
  if (isTls && (fingerprint === undefined || !FINGERPRINT.test(fingerprint))) {
    throw new UsageError(
      'https:// needs --fingerprint with 32 bytes such as AB:CD:…, as npm run serve -- all --tls prints it',
    );
  }
  const port = Number(url.port || (isTls ? 443 : 80));
  return {
    target: { host: url.hostname.replace(/^\[(.*)\]$/, '$1'), port },
    fingerprint: fingerprint ?? null,
  };
}

/** What a follower shall do, from what was typed. Throws UsageError; connects to nothing. */
export function followOptions({ values, positionals }: Typed<typeof OPTIONS>): FollowOptions {
  const transport = oneOf('transport', positionals[0] ?? '', TESTED_TRANSPORTS, TRANSPORT_ALIASES);
  const { topic, url, fingerprint, http, compression, after, interval, wait, json, verbose } = values;
  if (!topicCheck.Check(topic) || !topic.isWellFormed())
    throw new UsageError('--topic must have 1 to 128 characters, and no control characters');
  if (after !== undefined && !cursorForm.test(after))
    throw new UsageError(`--after is "${after}"; it must be a cursor such as q7x2mk-42, or a whole number`);
  if (interval !== undefined && transport !== 'short-polling')
    throw new UsageError(`--interval is for short-polling, not for ${transport}`);
  if (wait !== undefined && transport !== 'long-polling')
    throw new UsageError(`--wait is for long-polling, not for ${transport}`);
  const { target, ...server } = serverIn(url, fingerprint);
  const version = http === undefined ? 1 : typedHttp(http);
  if (version === 2 && server.fingerprint === null)
    throw new UsageError(`--http 2 needs https://: ${HTTP2_NEEDS_TLS}`);
  return {
    transport,
    topic,
    target: {
      ...target,
      ...(version === 2 && { http: version }),
      ...(compression !== undefined && { compression: typedCompression(compression) }),
    },
    ...server,
    after,
    intervalMs: 1000 * numberIn('--interval', interval ?? `${INTERVAL_SECONDS}`, 0.1, 3600, false),
    waitSeconds: numberIn('--wait', wait ?? `${WAIT_SECONDS}`, 1, 60, true),
    json,
    verbose,
  };
}

/** The same from a command line. */
export const readFollowOptions = (args: string[]): FollowOptions =>
  followOptions(readCommandLine(FOLLOW, args));
