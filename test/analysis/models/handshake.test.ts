import { describe, expect, test } from 'vitest';
import { closingBytes, handshakeBytes } from '../../../analysis/models/handshake.ts';

// Records as a capture of Node 26.12.1 has them, each with its header of 5 B.
const CLIENT_HELLO = 1471;
const CLIENT_HELLO_RESUMED = 1742;
const SERVER_HELLO = 1215;
const SERVER_HELLO_RESUMED = 1221;
const CHANGE_CIPHER_SPEC = 6;
const ENCRYPTED_EXTENSIONS = 28;
/** Of a certificate of 333 B. */
const CERTIFICATE = 368;
/** With a signature of 71 B; others have 70 or 72. */
const CERTIFICATE_VERIFY = 101;
const FINISHED = 74;
const TICKET = 255;

describe('the bytes of a handshake', () => {
  test('that is full', () => {
    expect(handshakeBytes({ tls: 'full' }, 333)).toEqual({
      upBytes: CLIENT_HELLO + CHANGE_CIPHER_SPEC + FINISHED,
      downBytes:
        SERVER_HELLO +
        CHANGE_CIPHER_SPEC +
        ENCRYPTED_EXTENSIONS +
        CERTIFICATE +
        CERTIFICATE_VERIFY +
        FINISHED +
        2 * TICKET,
    });
  });

  test('that resumes a session has neither certificate nor tickets', () => {
    expect(handshakeBytes({ tls: 'resumed' }, 333)).toEqual({
      upBytes: CLIENT_HELLO_RESUMED + CHANGE_CIPHER_SPEC + FINISHED,
      downBytes: SERVER_HELLO_RESUMED + CHANGE_CIPHER_SPEC + ENCRYPTED_EXTENSIONS + FINISHED,
    });
  });

  test('names HTTP/2 on both sides, and in the sessions of its tickets', () => {
    const [plain, http2] = [undefined, 2 as const].map(http =>
      handshakeBytes({ tls: 'full', ...(http && { http }) }, 333),
    );
    // 9 B of an extension each; 16 B in half of two tickets.
    expect((http2?.upBytes ?? 0) - (plain?.upBytes ?? 0)).toBe(9);
    expect((http2?.downBytes ?? 0) - (plain?.downBytes ?? 0)).toBe(9 + 2 * 8);
  });

  test('and of its end are none without TLS', () => {
    expect(handshakeBytes(undefined, 333)).toEqual({ upBytes: 0, downBytes: 0 });
    expect([closingBytes(undefined), closingBytes({ tls: 'full' })]).toEqual([0, 24]);
  });
});
