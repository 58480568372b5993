import type { Socket } from 'node:net';

/** Bytes that HTTP/2 carries on one connection, each way: the content of its DATA frames. */
export interface Http2Bytes {
  downBytes: number;
  upBytes: number;
}

const open = new Map<Socket, Http2Bytes>();
const closed = { downBytes: 0, upBytes: 0 };

/** What HTTP/2 adds to the bytes that it carries: what its connection has beyond them. */
const addedTo = (socket: Socket, carried: Http2Bytes): Http2Bytes => ({
  downBytes: socket.bytesRead - carried.downBytes,
  upBytes: socket.bytesWritten - carried.upBytes,
});

/** Begins to count on a connection. The caller adds what it reads and writes to the result. */
export function countHttp2(socket: Socket): Http2Bytes {
  const carried: Http2Bytes = { downBytes: 0, upBytes: 0 };
  open.set(socket, carried);
  socket.once('close', () => {
    open.delete(socket);
    const added = addedTo(socket, carried);
    closed.downBytes += added.downBytes;
    closed.upBytes += added.upBytes;
  });
  return carried;
}

/** What HTTP/2 has added so far, on all connections of this process: frames and headers. */
export function http2SoFar(): Http2Bytes {
  const total = { ...closed };
  for (const [socket, carried] of open) {
    const added = addedTo(socket, carried);
    total.downBytes += added.downBytes;
    total.upBytes += added.upBytes;
  }
  return total;
}
