import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, type TestContext, test } from 'vitest';
import { writeRun } from '../../../results/format/run-file.ts';
import { ROOT } from '../../../root.ts';
import { bash } from '../../harness/closed-pipe.ts';
import { madeRun, madeScenario, pointTrials } from '../../made/run.ts';

// Only a system whose browsers are opened by xdg-open can be given another opener by the PATH.
const isLinux = process.platform === 'linux';

/**
 * A folder with a run and an opener, which is the whole PATH. Tests that run at once must each say
 * when they are finished by their own context: the global function belongs to whichever began last.
 */
function prepared({ onTestFinished }: TestContext, opener: string | null) {
  const folder = mkdtempSync(join(tmpdir(), 'pushlab-open-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  writeRun(folder, madeRun([madeScenario('s', 2)], pointTrials('s', 'p0', 2)));
  if (opener !== null) {
    writeFileSync(join(folder, 'xdg-open'), `#!/bin/sh\n${opener}\n`);
    chmodSync(join(folder, 'xdg-open'), 0o755);
  }
  const words = [process.execPath, join(ROOT, 'scripts/report.ts'), folder, '--open'];
  const report = () => bash('export PATH="$1"; shift; exec "$@"', [folder, ...words]);
  return { folder, href: pathToFileURL(join(folder, 'report.html')).href, report };
}

test.runIf(isLinux).concurrent('--open gives the address of the report to the browser', async context => {
  const { folder, href, report } = prepared(context, 'echo "$1" > "${0%/*}/opened"');
  expect(await report()).toEqual({ code: 0, stdout: `${href}\n`, stderr: '' });
  expect(readFileSync(join(folder, 'opened'), 'utf8')).toBe(`${href}\n`);
});

test.runIf(isLinux).concurrent.for<[string | null, RegExp]>([
  [null, /^no browser opened: xdg-open: no such file or directory\n$/],
  ['exit 3', /^no browser opened: xdg-open ended with exit code 3\n$/],
])('without a browser (%j) one line says so, and the report is written', async ([opener, line], context) => {
  const { folder, href, report } = prepared(context, opener);
  expect(await report()).toEqual({
    code: 0,
    stdout: `${href}\n`,
    stderr: expect.stringMatching(line),
  });
  expect(existsSync(join(folder, 'report.html'))).toBe(true);
});
