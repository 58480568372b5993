import type { Load } from './load.ts';
import { type Due, PROBE_SEQ, payloadMaker, schedule } from './schedule.ts';

/** Says whether a delivery has the payload that the schedule gave it. */
export type PayloadCheck = (notification: { topic: string; seq: number; payload: unknown }) => boolean;

/** The payload of the notification that is sent before the schedule. */
export const PROBE_PAYLOAD = 'probe';

/** A payload as text, without the moment of a stamped one. */
function comparable({ payload: kind }: Pick<Load, 'payload'>, payload: unknown): string {
  return JSON.stringify(kind === 'stamped' ? { ...(payload as object), wallMs: 0 } : payload);
}

/** What each topic holds before the schedule begins, from its first seq on. */
function beforeSchedule(load: Load, seed: number): unknown[] {
  const held = load.visits?.backlog ?? load.heldBefore;
  if (held === undefined) return [PROBE_PAYLOAD];
  return Array.from({ length: held }, (_, index) => payloadMaker(load, seed)(index));
}

/**
 * Checks payloads against the schedule. What subscribers send themselves has no seq before it is
 * sent: its payload must be one of those due in its topic.
 */
export function payloadCheck(load: Load, seed: number, durationSeconds: number): PayloadCheck {
  const before = beforeSchedule(load, seed).map(payload => comparable(load, payload));
  const due = load.visits ? [] : schedule(load, seed, durationSeconds);
  const byTopic = Map.groupBy(due, ({ topic }) => topic);
  const texts = new Map<Due, string>();
  const textOf = (one: Due) => {
    const known = texts.get(one) ?? comparable(load, one.payload);
    texts.set(one, known);
    return known;
  };
  const ofTopic = new Map<string, Set<string>>();
  const anyOf = (topic: string) => {
    const known = ofTopic.get(topic) ?? new Set(byTopic.get(topic)?.map(textOf));
    ofTopic.set(topic, known);
    return known;
  };

  return ({ topic, seq, payload }) => {
    const text = comparable(load, payload);
    const index = seq - PROBE_SEQ;
    if (index < before.length) return text === before[index];
    if (load.senders) return anyOf(topic).has(text);
    const one = byTopic.get(topic)?.[index - before.length];
    return one !== undefined && text === textOf(one);
  };
}
