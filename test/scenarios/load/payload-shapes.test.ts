import { deflateRawSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { payloadCheck } from '../../../scenarios/load/expected-payloads.ts';
import type { Load } from '../../../scenarios/load/load.ts';
import { PAYLOAD_SHAPES, SHAPE_BYTES } from '../../../scenarios/load/payload-shapes.ts';
import { payloadMaker, schedule } from '../../../scenarios/load/schedule.ts';
import { loadFaults } from '../../../scenarios/scenario.ts';
import { load } from '../../harness/trial-setup.ts';

const shaped = (payload: Load['payload'], payloadBytes: number): Load => ({ ...load, payload, payloadBytes });
const textOf = (payload: unknown) => JSON.stringify(payload);

describe.each([...PAYLOAD_SHAPES.map(name => [name, SHAPE_BYTES[name]] as const), ['random', 300] as const])(
  'a payload of kind %s',
  (name, bytes) => {
    test('has its size in bytes, each time', () => {
      const payloads = payloadMaker(shaped(name, bytes), 3);
      for (let index = 0; index < 2000; index++) {
        expect(Buffer.byteLength(textOf(payloads(index)))).toBe(bytes);
      }
    });

    test('is the same for the same seed, whichever was made before it, and another for another', () => {
      const [one, same, other] = [3, 3, 4].map(seed => payloadMaker(shaped(name, bytes), seed));
      one?.(1);
      expect(one?.(7)).toEqual(same?.(7));
      expect(one?.(7)).not.toEqual(other?.(7));
      expect(one?.(7)).not.toEqual(one?.(8));
    });
  },
);

test('random letters of its size are harder to compress than a shape', () => {
  const shareOf = (name: Load['payload'], bytes: number) => {
    const text = textOf(payloadMaker(shaped(name, bytes), 3)(5));
    return deflateRawSync(text).length / text.length;
  };
  for (const name of PAYLOAD_SHAPES) {
    expect(shareOf(name, SHAPE_BYTES[name])).toBeLessThan(shareOf('random', SHAPE_BYTES[name]));
  }
});

test('a shape has no other size than its own', () => {
  expect(loadFaults(shaped('tick', SHAPE_BYTES.tick))).toEqual([]);
  expect(loadFaults(shaped('tick', 300))).toEqual(['a payload of kind tick has 200 bytes']);
});

describe('the check of payloads', () => {
  const DURATION_SECONDS = 2;
  const SEED = 3;

  test.each([
    ['of the publisher', {}],
    ['of subscribers', { senders: { upstream: 'own' as const } }],
    ['of a shape', { payload: 'chat' as const, payloadBytes: SHAPE_BYTES.chat }],
  ])('takes what the schedule has, and nothing else: %s', (_, changed) => {
    const checked: Load = { ...load, ...changed };
    const isRight = payloadCheck(checked, SEED, DURATION_SECONDS);
    const seqs = new Map<string, number>();
    for (const { topic, payload } of schedule(checked, SEED, DURATION_SECONDS)) {
      const seq = (seqs.get(topic) ?? 1) + 1;
      seqs.set(topic, seq);
      expect(isRight({ topic, seq, payload })).toBe(true);
      const { text } = payload as { text: string };
      const damaged = { ...(payload as object), text: `${text.slice(0, -1)}~` };
      expect(isRight({ topic, seq, payload: damaged })).toBe(false);
    }
    expect(isRight({ topic: 'user 0', seq: 1, payload: 'probe' })).toBe(true);
    expect(isRight({ topic: 'user 0', seq: 1, payload: 'prove' })).toBe(false);
  });

  test('knows a backlog, and leaves out when a stamped payload was stamped', () => {
    const visiting: Load = { ...load, visits: { connection: 'cold', closing: 'handshake', backlog: 3 } };
    const isRight = payloadCheck(visiting, SEED, DURATION_SECONDS);
    const payloads = payloadMaker(visiting, SEED);
    expect([1, 2, 3].map(seq => isRight({ topic: 't', seq, payload: payloads(seq - 1) }))).toEqual([
      true,
      true,
      true,
    ]);
    expect(isRight({ topic: 't', seq: 2, payload: payloads(2) })).toBe(false);
    const stamped: Load = { ...load, payload: 'stamped' };
    const [due] = schedule(stamped, SEED, DURATION_SECONDS);
    const payload = { ...(due?.payload as object), wallMs: 1_763_809_366_123 };
    const check = payloadCheck(stamped, SEED, DURATION_SECONDS);
    expect(check({ topic: due?.topic ?? '', seq: 2, payload })).toBe(true);
  });
});
