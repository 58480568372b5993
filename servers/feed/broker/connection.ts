import { setTimeout as sleep } from 'node:timers/promises';
import { createClient, ErrorReply } from '@redis/client';
import { Refusal } from './batches.ts';

/** Where a broker listens. */
export interface BrokerAddress {
  host: string;
  port: number;
}

/** A reply of the broker, as it comes over the wire. */
export type Reply = string | number | null | readonly Reply[];

/** A connection to the broker, which is opened again whenever it breaks. */
export interface BrokerConnection {
  /**
   * Sends a command and resolves with its reply. Rejects with Refusal where the broker answers with
   * an error, and with another error where it does not answer within `timeoutMs`, or is not there.
   */
  ask(command: readonly string[], timeoutMs?: number): Promise<Reply>;
  close(): void;
}

const CONNECT_TIMEOUT_MS = 1000;
const ANSWER_TIMEOUT_MS = 2000;

const open = ({ host, port }: BrokerAddress) =>
  createClient({
    RESP: 2,
    // What cannot be sent at once is refused at once: the caller tries again.
    disableOfflineQueue: true,
    socket: { host, port, connectTimeout: CONNECT_TIMEOUT_MS, reconnectStrategy: false, noDelay: true },
  });

/** Errors of a broker that is not ready yet, or not at the moment. */
const PASSING = ['LOADING', 'BUSY', 'READONLY', 'MASTERDOWN', 'TRYAGAIN', 'CLUSTERDOWN'];
const isPassing = (message: string): boolean => PASSING.some(kind => message.startsWith(`${kind} `));

/** Opens a connection when the first command is sent. */
export function connectToBroker(address: BrokerAddress): BrokerConnection {
  let client: ReturnType<typeof open> | undefined;
  let opening: Promise<unknown> | undefined;
  let isClosed = false;

  /** Gives a connection up that has failed: what it may still answer is of no use. */
  function drop(): void {
    const failed = client;
    client = undefined;
    opening = undefined;
    failed?.destroy();
  }

  async function connected() {
    if (isClosed) throw new Error('the connection to the broker is closed');
    if (!client) {
      const next = open(address);
      // Each command that fails says so itself.
      next.on('error', () => {});
      client = next;
      opening = next.connect();
    }
    await opening;
    return client;
  }

  return {
    async ask(command, timeoutMs = ANSWER_TIMEOUT_MS) {
      const inTime = new AbortController();
      const late = sleep(timeoutMs, undefined, { signal: inTime.signal, ref: false }).then(() => {
        throw new Error(`the broker did not answer within ${timeoutMs / 1000} s`);
      });
      late.catch(() => {}); // Aborted when the answer comes.
      try {
        const own = await Promise.race([connected(), late]);
        return (await Promise.race([own.sendCommand([...command]), late])) as unknown as Reply;
      } catch (error) {
        if (error instanceof ErrorReply && !isPassing(error.message)) throw new Refusal(error.message);
        drop();
        throw error;
      } finally {
        inTime.abort();
      }
    },
    close() {
      isClosed = true;
      drop();
    },
  };
}
