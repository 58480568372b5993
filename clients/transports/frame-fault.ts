/** Close codes of a client that ends a connection because of what it received (RFC 6455 §7.4.1). */
export const CLOSE_CODE = { protocolError: 1002, invalidText: 1007, tooBig: 1009 } as const;

/** Bytes that the protocol forbids, with the code that a close frame says it by. */
export class FrameFault extends Error {
  readonly closeCode: number;

  constructor(message: string, closeCode: number = CLOSE_CODE.protocolError) {
    super(message);
    this.closeCode = closeCode;
  }
}
