import { readFileSync } from 'node:fs';
import { createSecureServer, type ServerHttp2Stream } from 'node:http2';
import type { AddressInfo } from 'node:net';

// A process of its own, because Node takes certificates to trust only from its environment. Prints
// how many connections a burst of fetches opens over HTTP/2, and whether a WebSocket opens on a
// server that keeps to RFC 8441.

const [key = '', cert = ''] = process.argv.slice(2);
const server = createSecureServer({
  key: readFileSync(key),
  cert: readFileSync(cert),
  settings: { enableConnectProtocol: true },
});
let connections = 0;
server.on('session', () => connections++);
server.on('stream', (stream: ServerHttp2Stream, headers) => {
  stream.on('error', () => {}); // The probe ends while a stream is open.
  // No Sec-WebSocket-Accept: RFC 8441, section 5.
  stream.respond({ ':status': 200 });
  if (headers[':method'] !== 'CONNECT') stream.end('ok');
});
server.listen(0, 'localhost', async () => {
  const host = `localhost:${(server.address() as AddressInfo).port}`;
  await Promise.all(Array.from({ length: 20 }, async () => (await fetch(`https://${host}/`)).text()));
  const burst = connections;
  const socket = new WebSocket(`wss://${host}/`);
  const finish = (webSocket: string) => {
    process.stdout.write(JSON.stringify({ connections: burst, webSocket }));
    process.exit();
  };
  socket.onopen = () => finish('open');
  socket.onerror = () => finish('failed');
});
