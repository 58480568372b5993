import { expect, test } from 'vitest';
import { viewPoint } from '../../../report/model/point.ts';
import { renderTopologies } from '../../../report/point/topologies.ts';
import { topologiesInWords } from '../../../report/words/topologies.ts';
import type { Trial } from '../../../results/format/trial.ts';
import type { ProxyName } from '../../../scenarios/load/topology.ts';
import { around, at, everyone, type Measures, type Part, runOf } from '../../made/claims.ts';
import { failedTrial } from '../../made/trial.ts';

/** So many ms later than straight, at every transport but what `over` says. */
const later = (ms: number): Measures => ({
  ...around(1 + ms),
  alter: trial => {
    trial.proxy = {
      program: 'nginx',
      version: '1.31.3',
      cpuMicros: 20_000,
      cpuMicrosPerDelivery: 20,
      rssBytes: 20_480_000 + 4096 * 200,
      rssBytesBeforeConnect: 20_480_000,
    };
  },
});
const straight = at(
  'proxied',
  'straight',
  everyone(() => around(1)),
);
const through = (proxy: ProxyName, ms: number, configuration?: 'minimal'): Part =>
  at(
    'proxied',
    configuration ? `${proxy}-minimal` : proxy,
    everyone(() => later(ms)),
  );

const viewsOf = (...parts: Part[]) => {
  const run = runOf(...parts);
  return run.scenarios.flatMap(scenario => scenario.points.map(point => viewPoint(run, scenario, point)));
};
const said = (...parts: Part[]) =>
  topologiesInWords(viewsOf(...parts))?.map(text => text.replaceAll('\u00a0', ' '));

test('what proxies add, and what they take', () => {
  expect(said(straight, through('nginx', 0.2), through('haproxy', 0.5))).toEqual([
    'Added to the median: 0.200 to 0.500 ms to push through nginx and HAProxy; 0.200 to 0.500 ms to a long poll through nginx and HAProxy.',
    'The proxy itself takes 20.0 µs of CPU a delivery by push.',
  ]);
});

test('what a minimal configuration does not pass on, holds back or ends', () => {
  const nginx = through('nginx', 0.2, 'minimal');
  const others = nginx.trials.filter(({ transport }) => transport !== 'websocket');
  const refused: Trial = {
    ...failedTrial({ scenario: 'proxied', point: 'nginx-minimal', transport: 'websocket', block: 0 }, [
      'client worker: user-0: HTTP_426: /notifications/socket is a WebSocket',
    ]),
    notPassed: true,
  };
  const broken: Part = { ...nginx, trials: [...others, refused] as Part['trials'] };
  const held = through('haproxy', 200, 'minimal');
  const ended = through('envoy', 0.2, 'minimal');
  for (const trial of ended.trials) if (trial.transport === 'sse') trial.generator.reconnects = 200;
  const views = [straight, broken, held, ended];
  const [sentence, ...more] = said(...views) ?? [];
  expect(more).toEqual([]);
  expect(sentence).toMatch(/^With minimal configurations: nginx does not pass WebSocket; /);
  expect(sentence).toMatch(/HAProxy delays SSE by 200 ms/);
  expect(sentence).toMatch(/; Envoy ends SSE within [\d.]+ s\.$/);
  const text = renderTopologies(viewsOf(...views))?.text ?? '';
  expect(text).toContain('not passed on');
  expect(text).toContain('answered with 426');
  expect(text).toContain('nginx 1.31.3');
});

test('what a broker adds, alone and with several servers', () => {
  const broker = (id: string, ms: number) =>
    at(
      'several-servers',
      id,
      everyone(() => ({
        ...later(ms),
        alter: trial => {
          later(ms).alter?.(trial);
          const { program: _, ...spent } = trial.proxy ?? { program: 'nginx' };
          trial.broker = {
            ...(spent as NonNullable<typeof trial.broker>),
            program: 'valkey',
            version: '8.1.8',
          };
        },
      })),
    );
  const one = at(
    'several-servers',
    'one',
    everyone(() => around(1)),
  );
  const views = [one, broker('valkey', 0.4), broker('valkey-haproxy-2', 0.8)];
  expect(said(...views)).toEqual([
    'Added to the median of push. Valkey: 0.400 ms; HAProxy, 2 servers, Valkey: 0.799 ms.',
    'The broker itself takes 20.0 µs of CPU a delivery by push.',
  ]);
  const text = renderTopologies(viewsOf(...views))?.text ?? '';
  expect(text).toContain('servers 10.0, proxy 20.0, broker 20.0');
  expect(text).toContain('Valkey 8.1.8');
});

test('the addition is marked where its blocks do not agree on the sign', () => {
  const noisy = through('nginx', 0, undefined);
  const views = viewsOf(straight, noisy);
  const table = /Added to the median latency[\s\S]*?<\/table>/.exec(renderTopologies(views)?.text ?? '');
  expect(table?.[0].match(/\?/g)?.length).toBeGreaterThanOrEqual(4);
  // Nothing is said of what is not known.
  expect(said(straight, noisy)).toEqual(['The proxy itself takes 20.0 µs of CPU a delivery by push.']);
});

test('one block through a proxy is compared with all blocks of straight', () => {
  const once = (ms: number) =>
    at(
      'proxied',
      'nginx',
      everyone(() => later(ms)),
      { blocks: 1 },
    );
  expect(said(straight, once(0.2))?.[0]).toMatch(/^Added to the median: 0.200 ms to push through nginx/);
  // One alone on both sides says nothing of chance.
  const alone = at(
    'proxied',
    'straight',
    everyone(() => around(1)),
    { blocks: 1 },
  );
  expect(said(alone, once(0.2))).toEqual(['The proxy itself takes 20.0 µs of CPU a delivery by push.']);
});

test('nothing for points that do not differ by their proxy alone', () => {
  expect(said(straight)).toBeUndefined();
  const other = at(
    'proxied',
    'nginx',
    everyone(() => later(1)),
    { load: { subscribers: 10 } },
  );
  expect(said(straight, other)).toBeUndefined();
});
