import type { Transport } from '../../scenarios/load/transport.ts';
import type { Carrier } from '../http2/carrier.ts';

/** Hears of one stream: when it begins, and why the server ends it. Never of a notification. */
export interface StreamObserver {
  /** The stream has begun, after this cursor. */
  began(cursor: string): void;
  /**
   * The server is about to end the connection. `why` is a phrase, perhaps with a colon and details.
   * The first of several reasons counts.
   */
  ends(why: string): void;
}

/** Begins to observe one stream. Servers by hand have this function, measured servers do not. */
export type ObserveStream = (transport: Transport, topic: string, socket: Carrier) => StreamObserver;
