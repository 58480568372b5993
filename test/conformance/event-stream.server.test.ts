import { spawn } from 'node:child_process';
import { json } from 'node:stream/consumers';
import { EventSource as EventSource5 } from 'eventsource';
import { EventSource as EventSource4 } from 'eventsource4';
import { test } from 'vitest';
import {
  callOfEventSource,
  EVENT_TYPES,
  expectAsDocumented,
  type Made,
  readByEventSource,
  STREAMS,
  serveVectors,
} from '../harness/event-stream-conformance.ts';
import { readByLab, readByParser } from '../harness/event-stream-readers.ts';

test.each([
  ['the lab', readByLab],
  ['eventsource-parser 4.1', readByParser],
])('%s reads event streams as docs/conformance.md says', (reader, read) => {
  expectAsDocumented(
    reader,
    STREAMS.map(bytes => read([bytes])),
  );
});

test.each([
  ['eventsource 5.1', EventSource5],
  ['eventsource 4.1', EventSource4],
])('%s reads event streams as docs/conformance.md says', async (reader, Source) => {
  const { host, port } = await serveVectors();
  const made = await readByEventSource(
    Source as unknown as typeof EventSource,
    `http://${host}:${port}`,
    STREAMS.length,
    EVENT_TYPES,
  );
  expectAsDocumented(reader, made);
});

test("Node's EventSource reads event streams as docs/conformance.md says", async () => {
  const { host, port } = await serveVectors();
  const program = `console.log(JSON.stringify(await ${callOfEventSource(`http://${host}:${port}`)}))`;
  const options = ['--experimental-eventsource', '--no-warnings', '--input-type=module'];
  const child = spawn(process.execPath, [...options, '--eval', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  expectAsDocumented('Node 26', (await json(child.stdout)) as Made);
});
