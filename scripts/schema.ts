import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Run } from '../results/format/run.ts';
import { ROOT } from '../root.ts';
import { runCommand } from './terminal/command-line.ts';
import { SCHEMA } from './terminal/commands.ts';

// Writes the published JSON Schema of run.json; a test fails if it is out of date.
await runCommand(SCHEMA, async () => {
  const path = join(ROOT, 'results', 'schema.json');
  const schema = { $schema: 'https://json-schema.org/draft/2020-12/schema', ...Run };
  writeFileSync(path, `${JSON.stringify(schema, null, 2)}\n`);
});
