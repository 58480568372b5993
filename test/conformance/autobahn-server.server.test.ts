import { test } from 'vitest';
import { CASES } from '../harness/autobahn/cases.ts';
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
