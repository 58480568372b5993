import { once } from 'node:events';
import { type Outcomes, startAutobahn } from './program.ts';

const AGENT = 'server';

/** Lets the suite's client test an echo server by these cases. */
export async function testServer(url: string, cases: readonly string[]): Promise<Outcomes> {
  const servers = [{ agent: AGENT, url }];
  const run = startAutobahn('fuzzingclient', { servers, cases, 'exclude-cases': [] });
  await once(run.child, 'close');
  return run.outcomes(AGENT);
}
