import { hash } from 'node:crypto';
import type { Socket } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { Receiver, Sender } from 'ws';
import type { State } from '../../../clients/transports/subscriber.ts';
import { websocket } from '../../../clients/transports/websocket.ts';
import { scriptedServer } from '../../harness/scripted-server.ts';

const ACCEPT_GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';
const framed = (opcode: number, data: string | Buffer) =>
  Buffer.concat(
    Sender.frame(Buffer.from(data), { fin: true, opcode, mask: false, readOnly: true, rsv1: false }),
  );
/** What `ws` reads of a client's frames. */
interface Heard {
  closeCodes: number[];
  pongs: string[];
}

/**
 * A client of a server that accepts each WebSocket and then sends these bytes. Collects what the
 * client sends back on its first connection, and its states.
 */
async function clientOf(bytes: Buffer): Promise<{ heard: Heard; states: State[] }> {
  const heard: Heard = { closeCodes: [], pongs: [] };
  const states: State[] = [];
  const accept = ({ text, connection }: { text: string; connection: number }, socket: Socket) => {
    if (connection > 0) return undefined;
    const key = /Sec-WebSocket-Key: (\S+)/.exec(text)?.[1];
    const receiver = new Receiver({ isServer: true, maxPayload: 1000, skipUTF8Validation: false });
    receiver.on('conclude', code => heard.closeCodes.push(code));
    receiver.on('pong', data => heard.pongs.push(data.toString()));
    receiver.on('error', () => {});
    socket.removeAllListeners('data').pipe(receiver);
    const head = `HTTP/1.1 101 So\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${hash('sha1', key + ACCEPT_GUID, 'base64')}\r\n\r\n`;
    socket.write(Buffer.concat([Buffer.from(head), bytes]));
    return undefined;
  };
  const { target } = await scriptedServer(accept);
  const subscription = websocket()(target, {
    topic: 't',
    onNotification() {},
    onState: state => states.push(state),
    backoff: () => 60_000,
  });
  onTestFinished(() => subscription.close());
  return { heard, states };
}

const START = framed(1, '{"cursor":"a-1"}');

describe('a client', () => {
  test.each([
    ['a reserved opcode', framed(3, ''), 1002, 'a frame with the reserved opcode 3'],
    ['text that is not UTF-8', framed(1, Buffer.from([0xff])), 1007, 'text that is not UTF-8'],
    ['a close frame with 1005', framed(8, Buffer.from([3, 0xed])), 1002, 'a close frame with the code 1005'],
  ])('says why it ends the connection after %s, and comes back', async (_, bytes, closeCode, reason) => {
    const { heard, states } = await clientOf(Buffer.concat([START, bytes]));
    await expect.poll(() => states.at(-1)).toEqual({ kind: 'waiting', reason, retryMs: 60_000 });
    await expect.poll(() => heard.closeCodes).toEqual([closeCode]);
  });

  test('answers a ping, and a close frame with its code', async () => {
    const { heard, states } = await clientOf(
      Buffer.concat([START, framed(9, 'so'), framed(8, Buffer.from([3, 0xe9])), framed(9, 'too late')]),
    );
    await expect.poll(() => states.at(-1)).toMatchObject({ reason: 'the server closed the socket: 1001 ' });
    await expect.poll(() => heard.closeCodes).toEqual([1001]);
    expect(heard.pongs).toEqual(['so']);
  });
});
