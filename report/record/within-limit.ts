import { inProse, TRANSPORTS, type Transport } from '../../scenarios/load/transport.ts';
import { given, list, withUnit } from '../text/format.ts';
import type { NeedFacts } from './facts.ts';
import type { LatencyTail } from './need-example.ts';

/** The tail of a transport at the shown point of a need, where it is over the limit; else null. */
function tailOver({ example }: NeedFacts, transport: Transport, acceptableMs: number): LatencyTail | null {
  const tail = example?.measured.find(one => one.transport === transport)?.tail ?? null;
  return tail !== null && tail.ms > acceptableMs ? tail : null;
}

/** Whether a transport was over the reader's limit of p99 at the shown point of a need. */
export const isOverLimit = (need: NeedFacts, transport: Transport, acceptableMs: number): boolean =>
  tailOver(need, transport, acceptableMs) !== null;

/**
 * A need without those of its best transports that were over the reader's limit of p99 at the shown
 * point: the reader cannot use them as they were measured there.
 */
export const withinLimit = (need: NeedFacts, acceptableMs: number): NeedFacts => ({
  ...need,
  best: need.best.filter(one => !isOverLimit(need, one, acceptableMs)),
});

/**
 * Which of the best transports do not count for a need because of the reader's limit of p99, and
 * their latency there, in one sentence; empty if all count.
 */
export function overLimitInWords(needs: readonly NeedFacts[], acceptableMs: number): string {
  const parts = TRANSPORTS.flatMap(transport => {
    const places = needs.flatMap(need => {
      const tail = need.best.includes(transport) ? tailOver(need, transport, acceptableMs) : null;
      return tail === null ? [] : [`“${need.title}” (${tail.of} ${withUnit(tail.ms, 'ms')})`];
    });
    return places.length === 0 ? [] : [`${inProse(transport)} for ${list(places)}`];
  });
  return parts.length === 0
    ? ''
    : `Not counted, as measured there over the limit of ${given(acceptableMs)} ms: ${parts.join('; ')}.`;
}
