import { bytes, counted, integer } from '../../report/text/format.ts';
import type { ServerEvent } from '../../servers/observation/events.ts';

/** Events that are too many for a line each. */
export interface EventTally {
  add(event: ServerEvent): void;
  /** All of them in a line; empty without any. */
  text(): string;
}

/** The phrase of a reason, without its details. */
const phraseOf = (why: string) => why.split(':', 1)[0] ?? why;

/** How often each text came, most often first: `3 client closed, 1 no pong for 30 s`. */
function counts(texts: ReadonlyMap<string, number>): string {
  const sorted = [...texts].toSorted(([, one], [, other]) => other - one);
  return sorted.map(([text, count]) => `${integer(count)} ${text}`).join(', ');
}

const count = (texts: Map<string, number>, text: string) => texts.set(text, (texts.get(text) ?? 0) + 1);
const sum = (texts: ReadonlyMap<string, number>) => texts.values().reduce((total, one) => total + one, 0);

export function createEventTally(): EventTally {
  const published = { count: 0, bytes: 0, deliveries: 0 };
  const polled = { count: 0, withNotifications: 0, notifications: 0 };
  let came = 0;
  const left = new Map<string, number>();
  const refused = new Map<string, number>();

  function add(event: ServerEvent): void {
    switch (event.kind) {
      case 'came':
        came++;
        return;
      case 'left':
        count(left, phraseOf(event.why));
        return;
      case 'refused':
        count(refused, `with ${event.statusCode}`);
        return;
      case 'published':
        published.count++;
        published.bytes += event.entry.json.length;
        published.deliveries += event.followers;
        return;
      case 'polled':
        polled.count++;
        polled.notifications += event.answer.notificationCount;
        if (event.answer.notificationCount > 0) polled.withNotifications++;
    }
  }

  return {
    add,
    text() {
      const parts = [
        published.count > 0 &&
          `${integer(published.count)} published (${bytes(published.bytes)}, ${counted(published.deliveries, 'delivery', 'deliveries')} at once)`,
        polled.count > 0 &&
          `${integer(polled.count)} polled (${integer(polled.withNotifications)} got ${counted(polled.notifications, 'notification')})`,
        came > 0 && `${integer(came)} came`,
        left.size > 0 && `${integer(sum(left))} left (${counts(left)})`,
        refused.size > 0 && `${integer(sum(refused))} refused (${counts(refused)})`,
      ];
      return parts.filter(part => part !== false).join('; ');
    },
  };
}
