import type { Observer, ServerEvent } from '../../servers/observation/events.ts';

export interface ServerEvents {
  observer: Observer;
  /** All so far. */
  events: readonly ServerEvent[];
  /** All so far of one kind. */
  of<K extends ServerEvent['kind']>(kind: K): Extract<ServerEvent, { kind: K }>[];
  /** Resolves as soon as there are so many of a kind, with the last of them. */
  until<K extends ServerEvent['kind']>(kind: K, count?: number): Promise<Extract<ServerEvent, { kind: K }>>;
}

/** Keeps what happens on a server. */
export function serverEvents(): ServerEvents {
  const events: ServerEvent[] = [];
  const looks = new Set<() => void>();
  const of = <K extends ServerEvent['kind']>(kind: K) =>
    events.filter((event): event is Extract<ServerEvent, { kind: K }> => event.kind === kind);
  return {
    events,
    of,
    observer(event) {
      events.push(event);
      for (const look of looks) look();
    },
    until: <K extends ServerEvent['kind']>(kind: K, count = 1) =>
      new Promise<Extract<ServerEvent, { kind: K }>>(resolve => {
        function look(): void {
          const found = of(kind)[count - 1];
          if (found === undefined) return;
          looks.delete(look);
          resolve(found);
        }
        looks.add(look);
        look();
      }),
  };
}
