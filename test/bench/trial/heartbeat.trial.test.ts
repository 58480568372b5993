import { test } from 'vitest';
import { connectRaw } from '../../harness/raw-connection.ts';
import { rawRequest } from '../../harness/raw-request.ts';
import { trialServer } from '../../harness/trial-server.ts';

test('a trial’s server sends heartbeats as often as its load says', { timeout: 20_000 }, async () => {
  const port = await trialServer('sse', { sse: { heartbeatSeconds: 0.2 } });
  const request = rawRequest('GET', '/notifications/stream?topic=t');
  const connection = await connectRaw({ host: '127.0.0.1', port }, request);
  // With the usual 15 s, the third would come after 30 s at the earliest.
  await connection.until(/(\r\n:\n\r\n[\s\S]*){3}/);
});
