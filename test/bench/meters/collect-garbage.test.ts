import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { collectGarbage } from '../../../bench/meters/collect-garbage.ts';

test('what nothing refers to is gone, and what is in use stays', async () => {
  const kept = { name: 'kept' };
  const references = [new WeakRef({ name: 'garbage' }), new WeakRef(kept)];
  // An object lives at least as long as the turn in which its reference was made.
  await setImmediate();
  collectGarbage();
  expect(references.map(one => one.deref()?.name)).toEqual([undefined, kept.name]);
});
