import { onTestFinished } from 'vitest';
import { loopback } from '../../bench/network/network.ts';
import { openFeedPipe } from '../../bench/processes/feed-pipe.ts';
import { type ServerProcess, startServer } from '../../bench/trial/trial-processes.ts';
import type { TestedTransport } from '../../scenarios/load/transport.ts';
import type { TransportOptions } from '../../scenarios/load/transport-options.ts';
import { cores, load } from './trial-setup.ts';

/** Starts the server of a trial with these options; it ends with the test. Resolves to its port. */
export const trialServer = async (
  transport: TestedTransport,
  transports: Partial<TransportOptions>,
): Promise<number> => (await trialServerProcess(transport, transports)).port;

/** The same, with the process. */
export async function trialServerProcess(
  transport: TestedTransport,
  transports: Partial<TransportOptions>,
): Promise<{ child: ServerProcess['child']; port: number }> {
  const pipe = openFeedPipe();
  const { child } = startServer(
    { load: { ...load, transports }, transport },
    { network: loopback(cores, 'a test'), cores, serverPort: 0 },
    pipe,
  );
  onTestFinished(async () => {
    await child.stop();
    pipe.close();
  });
  return { child, port: (await child.expect('ready', 15_000)).port };
}
