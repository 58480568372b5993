import { expect, test } from 'vitest';
import { rowsBelow } from '../harness/conformance-document.ts';
import { type Case, h2spec, isThere, without } from '../harness/h2spec/program.ts';
import { HTTP2 } from '../harness/http2-target.ts';
import { serve } from '../harness/serving.ts';

/** What the document says of a case: a verdict, or that it depends on who is faster. */
const BY_CHANCE = 'by chance';
type Judged = Omit<Case, 'verdict'> & { verdict: Case['verdict'] | typeof BY_CHANCE };

/** A row for each chapter: its cases, and how many of them passed, failed, and either. */
function chapterRows(cases: readonly Judged[]): string[][] {
  const chapterOf = ({ section }: Judged) => section.split('.')[0] as string;
  return [...Map.groupBy(cases, chapterOf)].map(([chapter, own]) => {
    const count = (verdict: Judged['verdict']) => `${own.filter(one => one.verdict === verdict).length}`;
    return [chapter, `${own.length}`, count('passed'), count('failed'), count(BY_CHANCE)];
  });
}

// The suite waits up to 2 s for each answer. Where other tests keep both cores busy, one may be
// late.
test.runIf(isThere)(
  `h2spec finds in the server what docs/conformance.md says${without}`,
  { timeout: 300_000 },
  async () => {
    const { target } = await serve(['short-polling', 'sse', 'websocket'], { tls: HTTP2.server, http: 2 });
    const remarkable = rowsBelow('HTTP/2 server: cases to explain');
    const dependsOn = new Set(
      remarkable.filter(row => row[2] === BY_CHANCE).map(([section, what]) => `${section} ${what}`),
    );
    const cases = (await h2spec(target)).map(
      (one): Judged => (dependsOn.has(`${one.section} ${one.what}`) ? { ...one, verdict: BY_CHANCE } : one),
    );
    const documented = rowsBelow('HTTP/2 server');
    expect(chapterRows(cases)).toEqual(documented.map(([chapter, , ...counts]) => [chapter, ...counts]));
    expect(
      cases.flatMap(({ section, what, verdict }) => (verdict === 'passed' ? [] : [[section, what, verdict]])),
    ).toEqual(remarkable.map(row => row.slice(0, 3)));
    for (const row of remarkable) expect(row[3], row[1]).toMatch(/\w/);
  },
);
