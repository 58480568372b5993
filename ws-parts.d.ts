// `ws` exports its parts (lib/receiver.js, lib/sender.js); @types/ws does not declare them.
import 'ws';
import type { Writable } from 'node:stream';

declare module 'ws' {
  interface FrameOptions {
    fin: boolean;
    opcode: number;
    mask: boolean;
    readOnly: boolean;
    rsv1: boolean;
  }

  export const Sender: {
    /** Frames one message. Returns the header and the data, to be written one after the other. */
    frame(data: Buffer, options: FrameOptions): Buffer[];
  };

  type Parameters = Record<string, unknown>;

  /** Offers and answers of extensions, as headers have them (RFC 6455 §9.1). */
  export const extension: {
    parse(header: string): Record<string, Parameters[] | undefined>;
    format(extensions: Record<string, Parameters[]>): string;
  };

  export const subprotocol: { parse(header: string): Set<string> };

  export class PerMessageDeflate {
    static readonly extensionName: string;
    readonly params: Parameters;
    constructor(options: object);
    accept(offers: Parameters[]): Parameters;
  }

  interface ReceiverEvents {
    message: [data: Buffer, isBinary: boolean];
    ping: [data: Buffer];
    pong: [data: Buffer];
    conclude: [code: number, reason: Buffer];
    error: [error: Error];
  }

  /** Parses the bytes of a connection and emits its messages. */
  export class Receiver extends Writable {
    constructor(options: { isServer: boolean; maxPayload: number; skipUTF8Validation: boolean });
    on<K extends keyof ReceiverEvents>(event: K, listener: (...args: ReceiverEvents[K]) => void): this;
    on(event: string, listener: (...args: never[]) => void): this;
  }
}
