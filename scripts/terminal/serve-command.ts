import { COMPRESSIONS } from '../../scenarios/load/connection.ts';
import { TESTED_TRANSPORTS } from '../../scenarios/load/transport.ts';
import { DEFAULT_LIMITS } from '../../servers/feed/limits.ts';
import type { Command } from './command.ts';

/** What can be served: a transport, all of them, or the reference without HTTP. */
export const SERVED = [...TESTED_TRANSPORTS, 'tcp-floor', 'all'] as const;

const OPTIONS = {
  port: { type: 'string', value: 'N', default: '8080', help: 'the port; 0 for any free one' },
  host: { type: 'string', value: 'ADDRESS', default: '127.0.0.1', help: '0.0.0.0 for other machines' },
  heartbeat: {
    type: 'string',
    value: 'SECONDS',
    default: `${DEFAULT_LIMITS.heartbeatMs / 1000}`,
    help: 'how often a silent connection gets a heartbeat',
  },
  'max-wait': {
    type: 'string',
    value: 'SECONDS',
    help: `the longest wait of a long poll (default: ${DEFAULT_LIMITS.maxWaitSeconds})`,
  },
  cors: {
    type: 'string',
    value: 'ORIGIN',
    multiple: true,
    help: 'pages of this origin may ask, such as https://app.example; "*" for all; several times or with commas',
  },
  demo: { type: 'boolean', help: 'adds a demonstration page at /' },
  tls: {
    type: 'boolean',
    help: 'speaks TLS 1.3, with a certificate made for this start; prints its fingerprint',
  },
  http: {
    type: 'string',
    value: 'N',
    help: 'with --tls, 2: speaks HTTP/2 with clients that offer it, WebSocket included',
  },
  compression: {
    type: 'string',
    value: 'NAME',
    help: `compresses notifications for clients that take them so: ${COMPRESSIONS.join(' or ')}`,
  },
  broker: {
    type: 'string',
    value: 'ADDRESS',
    help: 'has the feed on Valkey or Redis at HOST:PORT, so that several servers deliver one stream',
  },
  quiet: { type: 'boolean', help: 'does not print who came, published and left' },
} as const satisfies Command['options'];

export const SERVE = {
  name: 'serve',
  does: 'Starts the servers that the bench measures, to watch or to talk to by hand.',
  usage: [
    ['all', 'all transports on one server'],
    ['all --demo', 'the same with a demonstration page'],
    ['all --tls', 'the same over TLS'],
    ['all --tls --http 2', 'the same over HTTP/2, and HTTP/1.1 beside it'],
    ['all --broker 127.0.0.1:6379', 'one of several servers with the same stream'],
    ['TRANSPORT', `one alone: ${TESTED_TRANSPORTS.join(', ')}`],
    ['tcp-floor', 'the reference without HTTP: lines of JSON over TCP'],
  ],
  words: [1, 1],
  options: OPTIONS,
  notes: [
    'To publish, type a line such as {"topic": "news", "payload": "hello"}.',
    'Ctrl-C ends it. Exit code: 0 after Ctrl-C, 1 for a failure, 2 for wrong use. More: docs/serve.md.',
  ],
} as const satisfies Command<typeof OPTIONS>;
