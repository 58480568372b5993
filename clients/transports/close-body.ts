import { isUtf8 } from 'node:buffer';
import { CLOSE_CODE, FrameFault } from './frame-fault.ts';

/** What a close frame says. */
export interface CloseBody {
  /** Undefined where the frame has no body. */
  code: number | undefined;
  reason: string;
}

/** Codes of RFC 6455 §7.4.1 and of the registry that it opens. */
const isDefined = (code: number) => code >= 1000 && code <= 1014;
/** Codes that an endpoint tells its own application, and that no frame may have. */
const NEVER_SENT = [1004, 1005, 1006];
/** Codes of libraries, frameworks and applications (RFC 6455 §7.4.2). */
const isOfOthers = (code: number) => code >= 3000 && code <= 4999;

/**
 * Reads the body of a close frame. Throws a FrameFault where it has a single byte, a code that must
 * not be sent, or a reason that is no UTF-8.
 */
export function readCloseBody(body: Buffer): CloseBody {
  if (body.length === 0) return { code: undefined, reason: '' };
  if (body.length === 1) throw new FrameFault('a close frame with half a code');
  const code = body.readUInt16BE(0);
  if (!(isDefined(code) && !NEVER_SENT.includes(code)) && !isOfOthers(code))
    throw new FrameFault(`a close frame with the code ${code}`);
  const reason = body.subarray(2);
  if (!isUtf8(reason))
    throw new FrameFault('a close frame whose reason is not UTF-8', CLOSE_CODE.invalidText);
  return { code, reason: reason.toString('utf8') };
}
