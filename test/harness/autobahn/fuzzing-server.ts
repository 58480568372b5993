import { setTimeout as sleep } from 'node:timers/promises';
import type { Compression } from '../../../scenarios/load/connection.ts';
import { accepts, freePorts } from '../ports.ts';
import { echoMessages } from './echo.ts';
import { type Outcomes, startAutobahn } from './program.ts';

const HOST = '127.0.0.1';
const AGENT = 'client';
/** Several cases wait a second or two, without any work. */
const AT_ONCE = 8;

/**
 * Lets the suite's server test the lab's own WebSocket client by these cases. With a compression,
 * the client offers it.
 */
export async function testClient(cases: readonly string[], compression?: Compression): Promise<Outcomes> {
  const [port = 0] = await freePorts(1);
  const target = { host: HOST, port };
  const run = startAutobahn('fuzzingserver', { url: `ws://${HOST}:${port}`, cases, 'exclude-cases': [] });
  while (!(await accepts(port))) {
    if (run.child.exitCode !== null) throw new Error(`the suite does not start: ${run.printed()}`);
    await sleep(20);
  }
  const { texts, reason } = await echoMessages(target, '/getCaseCount');
  const count = Number(texts[0]);
  if (!(count > 0)) throw new Error(`the suite has no cases: ${reason}`);
  let next = 1;
  async function runCases(): Promise<void> {
    while (next <= count)
      await echoMessages({ ...target, compression }, `/runCase?case=${next++}&agent=${AGENT}`);
  }
  await Promise.all(Array.from({ length: AT_ONCE }, runCases));
  await echoMessages(target, `/updateReports?agent=${AGENT}`);
  return run.outcomes(AGENT);
}
