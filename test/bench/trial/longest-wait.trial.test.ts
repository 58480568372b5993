import { expect, test } from 'vitest';
import { connectRaw } from '../../harness/raw-connection.ts';
import { rawRequest } from '../../harness/raw-request.ts';
import { trialServer } from '../../harness/trial-server.ts';

test.each([1, 25, 60])('a trial’s server waits the %i s of its load, and no longer', async waitSeconds => {
  const port = await trialServer('long-polling', { 'long-polling': { waitSeconds } });
  // Without a cursor, the answer comes at once, and says which wait was granted instead.
  const ask = async (seconds: number) => {
    const request = rawRequest('GET', '/notifications?topic=t', {
      prefer: `wait=${seconds}`,
      connection: 'close',
    });
    const connection = await connectRaw({ host: '127.0.0.1', port }, request);
    await connection.closed;
    return connection.text();
  };
  const kept = await ask(waitSeconds);
  expect(kept).toMatch(/^HTTP\/1\.1 200 /);
  expect(kept).not.toContain('preference-applied');
  expect(await ask(waitSeconds + 1)).toContain(`preference-applied: wait=${waitSeconds}\r\n`);
});
