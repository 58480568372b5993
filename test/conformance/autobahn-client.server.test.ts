import { test } from 'vitest';
import { COMPRESSIONS } from '../../scenarios/load/connection.ts';
import { CASES, COMPRESSED_CASES, compressedRows } from '../harness/autobahn/cases.ts';
import { expectAsDocumented } from '../harness/autobahn/documented.ts';
import { testClient } from '../harness/autobahn/fuzzing-server.ts';
import { isThere, without } from '../harness/autobahn/program.ts';

// The suite gives some answers a second. Where other tests keep both cores busy, one may be later.
test.runIf(isThere)(
  `Autobahn finds in the lab's client what docs/conformance.md says${without}`,
  { retry: 1 },
  async () => {
    expectAsDocumented('WebSocket client', await testClient(CASES));
  },
);

test.runIf(isThere).each(COMPRESSIONS)(
  `Autobahn finds in the lab's client with compression, %s, what the page says${without}`,
  { retry: 1 },
  async compression => {
    const outcomes = await testClient(COMPRESSED_CASES, compression);
    expectAsDocumented(`WebSocket client, ${compression}`, outcomes, compressedRows);
  },
);
