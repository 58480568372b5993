import { constants, createGzip } from 'node:zlib';
import type { Compression } from '../../scenarios/load/connection.ts';
import type { Deflate } from '../../scenarios/load/transport-options.ts';
import { GZIP_HEAD, gzipEnd, gzipPart } from '../compression/once.ts';
import type { Carrier } from '../http2/carrier.ts';
import { framedOnce, sseEvent } from './framing.ts';
import { CATCH_UP_BYTES, type Outlet, socketOutlet } from './outlet.ts';

/** How the body of a response is put on the connection. */
export interface BodyFraming {
  framed: (content: Buffer) => Buffer;
  end: Buffer;
}

/** The body of one event stream. */
export interface StreamBody extends Outlet {
  /** Writes its first content, and uncorks the socket with it. */
  begin(content: Buffer): void;
  /** Writes content of this stream alone: an event of the server's own, or a heartbeat. */
  own(content: Buffer): void;
  /**
   * Writes the last content, and ends the body and the connection. Resolves when the socket has
   * all of it, or is gone.
   */
  end(...last: Buffer[]): Promise<void>;
}

/** Begins the body of a stream on its corked socket, after the head of the response. */
export type BeginBody = (socket: Carrier) => StreamBody;

/** Events as they are, built once for all streams. */
function plainBodies({ framed, end }: BodyFraming): BeginBody {
  const frame = framedOnce(entry => framed(sseEvent(entry)));
  return socket => ({
    ...socketOutlet(socket, frame),
    begin(content) {
      socket.write(framed(content));
      socket.uncork();
    },
    own: content => void socket.write(framed(content)),
    async end(...last) {
      socket.end(Buffer.concat([...last.map(framed), end]));
    },
  });
}

/** Events that are compressed once for all streams: each is a part that refers to no other. */
function partBodies({ framed, end }: BodyFraming, deflate: Deflate | undefined): BeginBody {
  const event = framedOnce(sseEvent);
  const frame = framedOnce(entry => framed(gzipPart(event(entry), deflate)));
  return socket => {
    const gzip = gzipEnd();
    const outlet = socketOutlet(socket, frame);
    socket.write(framed(GZIP_HEAD));
    const part = (content: Buffer) => {
      gzip.add(content);
      return framed(gzipPart(content, deflate));
    };
    return {
      ...outlet,
      write(entry) {
        gzip.add(event(entry));
        outlet.write(entry);
      },
      begin(content) {
        socket.write(part(content));
        socket.uncork();
      },
      own: content => void socket.write(part(content)),
      async end(...last) {
        socket.end(Buffer.concat([...last.map(part), framed(gzip.bytes()), end]));
      },
    };
  };
}

/** Each stream has a compressor of its own, which refers to all that it has sent. */
function contextBodies({ framed, end }: BodyFraming, deflate: Deflate | undefined): BeginBody {
  const event = framedOnce(sseEvent);
  return socket => {
    // With this flag it flushes after each write: an event is readable as soon as it arrives.
    const gzip = createGzip({ ...deflate, flush: constants.Z_SYNC_FLUSH });
    let compressed = () => {};
    let isEnding = false;
    const ended = new Promise<void>(resolve => gzip.once('close', resolve));
    const unreadBytes = () => gzip.writableLength + socket.writableLength;
    gzip.on('data', (chunk: Buffer) => void socket.write(framed(chunk)));
    gzip.on('end', () => void socket.end(end));
    // It only fails when it is destroyed before its end.
    gzip.on('error', () => socket.destroy());
    socket.on('close', () => gzip.destroy());
    return {
      write: entry => void gzip.write(event(entry), () => compressed()),
      unreadBytes,
      isFull: () => unreadBytes() > CATCH_UP_BYTES,
      onCompressed(listener) {
        compressed = listener;
      },
      begin(content) {
        gzip.once('data', () => socket.uncork());
        gzip.write(content);
      },
      own: content => void gzip.write(content),
      // Not before the last content is flushed: the end of gzip has no flush of its own.
      end(...last) {
        if (!isEnding) gzip.write(Buffer.concat(last), () => gzip.end());
        isEnding = true;
        return ended;
      },
    };
  };
}

/** How the bodies of an app's event streams begin; without compression as they are. */
export function streamBodies(
  framing: BodyFraming,
  compression: Compression | undefined,
  deflate?: Deflate,
): BeginBody {
  if (compression === undefined) return plainBodies(framing);
  return (compression === 'per-message' ? partBodies : contextBodies)(framing, deflate);
}
