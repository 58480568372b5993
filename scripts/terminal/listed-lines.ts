import { shownLine, type Terminal } from './terminal.ts';

/** A title with lines below it; empty without lines. */
export const listedLines = (title: string, lines: readonly string[], terminal: Terminal): string[] =>
  lines.length === 0
    ? []
    : [[`${title}:`, ...lines.map(line => shownLine(`  ${line}`, terminal, '    '))].join('\n')];
