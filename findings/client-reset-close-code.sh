#!/bin/bash
# A cut connection looks like a clean goodbye to who uses a reconnecting WebSocket package.
#
# RFC 6455 §7.1.5 and the WebSocket standard: a connection that ends without a close frame has the
# code 1006 and is not clean.
# Seen with Node 26.10.0, on 28 November 2026, after the server reset the connection:
#   the WebSocket of Node (before Node 22: ws 8.23.0)   1006, not clean
#   partysocket 1.3.0                                   1000, clean
#   reconnecting-websocket 4.4.0                        1000, clean
# Both packages come back by themselves, so the code matters to logs and to who counts faults.
set -u
for tool in node npm; do
  command -v "$tool" >/dev/null || { echo "$tool is not installed"; exit 1; }
done
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder" || exit 1
echo '{"private": true, "type": "module"}' > package.json
npm install --silent --ignore-scripts --no-audit --no-fund \
  ws@8.23.0 partysocket@1.3.0 reconnecting-websocket@4.4.0 || exit 1
cat > seen.js <<'END'
import { createServer } from 'node:http';
import { WebSocket as Ws, WebSocketServer } from 'ws';

globalThis.WebSocket ??= Ws;
const { WebSocket: PartySocket } = await import('partysocket');
const { default: Reconnecting } = await import('reconnecting-websocket');

const clients = {
  'the socket itself': WebSocket,
  'partysocket 1.3.0': PartySocket,
  'reconnecting-websocket 4.4.0': Reconnecting,
};
const server = createServer();
new WebSocketServer({ server }).on('connection', (socket, request) => {
  socket.on('message', () => request.socket.resetAndDestroy());
});
server.listen(0, '127.0.0.1', async () => {
  for (const [name, Client] of Object.entries(clients)) {
    const socket = new Client(`ws://127.0.0.1:${server.address().port}/`);
    socket.addEventListener('open', () => socket.send('reset me'));
    const { code, wasClean } = await new Promise(resolve => socket.addEventListener('close', resolve));
    socket.close();
    console.log(`${name}: ${code}, ${wasClean ? 'clean' : 'not clean'}`);
  }
  process.exit();
});
setTimeout(() => process.exit(1), 60_000);
END
echo "Node $(node --version)"
seen=$(node seen.js) || exit 1
echo "$seen"
[ "$seen" = 'the socket itself: 1006, not clean
partysocket 1.3.0: 1000, clean
reconnecting-websocket 4.4.0: 1000, clean' ] && echo 'as seen before' && exit 0
echo 'changed'
exit 1
