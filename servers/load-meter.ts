import type { Server, Socket } from 'node:net';
import { measureProcess, type ProcessLoad } from '../bench/process-meter.ts';
import type { Window } from '../bench/window.ts';
import { onSlowReader } from './slow-reader.ts';

/** What the server spent in a window. */
export interface ServerLoad extends ProcessLoad {
  rssBytesBeforeConnect: number;
  requests: number;
  connections: { opened: number; open: number; closed: number; droppedSlow: number };
  /** Everything on the server's sockets above TCP. */
  application: { downBytes: number; upBytes: number };
}

export interface LoadMeter {
  /** Resolves at the end of the window. */
  measure(window: Window): Promise<ServerLoad>;
}

/** Meters the process that it runs in and every connection that `server` accepts from now on. */
export function createLoadMeter(server: Server): LoadMeter {
  const rssBytesBeforeConnect = process.memoryUsage.rss();
  const sockets = new Set<Socket>();
  const total = { requests: 0, opened: 0, closed: 0, droppedSlow: 0, downBytes: 0, upBytes: 0 };

  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    total.opened++;
    socket.once('close', () => {
      sockets.delete(socket);
      total.closed++;
      total.downBytes += socket.bytesWritten;
      total.upBytes += socket.bytesRead;
    });
  });
  const countRequest = () => total.requests++;
  server.on('request', countRequest);
  server.on('upgrade', countRequest);
  onSlowReader(() => total.droppedSlow++);

  function sample() {
    let { downBytes, upBytes } = total;
    for (const socket of sockets) {
      // What still waits in this process has not been sent.
      downBytes += socket.bytesWritten - socket.writableLength;
      upBytes += socket.bytesRead;
    }
    return { ...total, open: sockets.size, downBytes, upBytes };
  }

  return {
    async measure(window) {
      const { load, before, after } = await measureProcess(window, sample);
      return {
        ...load,
        rssBytesBeforeConnect,
        requests: after.requests - before.requests,
        connections: {
          opened: after.opened - before.opened,
          open: after.open,
          closed: after.closed - before.closed,
          droppedSlow: after.droppedSlow,
        },
        application: {
          downBytes: after.downBytes - before.downBytes,
          upBytes: after.upBytes - before.upBytes,
        },
      };
    },
  };
}
