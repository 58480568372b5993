import { test } from 'vitest';
import { COMPRESSIONS } from '../../scenarios/load/connection.ts';
import { CASES, COMPRESSED_CASES, compressedRows } from '../harness/autobahn/cases.ts';
import { expectAsDocumented } from '../harness/autobahn/documented.ts';
import { testServer } from '../harness/autobahn/fuzzing-client.ts';
import { isThere, without } from '../harness/autobahn/program.ts';
import { serve } from '../harness/serving.ts';

// The suite gives some answers a second. Where other tests keep both cores busy, one may be later.
test.runIf(isThere)(
  `Autobahn finds in the server what docs/conformance.md says${without}`,
  { retry: 1 },
  async () => {
    const { target } = await serve(['websocket'], { echo: true });
    const outcomes = await testServer(`ws://${target.host}:${target.port}/echo`, CASES);
    expectAsDocumented('WebSocket server', outcomes);
  },
);

test.runIf(isThere).each(COMPRESSIONS)(
  `Autobahn finds in the server with compression, %s, what the page says${without}`,
  { retry: 1 },
  async compression => {
    const { target } = await serve(['websocket'], { echo: true, compression });
    const outcomes = await testServer(`ws://${target.host}:${target.port}/echo`, COMPRESSED_CASES);
    expectAsDocumented(`WebSocket server, ${compression}`, outcomes, compressedRows);
  },
);
