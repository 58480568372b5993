import { expect, test } from 'vitest';
import { TESTED_TRANSPORTS } from '../../../scenarios/load/transport.ts';
import { EMPTY_PAGE } from '../../../servers/page.ts';
import { describeInBrowsers } from '../../harness/browsers.ts';
import { HTTP2 } from '../../harness/http2-target.ts';
import { serve } from '../../harness/serving.ts';

/** More event streams than a browser opens connections of HTTP/1.1 to one server. */
const STREAMS = 10;

/** What a page gets by each transport while it has many event streams open. */
const USES = `(async streamCount => {
  const first = source => new Promise(resolve => {
    source.onmessage = event => resolve(JSON.parse(event.data).payload ?? first(source));
    source.onerror = () => resolve('refused');
  });
  const streams = Array.from({ length: streamCount }, () =>
    first(new EventSource('/notifications/stream?topic=t&after=0')));
  const socket = first(new WebSocket('wss://' + location.host + '/notifications/socket?topic=t&after=0'));
  const poll = await fetch('/notifications?topic=t&after=0').then(response => response.json());
  const waited = fetch('/notifications?topic=t&after=1', { headers: { prefer: 'wait=20' } });
  const post = await fetch('/notifications', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"topic":"t","payload":"posted"}',
  });
  return {
    streams: await Promise.all(streams),
    socket: await socket,
    poll: poll.notifications[0].payload,
    post: post.status,
    waited: (await (await waited).json()).notifications[0].payload,
    protocols: [...new Set(performance.getEntriesByType('resource').map(one => one.nextHopProtocol))],
  };
})(${STREAMS})`;

describeInBrowsers('a page over HTTP/2', newPage => {
  test('uses all four transports on one connection, and more streams than HTTP/1.1 allows', async () => {
    const server = await serve(TESTED_TRANSPORTS, { tls: HTTP2.server, http: 2, page: EMPTY_PAGE });
    server.publish('t', 'hello');
    const page = await newPage();
    await page.goto(`https://${server.target.host}:${server.target.port}/`);
    expect(await page.evaluate(USES)).toEqual({
      streams: Array.from({ length: STREAMS }, () => 'hello'),
      socket: 'hello',
      poll: 'hello',
      post: 202,
      waited: 'posted',
      protocols: ['h2'],
    });
    // A WebSocket over HTTP/1.1 would have another.
    expect(server.sockets.size).toBe(1);
    await page.close();
  });
});
