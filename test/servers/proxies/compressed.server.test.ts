import { expect, test } from 'vitest';
import { available, caddy, haproxy, nginx } from '../../harness/real-proxies/programs.ts';
import { startProxy } from '../../harness/real-proxies/start-proxy.ts';
import { serve } from '../../harness/serving.ts';

for (const program of [nginx, haproxy, caddy]) {
  const { isMissing, title } = available(program);
  test.skipIf(isMissing)(
    `through ${title}, the entity tag of a compressed answer brings 304 until something is new`,
    async () => {
      const server = await serve(['short-polling']);
      const { host, port } = (await startProxy(program, server.target)).target('GZIP_PORT');
      const address = `http://${host}:${port}/notifications?topic=t&latest=10`;
      const filler = 'compressible '.repeat(100);
      server.publish('t', filler);
      const first = await fetch(address, { headers: { 'accept-encoding': 'gzip' } });
      expect(await first.text()).toContain(filler);
      expect(first.headers.get('content-encoding')).toBe('gzip');
      const tag = first.headers.get('etag') as string;

      const again = () => fetch(address, { headers: { 'accept-encoding': 'gzip', 'if-none-match': tag } });
      expect((await again()).status).toBe(304);
      server.publish('t', 'new');
      const changed = await again();
      expect(changed.status).toBe(200);
      expect(await changed.text()).toContain('"new"');
    },
  );
}
