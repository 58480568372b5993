import { expect, test } from 'vitest';
import {
  type BatchAnswer,
  createBatches,
  Refusal,
  type Waiting,
} from '../../../servers/feed/broker/batches.ts';

/** A broker that numbers by itself; what it does with each attempt is told by `script`. */
function scripted(script: ('answers' | 'stores silently' | 'is away' | 'is lost' | 'refuses')[]) {
  const stored: string[] = [];
  const sent: { number: number; texts: string[] }[] = [];
  const known = new Map<number, BatchAnswer>();
  let losses = 0;
  async function send(batch: readonly Waiting[], number: number): Promise<BatchAnswer> {
    sent.push({ number, texts: batch.map(({ text }) => text) });
    const what = script.shift() ?? 'answers';
    if (what === 'is away') throw new Error('not there');
    if (what === 'refuses') throw new Refusal('OOM command not allowed');
    if (what === 'is lost') return 'lost';
    const before = known.get(number);
    if (before) return before;
    const answer = { seqs: batch.map(({ text }) => stored.push(text)) };
    known.set(number, answer);
    if (what === 'stores silently') throw new Error('the answer was lost');
    return answer;
  }
  const batches = createBatches({ send, onLost: async () => void losses++, giveUpMs: 60_000 });
  return { batches, stored, sent, lossesOf: () => losses };
}

const one = (text: string) => ({ topic: 't', text });

test('what comes while a batch is under way is the next one, in its order', async () => {
  const { batches, sent } = scripted([]);
  const seqs = await Promise.all(['a', 'b', 'c'].map(text => batches.append(one(text), false)));
  expect(seqs).toEqual([{ seq: 1 }, { seq: 2 }, { seq: 3 }]);
  expect(sent).toEqual([
    { number: 1, texts: ['a'] },
    { number: 2, texts: ['b', 'c'] },
  ]);
});

test('a batch whose answer was lost is sent again under its number, and stored once', async () => {
  const { batches, stored, sent } = scripted(['stores silently', 'is away', 'answers']);
  expect(await batches.append(one('a'), false)).toEqual({ seq: 1 });
  expect(stored).toEqual(['a']);
  expect(sent.map(({ number }) => number)).toEqual([1, 1, 1]);
});

test('a broker that has lost the feed gets the batch again when the loss is known', async () => {
  const { batches, stored, lossesOf } = scripted(['is lost']);
  expect(await batches.append(one('a'), false)).toEqual({ seq: 1 });
  expect([stored, lossesOf()]).toEqual([['a'], 1]);
});

test('a refusal ends its batch, and the next one goes on', async () => {
  const { batches, stored } = scripted(['refuses']);
  const refused = batches.append(one('a'), false);
  const next = batches.append(one('b'), false);
  await expect(refused).rejects.toMatchObject({
    message: 'the broker refuses it: OOM',
    code: 'BROKER_UNAVAILABLE',
  });
  expect(await next).toEqual({ seq: 1 });
  expect(stored).toEqual(['b']);
});

test('who waits is told when it takes too long; a line of a pipe is not given up', async () => {
  let isAway = true;
  const send = async (batch: readonly Waiting[]): Promise<BatchAnswer> => {
    if (isAway) throw new Error('not there');
    return { seqs: batch.map((_, index) => index + 1) };
  };
  const batches = createBatches({ send, onLost: async () => {}, giveUpMs: 20 });
  const piped = batches.append(one('a'), false);
  await expect(batches.append(one('b'), true)).rejects.toThrow(/did not acknowledge it within 0.02 s/);
  isAway = false;
  expect(await piped).toEqual({ seq: 1 });
  // What had not been sent when it was given up is not sent any more.
  expect(await batches.append(one('c'), false)).toEqual({ seq: 1 });
});
