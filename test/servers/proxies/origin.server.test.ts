import { once } from 'node:events';
import { expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
import { available, caddy, haproxy, nginx } from '../../harness/real-proxies/programs.ts';
import { startProxy } from '../../harness/real-proxies/start-proxy.ts';
import { serve } from '../../harness/serving.ts';

for (const program of [nginx, haproxy, caddy]) {
  const { isMissing, title } = available(program);
  test.skipIf(isMissing)(
    `through ${title}, a page of the proxy may open a WebSocket, one of elsewhere may not`,
    async () => {
      const server = await serve(['websocket']);
      const { host, port } = (await startProxy(program, server.target)).target('PORT');
      const open = (origin: string) => {
        const socket = new WebSocket(`ws://${host}:${port}/notifications/socket?topic=t`, { origin });
        onTestFinished(() => socket.terminate());
        return once(socket, 'open');
      };
      await open(`http://${host}:${port}`);
      await expect(open('http://elsewhere.example')).rejects.toThrow('403');
    },
  );
}
