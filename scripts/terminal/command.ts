import { USUAL_COLUMNS } from './terminal.ts';
import { wrapped } from './wrapped.ts';

/** An option of a command: a switch, or one with a value. */
export type Option = { help: string } & (
  | { type: 'boolean' }
  | {
      type: 'string';
      /** What stands for the value in the help. */
      value: string;
      default?: string;
      /** Whether it may be given several times. */
      multiple?: true;
    }
);
export type Options = Readonly<Record<string, Option>>;

/** A command of package.json: what may follow its name, and its help. */
export interface Command<O extends Options = Options> {
  /** Behind `npm run`. */
  name: string;
  /** What it does: a sentence or two. */
  does: string;
  /** Ways to use it: the words behind `--`, and what comes of them. The first is the usual way. */
  usage: readonly (readonly [words: string, does: string])[];
  /** The least and the most words besides options; none by default. */
  words?: readonly [least: number, most: number];
  options: O;
  /** Paragraphs at the end: exit codes, and what else a user must know. */
  notes: readonly string[];
  /** Whether all that is typed, but for --help, goes to another program. */
  passesOn?: boolean;
}

/** A longer left column would leave too little room for the right one. */
const MOST_OPTION_COLUMNS = 24;
const MOST_USAGE_COLUMNS = 44;
const MARGIN = '  ';

/**
 * Rows of a term and what it means, in two columns. A term that is too long for its column has a
 * line of its own.
 */
export function twoColumns(
  rows: readonly (readonly [string, string])[],
  mostLeft = MOST_OPTION_COLUMNS,
): string {
  const fitting = rows.map(([left]) => left.length).filter(length => length <= mostLeft);
  const left = Math.max(0, ...fitting);
  const indent = ' '.repeat(MARGIN.length + left + MARGIN.length);
  return rows
    .flatMap(([term, meaning]) => {
      const begin = `${MARGIN}${term}`.padEnd(indent.length);
      const lines = wrapped(meaning, USUAL_COLUMNS - indent.length);
      if (meaning === '') return [begin.trimEnd()];
      if (term.length > left) return [begin, ...lines.map(line => indent + line)];
      return lines.map((line, index) => (index === 0 ? begin : indent) + line);
    })
    .join('\n');
}

/** `npm run compare -- FIRST SECOND`; a command without words behind it has no `--`. */
const typedAs = ({ name }: Command, words: string): string =>
  words === '' ? `npm run ${name}` : `npm run ${name} -- ${words}`;

/** How a command is used, in a line. */
export const usageLine = (command: Command): string =>
  `usage: ${typedAs(command, command.usage[0]?.[0] ?? '')} (more with --help)`;

const optionRow = ([name, option]: readonly [string, Option]): [string, string] => {
  if (option.type === 'boolean') return [`--${name}`, option.help];
  const usual = option.default === undefined ? '' : ` (default: ${option.default})`;
  return [`--${name} ${option.value}`, `${option.help}${usual}`];
};

/** The help of a command, at most 80 columns wide. */
export function helpText(command: Command): string {
  const { does, usage, options, notes } = command;
  const rows = Object.entries(options).map(optionRow);
  const paragraph = (text: string) => wrapped(text, USUAL_COLUMNS).join('\n');
  return [
    paragraph(does),
    twoColumns(
      usage.map(([words, meaning]) => [typedAs(command, words), meaning]),
      MOST_USAGE_COLUMNS,
    ),
    twoColumns([...rows, ['--help', 'shows this']]),
    ...notes.map(paragraph),
  ].join('\n\n');
}
