#!/bin/bash
# ws without context takeover keeps its compressors all the same: a connection takes as much memory
# as with it. A smaller window and memory level do save some.
#
# Seen twice with ws 8.23.0; growth of a server's resident memory for each of 300 connections after one
# compressed message to each, in KiB, Node 26.12.1:
#   without permessage-deflate              26    33
#   with context takeover                  246   250
#   without context takeover               250   253
#   without, windowBits 10, memLevel 4     113   113
# Cause: PermessageDeflate makes a zlib stream with the first message and resets it after each
# (lib/permessage-deflate.js, _compress); it is freed with the connection alone.
set -u
for tool in npm node; do
  command -v "$tool" >/dev/null || { echo "$tool is not installed"; exit 1; }
done
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder" || exit 1
npm install --silent --no-audit --no-fund --ignore-scripts ws@8.23.0 || exit 1
cat > server.mjs <<'JS'
import { WebSocketServer } from 'ws';

const perMessageDeflate = JSON.parse(process.argv[2]);
const server = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate });
const message = 'the same words again and again, '.repeat(10);
const rssKib = () => {
  globalThis.gc();
  return process.memoryUsage().rss / 1024;
};
server.on('listening', () => process.send({ port: server.address().port }));
process.on('message', what => {
  if (what === 'measure') process.send({ rssKib: rssKib() });
  if (what !== 'send') return;
  let left = server.clients.size;
  for (const client of server.clients) client.send(message, () => --left || process.send({ sent: true }));
});
JS
cat > measure.mjs <<'JS'
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { WebSocket } from 'ws';

const COUNT = 300;
const small = { zlibDeflateOptions: { memLevel: 4 }, serverMaxWindowBits: 10 };
const KINDS = [
  ['without permessage-deflate', false],
  ['with context takeover', { threshold: 0 }],
  ['without context takeover', { threshold: 0, serverNoContextTakeover: true }],
  ['without, windowBits 10, memLevel 4', { threshold: 0, serverNoContextTakeover: true, ...small }],
];
const answer = async (child, what) => {
  child.send(what);
  return (await once(child, 'message'))[0];
};

async function kibOf(options) {
  const child = fork('./server.mjs', [JSON.stringify(options)], { execArgv: ['--expose-gc'] });
  const [{ port }] = await once(child, 'message');
  const { rssKib: before } = await answer(child, 'measure');
  const clients = Array.from({ length: COUNT }, () => new WebSocket(`ws://127.0.0.1:${port}`));
  await Promise.all(clients.map(client => once(client, 'open')));
  await answer(child, 'send');
  const { rssKib: after } = await answer(child, 'measure');
  for (const client of clients) client.terminate();
  child.kill();
  await once(child, 'exit');
  return (after - before) / COUNT;
}

for (const [name, options] of KINDS) console.log(`${name.padEnd(36)} ${(await kibOf(options)).toFixed(0).padStart(4)}`);
process.exit(0);
JS
node measure.mjs
