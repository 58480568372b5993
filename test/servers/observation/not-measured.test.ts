import { build } from 'esbuild';
import { expect, test } from 'vitest';
import { ENTRIES } from '../../../bench/processes/entries.ts';
import { ROOT } from '../../../root.ts';

test('a measured server does not load the observation, and serve does', async () => {
  const { metafile } = await build({
    entryPoints: [ENTRIES.server, 'scripts/serve.ts'],
    absWorkingDir: ROOT,
    outdir: 'nowhere',
    bundle: true,
    write: false,
    metafile: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
  });
  const loaded = Object.values(metafile.outputs).map(({ inputs }) =>
    Object.keys(inputs).filter(path => path.startsWith('servers/observation/')),
  );
  expect(loaded).toHaveLength(2);
  expect(loaded[0]).toEqual([]);
  expect(loaded[1]).toContain('servers/observation/observation.ts');
});
