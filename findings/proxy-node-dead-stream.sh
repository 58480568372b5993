#!/bin/bash
# http-proxy, the proxy inside many Node programs, does not pass on the end of a stream.
#
# Seen with http-proxy 1.18.1 (npm) on Node 20: `createProxyServer({target}).listen(port)` and a
# listener for errors. The server sends an event every 200 ms.
#                           straight to the server    through http-proxy
#   the reader leaves       server hears it at once   never: each reader that left is still fed
#   the server is killed    reader hears it at once   never: the stream stays open and silent
# An EventSource in a browser thus stays OPEN and does not reconnect. Watched here for 10 s; for 10
# minutes and 69 s when it was first seen.
set -u
for tool in node npm; do
  command -v "$tool" >/dev/null || { echo "$tool is not installed"; exit 1; }
done
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --no-audit --no-fund --no-save --prefix "$folder" http-proxy@1.18.1 || exit 1
echo "http-proxy $(node -p "require('$folder/node_modules/http-proxy/package.json').version"), Node $(node --version)"

cat > "$folder/server.js" <<'PROGRAM'
const http = require('node:http');
let open = 0;
const server = http.createServer((request, response) => {
  open++;
  process.send({ open });
  response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
  const timer = setInterval(() => response.write('data: x\n\n'), 200);
  response.on('close', () => {
    clearInterval(timer);
    process.send({ open: --open });
  });
});
server.listen(0, '127.0.0.1', () => process.send({ port: server.address().port }));
process.on('disconnect', () => process.exit());
PROGRAM

cat > "$folder/measure.js" <<'PROGRAM'
const { fork } = require('node:child_process');
const { once } = require('node:events');
const http = require('node:http');
const { createProxyServer } = require('http-proxy');
const WATCHED_MS = 10_000;
const pause = ms => new Promise(done => setTimeout(done, ms));

/** Resolves when `condition` holds, with the ms that it took; with undefined after WATCHED_MS. */
async function takesMs(condition) {
  const startedMs = performance.now();
  while (!condition()) {
    if (performance.now() - startedMs > WATCHED_MS) return undefined;
    await pause(5);
  }
  return performance.now() - startedMs;
}

/** A reader that has received an event. */
async function openReader(port) {
  const request = http.get({ port, agent: false });
  const [response] = await once(request, 'response');
  const reader = { isOver: false, leave: () => request.destroy() };
  response.on('close', () => (reader.isOver = true)).on('error', () => {});
  request.on('error', () => {});
  await once(response, 'data');
  return reader;
}

async function measure(throughProxy) {
  const server = fork(`${__dirname}/server.js`);
  let open = 0;
  server.on('message', message => (open = message.open ?? open));
  const [{ port: origin }] = await once(server, 'message');
  const proxy = createProxyServer({ target: `http://127.0.0.1:${origin}` });
  proxy.on('error', () => {});
  proxy.listen(0, '127.0.0.1');
  await once(proxy._server, 'listening');
  const port = throughProxy ? proxy._server.address().port : origin;

  const leaving = await openReader(port);
  leaving.leave();
  const leftMs = await takesMs(() => open === 0);
  const staying = await openReader(port);
  server.kill('SIGKILL');
  await once(server, 'exit');
  const killedMs = await takesMs(() => staying.isOver);
  staying.leave();
  proxy.close();
  return { leftMs, killedMs };
}

const text = ms => (ms === undefined ? `not in ${WATCHED_MS / 1000} s` : `after ${ms.toFixed(0)} ms`);

async function main() {
  const straight = await measure(false);
  const proxied = await measure(true);
  for (const [way, { leftMs, killedMs }] of Object.entries({ straight, 'through http-proxy': proxied }))
    console.log(`${way}: server hears that its reader left ${text(leftMs)}; reader hears of the kill ${text(killedMs)}`);
  const asBefore =
    straight.leftMs !== undefined &&
    straight.killedMs !== undefined &&
    proxied.leftMs === undefined &&
    proxied.killedMs === undefined;
  console.log(asBefore ? 'as seen before' : 'changed');
  process.exit(asBefore ? 0 : 1);
}
main().catch(error => {
  console.error(error.message);
  process.exit(1);
});
PROGRAM
node "$folder/measure.js"
