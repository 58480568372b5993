#!/bin/bash
# A server of ws with serverNoContextTakeover: false refuses the upgrade of every client that asks
# for server_no_context_takeover, with 400, instead of going on without compression.
#
# Seen with ws 8.23.0, Node 26.12.1; the answer to an upgrade that offers
# "permessage-deflate; server_no_context_takeover":
#   serverNoContextTakeover: true    101, permessage-deflate; server_no_context_takeover
#   serverNoContextTakeover: false   400
#   left out                         101, permessage-deflate; server_no_context_takeover
# Cause: PermessageDeflate.acceptAsServer throws if it accepts none of the offers, and
# WebSocketServer.handleUpgrade answers an error of the extension with 400. RFC 7692 §5 has a server
# decline an offer by leaving the extension out of its answer.
set -u
for tool in npm node; do
  command -v "$tool" >/dev/null || { echo "$tool is not installed"; exit 1; }
done
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder" || exit 1
npm install --silent --no-audit --no-fund --ignore-scripts ws@8.23.0 || exit 1
cat > measure.mjs <<'JS'
import { once } from 'node:events';
import { request } from 'node:http';
import { WebSocketServer } from 'ws';

const headers = {
  connection: 'Upgrade',
  upgrade: 'websocket',
  'sec-websocket-version': '13',
  'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
  'sec-websocket-extensions': 'permessage-deflate; server_no_context_takeover',
};
for (const [name, perMessageDeflate] of [
  ['serverNoContextTakeover: true', { serverNoContextTakeover: true }],
  ['serverNoContextTakeover: false', { serverNoContextTakeover: false }],
  ['left out', {}],
]) {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate });
  await once(server, 'listening');
  const asked = request({ host: '127.0.0.1', port: server.address().port, headers }).end();
  const [answer] = await Promise.race([once(asked, 'upgrade'), once(asked, 'response')]);
  console.log(`${name.padEnd(32)} ${answer.statusCode} ${answer.headers['sec-websocket-extensions'] ?? ''}`);
  asked.destroy();
  server.close();
}
process.exit(0);
JS
node measure.mjs
