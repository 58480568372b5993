import { onTestFinished, test } from 'vitest';
import { loopback } from '../../../bench/network/network.ts';
import { openFeedPipe } from '../../../bench/processes/feed-pipe.ts';
import { startServer } from '../../../bench/trial/trial-processes.ts';
import { connectRaw } from '../../harness/raw-connection.ts';
import { rawRequest } from '../../harness/raw-request.ts';
import { cores, load } from '../../harness/trial-setup.ts';

test('a trial’s server sends heartbeats as often as its load says', { timeout: 20_000 }, async () => {
  const pipe = openFeedPipe();
  const transports = { sse: { heartbeatSeconds: 0.2 } };
  const { child } = startServer(
    { load: { ...load, transports }, transport: 'sse' },
    { network: loopback(cores, 'a test'), cores, serverPort: 0 },
    pipe,
  );
  onTestFinished(async () => {
    await child.stop();
    pipe.close();
  });
  const { port } = await child.expect('ready', 15_000);
  const request = rawRequest('GET', '/notifications/stream?topic=t');
  const connection = await connectRaw({ host: '127.0.0.1', port }, request);
  // With the usual 15 s, the third would come after 30 s at the earliest.
  await connection.until(/(\r\n:\n\r\n[\s\S]*){3}/);
});
