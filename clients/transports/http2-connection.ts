import { type ClientHttp2Session, type ClientHttp2Stream, connect, constants } from 'node:http2';
import type { Socket } from 'node:net';
import { authority } from '../../scenarios/load/authority.ts';
import { nowMicros } from '../../scenarios/load/notification.ts';
import { connectTo, WrongHandshake } from './connect-to.ts';
import { countHttp2, type Http2Bytes } from './http2-bytes.ts';
import {
  CLOSE_TIMEOUT_MS,
  type ConnectionEvents,
  type OpenConnection,
  SHUT_CODES,
} from './open-connection.ts';
import { watchSilence } from './silence.ts';
import type { Target } from './subscriber.ts';

/** One subscriber's part of a connection. */
interface Member {
  connected(): void;
  ready(): void;
  gone(reason: string, wasShut: boolean, isFinal: boolean): void;
}

/** One connection, and the subscribers that use it. */
interface Http2Connection {
  socket: Socket;
  /** Undefined until the handshake of TLS is over. */
  session: ClientHttp2Session | undefined;
  bytes: Http2Bytes;
  members: Set<Member>;
}

function openConnection(target: Target): Http2Connection {
  const members = new Set<Member>();
  let reason = 'the server closed the connection';
  let wasShut = true;
  let isFinal = false;
  const socket = connectTo(target, () => {
    const session = connect(`https://${authority(target.host, target.port)}`, {
      createConnection: () => socket,
    });
    session.on('error', ({ message }) => {
      reason = message;
    });
    // Several wait for its settings.
    session.setMaxListeners(0);
    connection.session = session;
    for (const member of members) member.ready();
  });
  const connection: Http2Connection = { socket, session: undefined, bytes: countHttp2(socket), members };
  // Before the request, which may be sent at the same event.
  socket.prependListener('connect', () => {
    for (const member of members) member.connected();
  });
  socket.on('error', (error: NodeJS.ErrnoException) => {
    reason = error.message;
    wasShut = SHUT_CODES.includes(error.code ?? '');
    isFinal = error instanceof WrongHandshake;
  });
  socket.on('close', () => {
    for (const member of members) member.gone(reason, wasShut, isFinal);
  });
  return connection;
}

/** Those that several subscribers share, by server and group. */
const shared = new Map<string, Http2Connection>();

const isUsable = ({ socket, session }: Http2Connection) => !socket.destroyed && session?.closed !== true;

/** The connection of the target's group, if there is one, or another. */
function connectionOf(target: Target): Http2Connection {
  if (target.group === undefined) return openConnection(target);
  const key = `${authority(target.host, target.port)} ${target.group}`;
  const known = shared.get(key);
  if (known && isUsable(known)) return known;
  const opened = openConnection(target);
  shared.set(key, opened);
  return opened;
}

/**
 * Opens one subscriber's connection of HTTP/2, or joins that of its group. It ends after
 * `silenceMs` without a byte while an answer is due; with Infinity, never.
 */
export function openHttp2(target: Target, silenceMs: number, events: ConnectionEvents): OpenConnection {
  const connection = connectionOf(target);
  const { socket, bytes, members } = connection;
  const whenGone: (() => void)[] = [];
  let isGone = false;
  let ownReason: string | undefined;
  let stream: ClientHttp2Stream | undefined;
  let isStalled = false;
  let readAt = 0;
  let dueSince = nowMicros();

  const expects = (answer: boolean) => {
    dueSince = answer ? nowMicros() : Number.POSITIVE_INFINITY;
  };
  /** Later, so that what was written before is sent. */
  const destroy = () => void setImmediate(() => (members.size > 1 ? part() : socket.destroy()));
  function giveUp(reason: string): void {
    ownReason ??= reason;
    destroy();
  }
  function reads(read: () => void): void {
    readAt = nowMicros();
    try {
      read();
    } catch (error) {
      giveUp((error as Error).message);
    }
  }
  const quietSince = () => (isStalled ? Number.POSITIVE_INFINITY : Math.max(readAt, dueSince));
  const unwatch = watchSilence(silenceMs, quietSince, () =>
    giveUp(`nothing heard for ${silenceMs / 1000} s`),
  );

  const me: Member = {
    connected: () => events.onConnected?.(),
    ready() {
      expects(false);
      events.onOpen();
    },
    gone(reason, wasShut, isFinal) {
      if (isGone) return;
      isGone = true;
      unwatch();
      for (const tell of whenGone) tell();
      events.onGone(ownReason ?? reason, wasShut && ownReason === undefined, isFinal);
    },
  };
  members.add(me);
  if (connection.session) {
    queueMicrotask(() => {
      me.connected();
      me.ready();
    });
  }

  function write(data: Buffer | string, encoding?: BufferEncoding): void {
    bytes.upBytes += Buffer.byteLength(data, encoding);
    stream?.write(data, encoding ?? 'utf8');
  }
  /** Leaves the connection to the others. */
  function part(): void {
    members.delete(me);
    if (stream && !stream.closed) stream.close(constants.NGHTTP2_CANCEL);
    me.gone('the subscriber left', false, false);
  }
  /**
   * Ends the own part; of the last subscriber, the connection after what its streams still send.
   */
  const leave = () => (members.size > 1 ? part() : connection.session?.close());

  function finish(data?: Buffer): void {
    if (data) bytes.upBytes += data.length;
    // A request without a body has ended its part already.
    if (stream && !stream.closed && !stream.writableEnded) stream.end(data);
    else leave();
  }

  return {
    get session() {
      return connection.session;
    },
    get readAt() {
      return readAt;
    },
    get isUsable() {
      return connection.session !== undefined && isUsable(connection);
    },
    get isDestroyed() {
      return isGone || socket.destroyed;
    },
    expects,
    carriedBy(given, onData) {
      stream = given;
      given.on('data', (chunk: Buffer) => {
        bytes.downBytes += chunk.length;
        reads(() => onData(chunk));
      });
      if (isStalled) given.pause();
    },
    reads,
    write,
    finish,
    destroy,
    giveUp,
    stall() {
      isStalled = true;
      stream?.pause();
    },
    close(_, closingBytes) {
      if (isGone || socket.closed) return Promise.resolve();
      return new Promise(resolve => {
        const timer = setTimeout(destroy, CLOSE_TIMEOUT_MS);
        whenGone.push(() => clearTimeout(timer), resolve);
        const last = closingBytes();
        if (!connection.session || isStalled) destroy();
        else if (!stream || stream.closed) leave();
        else if (last.length === 0) {
          stream.close(constants.NGHTTP2_CANCEL);
          leave();
        } else {
          stream.once('close', leave);
          finish(last);
        }
      });
    },
  };
}
