import type { Choice } from './choice.ts';

/** The name of a record's file: of its run, and what it is for in ASCII letters and digits. */
export function recordFileName(run: string, { system }: Pick<Choice, 'system'>): string {
  const words =
    system
      .normalize('NFKD')
      .toLowerCase()
      .match(/[a-z0-9]+/g) ?? [];
  return `${['decision-record', run, ...words].join('-')}.md`;
}
