#!/bin/bash
# Two corners of an event stream: an empty event type, and lines that end with CR alone.
#
# WHATWG HTML §9.2.6: a line `event:` sets the type to nothing, and an event with type nothing is a
# `message`. A line may end with CR, LF or both.
# Seen on 29 November 2026:
#                        event: x, event:, data: a   data: a, data: b, each line ended by CR
#   Node 26.12.1         x "a"                       message "a\nb"
#   eventsource 5.1.5    message "a"                 message "a\nb"
#   eventsource 4.1.1    message "a"                 nothing
# Who sends no type leaves the line out, and who writes a stream ends its lines with LF.
set -u
for tool in node npm; do
  command -v "$tool" >/dev/null || { echo "$tool is not installed"; exit 1; }
done
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder" || exit 1
echo '{"private": true, "type": "module"}' > package.json
node_package="node-linux-$(node -p process.arch)"
npm install --silent --ignore-scripts --no-audit --no-fund "$node_package@26.12.1" \
  eventsource4@npm:eventsource@4.1.1 eventsource5@npm:eventsource@5.1.5 || exit 1
cat > seen.js <<'END'
import { createServer } from 'node:http';
import { EventSource as EventSource4 } from 'eventsource4';
import { EventSource as EventSource5 } from 'eventsource5';

const streams = ['event: x\nevent:\ndata: a\n\n', 'data: a\rdata: b\r\r'];
const sources = {
  [`Node ${process.versions.node}`]: EventSource,
  'eventsource 5.1.5': EventSource5,
  'eventsource 4.1.1': EventSource4,
};
const server = createServer(({ url }, response) => {
  response.writeHead(200, { 'content-type': 'text/event-stream' }).end(streams[url.slice(1)]);
});
/** The events of one stream, in words. */
const seen = (Source, url) =>
  new Promise(resolve => {
    const events = [];
    const source = new Source(url);
    for (const name of ['message', 'x'])
      source.addEventListener(name, ({ type, data }) => events.push(`${type} ${JSON.stringify(data)}`));
    source.addEventListener('error', () => {
      source.close();
      resolve(events.join(', ') || 'nothing');
    });
  });
server.listen(0, '127.0.0.1', async () => {
  for (const [name, Source] of Object.entries(sources)) {
    const found = [];
    for (const index of streams.keys())
      found.push(await seen(Source, `http://127.0.0.1:${server.address().port}/${index}`));
    console.log(`${name}: ${found.join('; ')}`);
  }
  process.exit();
});
END
seen=$(timeout 60 "node_modules/$node_package/bin/node" --experimental-eventsource --no-warnings seen.js) || exit 1
echo "$seen"
[ "$seen" = 'Node 26.12.1: x "a"; message "a\nb"
eventsource 5.1.5: message "a"; message "a\nb"
eventsource 4.1.1: message "a"; nothing' ] && echo 'as seen before' && exit 0
echo 'changed'
exit 1
