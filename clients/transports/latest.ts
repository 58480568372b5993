import { parseCursor } from '../../scenarios/load/cursor.ts';
import type { Notification } from '../../scenarios/load/notification.ts';

/**
 * Of a list of the latest, those that a subscriber at `known` does not have. A list of another
 * epoch is new as a whole. The subscriber cannot know what came before it, as with any such list.
 */
export function newInLatest(
  { notifications, cursor }: { notifications: Notification[]; cursor: string },
  known: string | undefined,
): Notification[] {
  if (known === undefined) return notifications;
  const { epoch, seq: knownSeq } = parseCursor(known);
  if (epoch !== undefined && epoch !== parseCursor(cursor).epoch) return notifications;
  return notifications.filter(({ seq }) => seq > knownSeq);
}
