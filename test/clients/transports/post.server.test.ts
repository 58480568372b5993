import { expect, onTestFinished, test } from 'vitest';
import { createPoster } from '../../../clients/transports/post.ts';
import { answerOf, type Script, type ScriptedServer, scriptedServer } from '../../harness/scripted-server.ts';

const ACCEPTED = '202 Accepted';

/** A poster to a scripted server, and why its sends failed. */
async function posting(script: Script) {
  const server = await scriptedServer(script);
  const refusals: string[] = [];
  const refused = Promise.withResolvers<void>();
  const poster = createPoster(server.target, '', reason => {
    refusals.push(reason);
    refused.resolve();
  });
  onTestFinished(() => poster.close());
  const post = (count: number) => {
    for (let place = 1; place <= count; place++) poster.post(() => `${place}`);
  };
  return { server, refusals, refused: refused.promise, poster, post };
}

const bodiesOf = ({ requests }: ScriptedServer) => requests.map(({ text }) => text.split('\r\n\r\n')[1]);
const connectionsOf = ({ requests }: ScriptedServer) => requests.map(({ connection }) => connection);

test('requests follow one another on one connection', async () => {
  const { server, refusals, post } = await posting(() => answerOf(ACCEPTED));
  post(3);
  await server.untilRequests(3);
  expect([bodiesOf(server), connectionsOf(server), refusals]).toEqual([['1', '2', '3'], [0, 0, 0], []]);
});

test('a connection that was opened ahead takes the first request', async () => {
  const { server, refusals, poster, post } = await posting(() => answerOf(ACCEPTED));
  await poster.open();
  expect(server.requests).toEqual([]);
  await poster.open();
  post(2);
  await server.untilRequests(2);
  expect([bodiesOf(server), connectionsOf(server), refusals]).toEqual([['1', '2'], [0, 0], []]);
});

test('where no connection can be opened ahead, the first request tells', async () => {
  const { server, refusals, refused, poster, post } = await posting(() => answerOf(ACCEPTED));
  await server.stop();
  await poster.open();
  expect(refusals).toEqual([]);
  post(1);
  await refused;
  expect(refusals).toEqual([expect.stringMatching(/ECONNREFUSED/)]);
});

test('after `Connection: close` the next takes another, and none is refused', async () => {
  const { server, refusals, post } = await posting(() => answerOf(ACCEPTED, ['Connection: close']));
  post(3);
  await server.untilRequests(3);
  expect([bodiesOf(server), connectionsOf(server), refusals]).toEqual([['1', '2', '3'], [0, 1, 2], []]);
});

test('an idle connection that is shut, with or without a word, is no refusal', async () => {
  const { server, refusals, post } = await posting(() => answerOf(ACCEPTED));
  post(1);
  await server.untilRequests(1);
  await server.shut(answerOf('408 Request Timeout', ['Connection: close']));
  post(1);
  await server.untilRequests(2);
  expect([connectionsOf(server), refusals]).toEqual([[0, 1], []]);
});

test.each<[string, Script, string]>([
  ['a refusal', () => answerOf('503 Service Unavailable'), 'the server answered 503 to a POST'],
  ['what is no HTTP', () => 'hello\r\n', 'not an HTTP response: Parse Error'],
  ['no answer', (_, socket) => void socket.end(), 'the server closed the connection of a POST'],
])('%s is reported', async (_, script, reason) => {
  const { refusals, refused, post } = await posting(script);
  post(1);
  await refused;
  expect(refusals).toEqual([reason]);
});
