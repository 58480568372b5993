import { describe, expect, test } from 'vitest';
import { credentialBytes } from '../../../analysis/models/credentials.ts';
import { runTrial } from '../../../bench/trial/trial.ts';
import type { MeasuredTrial } from '../../../results/format/trial.ts';
import type { Connection } from '../../../scenarios/load/connection.ts';
import { CREDENTIAL_NAMES } from '../../../scenarios/load/credentials.ts';
import type { Load } from '../../../scenarios/load/load.ts';
import { load, planOf, settingsOf } from '../../harness/trial-setup.ts';

const CONNECTIONS: [string, Connection | undefined][] = [
  ['HTTP/1.1', undefined],
  ['HTTP/1.1 and TLS', { tls: 'full' }],
  ['HTTP/2', { tls: 'full', http: 2 }],
];

/** Long polls that are answered five times a second, none of them near an edge of the window. */
async function trialWith(
  connection: Connection | undefined,
  requestHeaders: Load['requestHeaders'],
): Promise<MeasuredTrial> {
  const given: Load = {
    ...load,
    audience: { kind: 'shared', topic: 'news' },
    arrivals: { kind: 'periodic', ratePerSecond: 5 },
    ...(connection && { connection }),
    ...(requestHeaders && { requestHeaders }),
  };
  const trial = await runTrial(planOf('long-polling', { load: given, windowSeconds: 2 }), settingsOf());
  if (trial.status === 'error') throw new Error(`${trial.stage}: ${trial.reasons.join('; ')}`);
  return trial;
}

const upPerRequest = ({ bandwidth, server }: MeasuredTrial) =>
  bandwidth.application.upBytes / server.requests;

// A host that gives the cores to others moves polls over an edge of the window.
describe.each(CONNECTIONS)('over %s', (_, connection) => {
  test.concurrent.each(CREDENTIAL_NAMES)('a %s adds what the model says to each poll', async credential => {
    const [bare, shown] = await Promise.all([
      trialWith(connection, undefined),
      trialWith(connection, credential),
    ]);
    const { later } = credentialBytes(credential, connection?.http ?? 1);
    expect(Math.abs(upPerRequest(shown) - upPerRequest(bare) - later)).toBeLessThan(0.5);
    const bytes = shown.theory?.quantities.find(({ quantity }) => quantity === 'applicationBytesPerDelivery');
    expect(Math.abs(bytes?.residualPercent ?? 100)).toBeLessThan(2);
  });
});
