import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Target } from '../../../clients/transports/subscriber.ts';
import { ROOT } from '../../../root.ts';
import { endProcess } from '../end-process.ts';

/** `.ci/run` builds the suite there, from the versions in go.mod. */
const PROGRAM = join(ROOT, '.h2spec', 'h2spec');

/** Whether the suite runs here. */
export const isThere = spawnSync(PROGRAM, ['--version']).status === 0;
/** For the name of a test that is left out. */
export const without = isThere
  ? ''
  : ' (left out: no h2spec in .h2spec; it needs Go and what .ci/run builds)';

export interface Case {
  /** Such as `http2/6.9.1`. */
  section: string;
  /** Of the section, in the suite's words. */
  about: string;
  /** What was tried. */
  what: string;
  verdict: 'passed' | 'failed' | 'skipped';
}

const unescaped = (text: string) =>
  text
    .replaceAll('&#34;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');

/** The cases of a report in the form of JUnit. */
function casesIn(report: string): Case[] {
  return [...report.matchAll(/<testsuite name="([^"]*)" package="([^"]*)".*?<\/testsuite>/gs)].flatMap(
    ([suite, about = '', section = '']) =>
      [...suite.matchAll(/<testcase [^>]*?classname="([^"]*)"[^>]*?(?:\/>|>(.*?)<\/testcase>)/gs)].map(
        ([, what = '', inside = '']): Case => ({
          section,
          about: unescaped(about),
          what: unescaped(what),
          verdict: /<(failure|error)/.test(inside)
            ? 'failed'
            : inside.includes('<skipped')
              ? 'skipped'
              : 'passed',
        }),
      ),
  );
}

/** Lets the suite test a server over TLS, by every case that it has. */
export async function h2spec({ host, port }: Target): Promise<Case[]> {
  const folder = mkdtempSync(join(tmpdir(), 'pushlab-h2spec-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'report.xml');
  const where = ['--host', host, '--port', `${port}`, '--tls', '--insecure', '--path', '/'];
  const child = spawn(PROGRAM, [...where, '--strict', '--timeout', '2', '--junit-report', file]);
  onTestFinished(() => endProcess(child));
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', text => {
      printed = `${printed}${text}`.slice(-2000);
    });
  }
  await once(child, 'close');
  const cases = casesIn(readFileSync(file, 'utf8'));
  if (cases.length === 0) throw new Error(`the suite wrote no case: ${printed}`);
  return cases;
}
