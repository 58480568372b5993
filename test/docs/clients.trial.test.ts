import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { expect, onTestFinished, test } from 'vitest';
import type { Target } from '../../clients/transports/subscriber.ts';
import { ROOT } from '../../root.ts';
import { snippetsOf } from '../harness/document-snippets.ts';
import { openLink } from '../harness/faulty-link.ts';
import { hasPythonModule } from '../harness/python-module.ts';
import { serve } from '../harness/serving.ts';

// The programs that docs/clients.md shows run as printed, but for the address and, where it says
// so, the line that imports the client.

const TRANSPORTS = ['short-polling', 'long-polling', 'sse', 'websocket'] as const;
const snippets = snippetsOf('docs/clients.md');

interface Way {
  snippet: string;
  /** A change that the document tells the reader to make. */
  edit?: (text: string) => string;
  nodeOptions?: string[];
  /** Left out where this module of Python is not installed. */
  module?: string;
}

const same = (text: string) => text;
const withImport = (line: string) => (text: string) => {
  const edited = text.replace(/^import .*\n/m, line);
  if (edited === text) throw new Error('the snippet imports nothing');
  return edited;
};

const WAYS: Record<string, Way> = {
  'eventsource 5': { snippet: 'follow-events.mjs' },
  'eventsource 4': {
    snippet: 'follow-events.mjs',
    edit: withImport("import { EventSource } from 'eventsource4';\n"),
  },
  "Node's EventSource": {
    snippet: 'follow-events.mjs',
    edit: withImport(''),
    nodeOptions: ['--experimental-eventsource', '--no-warnings'],
  },
  partysocket: { snippet: 'follow-socket.mjs' },
  'reconnecting-websocket': {
    snippet: 'follow-socket.mjs',
    edit: withImport("import WebSocket from 'reconnecting-websocket';\n"),
  },
  'partysocket, fixed address': { snippet: 'follow-resume.mjs' },
  'reconnecting-websocket, fixed address': {
    snippet: 'follow-resume.mjs',
    edit: withImport("import WebSocket from 'reconnecting-websocket';\n"),
  },
  'requests, long polling': { snippet: 'follow-polls.py', module: 'requests' },
  'httpx-sse': { snippet: 'follow-events.py', module: 'httpx_sse' },
  'websocket-client': { snippet: 'follow-socket.py', module: 'websocket' },
};
const isMissing = ({ module }: Way) => module !== undefined && !hasPythonModule(module);
const missing = Object.entries(WAYS).filter(([, way]) => isMissing(way));
const ways = Object.entries(WAYS).filter(way => !missing.some(([name]) => name === way[0]));
/** For the names of tests: what is left out, and why. */
const without = missing
  .map(([name, { module }]) => `; ${name} left out: no Python module ${module}`)
  .join('');

/** A program of the document, and the lines that it printed. */
function follow([name, { snippet, edit = same, nodeOptions = [] }]: [string, Way], { port }: Target) {
  const { language, text } = snippets.get(snippet) ?? {};
  if (!text?.includes('localhost:8080'))
    throw new Error(`docs/clients.md has no ${snippet} for localhost:8080`);
  const program = edit(text).replaceAll('localhost:8080', `127.0.0.1:${port}`);
  const child =
    language === 'python'
      ? spawn('python3', ['-c', program], { cwd: ROOT, env: { ...process.env, NO_PROXY: '127.0.0.1' } })
      : spawn(process.execPath, [...nodeOptions, '--input-type=module', '--eval', program], { cwd: ROOT });
  onTestFinished(() => void child.kill('SIGKILL'));
  const lines: string[] = [];
  createInterface({ input: child.stdout }).on('line', line => lines.push(line));
  let errors = '';
  child.stderr.on('data', chunk => {
    errors += chunk;
  });
  const ended = once(child, 'close').then(([code]) => code as number | null);
  return {
    name,
    lines,
    ended,
    errors: () => errors,
    payloads: () => lines.flatMap(line => /^payload (.*)$/.exec(line)?.[1] ?? []),
    hasStarted: () => lines.some(line => line.startsWith('start ')),
  };
}

/** One value of each client by its name, so that a failure names the client. */
const byName = <Value>(
  clients: readonly ReturnType<typeof follow>[],
  value: (client: ReturnType<typeof follow>) => Value,
) => Object.fromEntries(clients.map(client => [client.name, value(client)]));

test('each program that the document shows is one of these', () => {
  expect([...snippets.keys()].toSorted()).toEqual(
    [...new Set(Object.values(WAYS).map(({ snippet }) => snippet))].toSorted(),
  );
});

test(`each gets everything once, over two cuts, one before the first notification${without}`, async () => {
  const server = await serve(TRANSPORTS);
  let isUp = true;
  const link = await openLink(() => (isUp ? server.target : undefined));
  onTestFinished(() => link.close());
  const clients = ways.map(way => follow(way, link.target));
  const all = <Value>(value: Value) => byName(clients, () => value);
  await expect
    .poll(() => byName(clients, client => client.hasStarted() || client.errors()), { timeout: 60_000 })
    .toEqual(all(true));
  async function publishBehindACut(...payloads: string[]) {
    isUp = false;
    link.reset();
    await expect.poll(() => server.feed.listenerCount()).toBe(0);
    server.publish('news', ...payloads);
    isUp = true;
  }
  await publishBehindACut('one', 'two', 'three');
  await expect
    .poll(() => byName(clients, client => client.payloads().length), { timeout: 60_000 })
    .toEqual(all(3));
  await publishBehindACut('four', 'five');
  await expect
    .poll(() => byName(clients, client => client.payloads().at(-1)), { timeout: 60_000 })
    .toEqual(all('five'));
  expect(byName(clients, client => client.payloads())).toEqual(all(['one', 'two', 'three', 'four', 'five']));
});

test(`each stops when the server has lost its feed${without}`, async () => {
  const first = await serve(TRANSPORTS);
  let target = first.target;
  const link = await openLink(() => target);
  onTestFinished(() => link.close());
  first.publish('news', 'before the first client');
  const clients = ways.map(way => follow(way, link.target));
  const all = <Value>(value: Value) => byName(clients, () => value);
  await expect
    .poll(() => byName(clients, client => client.hasStarted() || client.errors()), { timeout: 60_000 })
    .toEqual(all(true));
  const second = await serve(TRANSPORTS);
  target = second.target;
  link.reset();
  const codes = await Promise.all(clients.map(client => client.ended));
  expect(Object.fromEntries(clients.map(({ name }, index) => [name, codes[index]]))).toEqual(all(0));
  expect(byName(clients, client => client.lines.at(-1))).toEqual(all('closed'));
  expect(byName(clients, client => client.payloads())).toEqual(all([]));
});
