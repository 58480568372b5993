import { Type } from 'typebox';
import { Compile } from 'typebox/compile';
import type { WebSocket } from 'ws';
import type { Cursor } from '../../scenarios/load/cursor.ts';
import { CursorInJson, cursorIn } from './subscription-request.ts';
import { CLOSE_INVALID, CLOSE_POLICY } from './websocket-close.ts';

/** `after=resume` in the address: the client's first frame has the cursor. */
export const RESUME = 'resume';

const resumeCheck = Compile(
  Type.Object({ resume: Type.Union([CursorInJson, Type.Null()]) }, { additionalProperties: false }),
);

/** The cursor of a frame, null for none; undefined if it is no such frame. */
function parseResume(text: string): Cursor | null | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (!resumeCheck.Check(value)) return undefined;
    return value.resume === null ? null : cursorIn(value.resume);
  } catch {
    return undefined; // The caller treats it like JSON of the wrong shape.
  }
}

/**
 * Waits for the first frame of a client whose address must stay the same over reconnections:
 * `{"resume": C}`, or `{"resume": null}` without a cursor. Calls `follow` with the cursor. Closes
 * the socket after another frame, or after `withinMs` without one.
 */
export function awaitResume(
  ws: WebSocket,
  withinMs: number,
  follow: (after: Cursor | undefined) => void,
): void {
  const reason = `no frame {"resume": …} for ${withinMs / 1000} s`;
  const timer = setTimeout(() => ws.close(CLOSE_POLICY, reason), withinMs);
  ws.once('close', () => clearTimeout(timer));
  ws.once('message', (data, isBinary) => {
    clearTimeout(timer);
    if (ws.readyState !== ws.OPEN) return;
    const cursor = isBinary ? undefined : parseResume(data.toString());
    if (cursor === undefined)
      ws.close(CLOSE_INVALID, 'the first frame must be text: {"resume": cursor or null}');
    else follow(cursor ?? undefined);
  });
}
