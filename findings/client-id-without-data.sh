#!/bin/bash
# An id in a block without data: the standard counts it, two npm packages do not.
#
# WHATWG HTML §9.2.6: at a blank line the last event ID is set first, and then the data is looked
# at. So a client that read `id: 7` and a blank line must come back with `Last-Event-ID: 7`.
# Seen with Node 26.10.0, on 28 November 2026, after a stream that broke behind such a block:
#   eventsource 4.1.1          no header
#   eventsource 5.1.5          7
#   eventsource-client 1.2.0   no header
# With a line `data: x` in the block all three come back with 7.
# Who starts a stream with the position alone therefore loses what is sent before the return.
set -u
for tool in node npm; do
  command -v "$tool" >/dev/null || { echo "$tool is not installed"; exit 1; }
done
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder" || exit 1
echo '{"private": true, "type": "module"}' > package.json
npm install --silent --ignore-scripts --no-audit --no-fund \
  eventsource4@npm:eventsource@4.1.1 eventsource5@npm:eventsource@5.1.5 \
  eventsource-client@1.2.0 || exit 1
cat > seen.js <<'END'
import { createServer } from 'node:http';
import { EventSource as EventSource4 } from 'eventsource4';
import { EventSource as EventSource5 } from 'eventsource5';
import { createEventSource } from 'eventsource-client';

const clients = {
  'eventsource 4.1.1': url => new EventSource4(url),
  'eventsource 5.1.5': url => new EventSource5(url),
  'eventsource-client 1.2.0': url => createEventSource(url),
};
const blocks = { 'id alone': 'id: 7\n\n', 'id and data': 'id: 7\ndata: x\n\n' };

/** The Last-Event-ID of the second request, after a stream that broke behind `block`. */
const idOnReturn = (connect, block) =>
  new Promise((resolve, reject) => {
    let requests = 0;
    const server = createServer((request, response) => {
      if (++requests === 1) {
        response.writeHead(200, { 'content-type': 'text/event-stream' });
        response.write(block);
        setTimeout(() => response.socket.resetAndDestroy(), 300);
        return;
      }
      source.close();
      response.writeHead(204).end();
      server.close();
      resolve(request.headers['last-event-id'] ?? 'no header');
    });
    let source;
    server.listen(0, '127.0.0.1', () => {
      source = connect(`http://127.0.0.1:${server.address().port}/`);
    });
    setTimeout(() => reject(new Error('did not come back within 30 s')), 30_000).unref();
  });

const lines = Object.entries(clients).flatMap(([client, connect]) =>
  Object.entries(blocks).map(async ([name, block]) => `${client}, ${name}: ${await idOnReturn(connect, block)}`),
);
console.log((await Promise.all(lines)).join('\n'));
process.exit();
END
echo "Node $(node --version)"
seen=$(node seen.js) || exit 1
echo "$seen"
[ "$seen" = 'eventsource 4.1.1, id alone: no header
eventsource 4.1.1, id and data: 7
eventsource 5.1.5, id alone: 7
eventsource 5.1.5, id and data: 7
eventsource-client 1.2.0, id alone: no header
eventsource-client 1.2.0, id and data: 7' ] && echo 'as seen before' && exit 0
echo 'changed'
exit 1
