import { createServer } from 'node:http';
import { Duplex } from 'node:stream';
import { pollRequest } from '../../../analysis/models/poll-messages.ts';

const REQUEST = Buffer.from(
  pollRequest({
    target: { host: '127.0.0.1', port: 8080 },
    topic: 'prices',
    afterSeq: 12_345,
    waitSeconds: undefined,
  }),
);

/** Sends polls one after the other and closes the connection. */
export interface HttpRequests {
  /** Resolves with the bytes of the last response when so many polls have been answered. */
  send(count: number): Promise<Buffer>;
  /** How many polls the server has parsed so far. */
  served(): number;
  close(): void;
}

/**
 * A connection to Node's HTTP server within this process: a stream in memory that the server takes
 * in place of a socket (documented at its event `connection`). Each request costs what it costs a
 * server above the kernel: Node's parser (llhttp), the objects of request and response, and an
 * empty response, like a poll that finds nothing. Neither sockets nor Fastify take part.
 */
export function httpRequests(): HttpRequests {
  let served = 0;
  const server = createServer((_request, response) => {
    served++;
    response.writeHead(204, { 'cache-control': 'no-store' });
    response.end();
  });
  let left = 0;
  let done: (response: Buffer) => void = () => {};
  const connection = new Duplex({
    read() {},
    // An empty response is one write.
    write(chunk: Buffer, _encoding, written) {
      written();
      left--;
      if (left === 0) done(chunk);
      else process.nextTick(() => connection.push(REQUEST));
    },
  });
  server.emit('connection', connection);
  return {
    send: count =>
      new Promise(resolve => {
        left = count;
        done = resolve;
        connection.push(REQUEST);
      }),
    served: () => served,
    close: () => void connection.destroy(),
  };
}
