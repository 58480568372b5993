#!/bin/bash
# A Node program that only follows an event stream ends, with exit code 0, when the stream breaks.
#
# An EventSource waits some seconds before it comes back. Two implementations let the process end
# in that time, because their timer does not keep it running (`unref`).
# Seen with Node 26.10.0, on 28 November 2026, in a program that does nothing else:
#   eventsource 4.1.1 (npm)      comes back
#   eventsource 5.1.5 (npm)      the program ends, exit code 0
#   undici 8.13.1 (npm)          the program ends, exit code 0
# Any timer of the program's own, or a server, keeps it running.
# Node's own EventSource (--experimental-eventsource) is undici's, and did the same.
set -u
for tool in node npm; do
  command -v "$tool" >/dev/null || { echo "$tool is not installed"; exit 1; }
done
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder" || exit 1
echo '{"private": true, "type": "module"}' > package.json
npm install --silent --ignore-scripts --no-audit --no-fund \
  eventsource4@npm:eventsource@4.1.1 eventsource5@npm:eventsource@5.1.5 undici@8.13.1 || exit 1
cat > seen.js <<'END'
import { spawn } from 'node:child_process';
import { createServer } from 'node:http';

const clients = { 'eventsource 4.1.1': 'eventsource4', 'eventsource 5.1.5': 'eventsource5', 'undici 8.13.1': 'undici' };

/** What a program that only follows a stream does when the stream breaks. */
const afterTheBreak = from =>
  new Promise(resolve => {
    let requests = 0;
    const server = createServer((request, response) => {
      if (++requests > 1) {
        resolve('comes back');
        child.kill();
        return;
      }
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write('id: 7\ndata: x\n\n');
      setTimeout(() => response.socket.resetAndDestroy(), 300);
    });
    let child;
    server.listen(0, '127.0.0.1', () => {
      const address = `http://127.0.0.1:${server.address().port}/`;
      const program = `import { EventSource } from '${from}'; new EventSource('${address}');`;
      child = spawn(process.execPath, ['--no-warnings', '--input-type=module', '--eval', program]);
      child.on('exit', code => resolve(`the program ends, exit code ${code}`));
    });
  });

for (const [name, from] of Object.entries(clients)) console.log(`${name}: ${await afterTheBreak(from)}`);
process.exit();
END
echo "Node $(node --version)"
seen=$(timeout 60 node seen.js) || exit 1
echo "$seen"
[ "$seen" = 'eventsource 4.1.1: comes back
eventsource 5.1.5: the program ends, exit code 0
undici 8.13.1: the program ends, exit code 0' ] && echo 'as seen before' && exit 0
echo 'changed'
exit 1
