/**
 * Close codes: 1001, 1007, 1008 and 1013 are registered with IANA (going away, invalid data, policy
 * violation, try again later). 4410 is the lab's own, after HTTP's 410.
 */
export const CLOSE_GOING_AWAY = 1001;
export const CLOSE_INVALID = 1007;
export const CLOSE_POLICY = 1008;
export const CLOSE_TRY_LATER = 1013;
export const CLOSE_GONE = 4410;

/** An unmasked close frame (RFC 6455 §5.5.1). */
export function closeFrame(code: number, reason: string): Buffer {
  const text = Buffer.from(reason);
  return Buffer.concat([Buffer.from([0x88, 2 + text.length, code >> 8, code & 0xff]), text]);
}
