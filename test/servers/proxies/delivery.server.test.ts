import { describe, expect, test } from 'vitest';
import { longPolling } from '../../../clients/transports/long-polling.ts';
import { shortPolling } from '../../../clients/transports/short-polling.ts';
import { sse } from '../../../clients/transports/sse.ts';
import type { Connect } from '../../../clients/transports/subscriber.ts';
import { websocket } from '../../../clients/transports/websocket.ts';
import { TESTED_TRANSPORTS, type TestedTransport } from '../../../scenarios/load/transport.ts';
import { follow } from '../../harness/follower.ts';
import { available, caddy, haproxy, nginx } from '../../harness/real-proxies/programs.ts';
import { startProxy } from '../../harness/real-proxies/start-proxy.ts';
import { serve } from '../../harness/serving.ts';

const CLIENTS: Record<TestedTransport, Connect> = {
  'short-polling': shortPolling({ intervalMs: 20, phaseMs: () => 0 }),
  'long-polling': longPolling({ waitSeconds: 20 }),
  sse,
  websocket: websocket(),
};
const WAYS = [
  { program: nginx, portName: 'PORT', how: '', transports: TESTED_TRANSPORTS },
  {
    program: nginx,
    portName: 'HTTP_1_0_PORT',
    how: ', by HTTP/1.0 to the server',
    // An upgrade needs HTTP/1.1.
    transports: TESTED_TRANSPORTS.filter(transport => transport !== 'websocket'),
  },
  { program: haproxy, portName: 'PORT', how: '', transports: TESTED_TRANSPORTS },
  { program: caddy, portName: 'PORT', how: '', transports: TESTED_TRANSPORTS },
];
/** A heartbeat would also send what a proxy holds back. */
const NO_HEARTBEAT = { heartbeatMs: 3_600_000 };
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index);

for (const { program, portName, how, transports } of WAYS) {
  const { isMissing, title } = available(program);
  describe.skipIf(isMissing)(`through ${title}${how}`, () => {
    describe.each(transports)('%s', transport => {
      const connect = CLIENTS[transport];

      test('each notification arrives before the next is published', async () => {
        const server = await serve([transport], { limits: NO_HEARTBEAT });
        const proxy = await startProxy(program, server.target);
        const reader = follow(connect, proxy.target(portName), { topic: 't', after: 0 });
        for (const seq of range(1, 20)) {
          server.publish('t', `${seq} äß€👍`);
          await reader.untilReceived(seq);
        }
        expect(reader.payloads()).toEqual(range(1, 20).map(seq => `${seq} äß€👍`));
        expect(reader.states).toEqual([{ kind: 'open' }]);
      });

      test('a cursor continues, at the start and after the server lost all connections', async () => {
        const server = await serve([transport], { limits: NO_HEARTBEAT });
        const proxy = await startProxy(program, server.target);
        server.publish('t', ...range(1, 5));
        const reader = follow(connect, proxy.target(portName), { topic: 't', after: 3 });
        await reader.untilReceived(2);
        server.dropAll();
        server.publish('t', 6);
        await reader.untilReceived(3);
        server.publish('t', 7);
        await reader.untilReceived(4);
        expect(reader.seqs()).toEqual([4, 5, 6, 7]);
        expect(reader.payloads()).toEqual([4, 5, 6, 7]);
      });

      test('a cursor that the feed no longer holds is told as gone', async () => {
        const server = await serve([transport], { capacityPerTopic: 4, limits: NO_HEARTBEAT });
        const proxy = await startProxy(program, server.target);
        server.publish('t', ...range(1, 10));
        const reader = follow(connect, proxy.target(portName), { topic: 't', after: 5 });
        await reader.untilState('ended');
        expect(reader.states.at(-1)).toEqual({
          kind: 'ended',
          code: 'CURSOR_GONE',
          reason: expect.stringMatching(/^cursor .*5 cannot be continued: .*7 to .*10/),
        });
        expect(reader.received).toEqual([]);
      });

      test('a cursor of a feed that a restart lost is told as gone', async () => {
        const first = await serve([transport], { limits: NO_HEARTBEAT });
        const proxy = await startProxy(program, first.target);
        first.publish('t', 'a', 'b');
        const reader = follow(connect, proxy.target(portName), { topic: 't', after: 0 });
        await reader.untilReceived(2);
        await first.close();
        const second = await serve([transport], { port: first.target.port, limits: NO_HEARTBEAT });
        second.publish('t', 'A', 'B', 'C');
        await reader.untilState('ended');
        expect(reader.states.at(-1)).toMatchObject({ kind: 'ended', code: 'CURSOR_GONE' });
        expect(reader.payloads()).toEqual(['a', 'b']);
      });
    });
  });
}
