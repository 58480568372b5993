import { test } from 'vitest';
import { trialServerProcess } from '../harness/trial-server.ts';

test('a server collects its garbage when it is told to, and says when it has', async () => {
  const { child } = await trialServerProcess('sse', { sse: {} });
  child.send({ type: 'collect' });
  await child.expect('collected', 15_000);
});
