import { expect, onTestFinished, test } from 'vitest';
import { loopback } from '../../../bench/network/network.ts';
import { openFeedPipe } from '../../../bench/processes/feed-pipe.ts';
import { startServer } from '../../../bench/trial/trial-processes.ts';
import { connectRaw } from '../../harness/raw-connection.ts';
import { rawRequest } from '../../harness/raw-request.ts';
import { cores, load } from '../../harness/trial-setup.ts';

test.each([1, 25, 60])('a trial’s server waits the %i s of its load, and no longer', async waitSeconds => {
  const pipe = openFeedPipe();
  const transports = { 'long-polling': { waitSeconds } };
  const { child } = startServer(
    { load: { ...load, transports }, transport: 'long-polling' },
    { network: loopback(cores, 'a test'), cores, serverPort: 0 },
    pipe,
  );
  onTestFinished(async () => {
    await child.stop();
    pipe.close();
  });
  const { port } = await child.expect('ready', 15_000);
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
