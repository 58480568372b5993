import { type ParseArgsConfig, parseArgs } from 'node:util';
import { type Command, helpText, type Option, type Options, usageLine } from './command.ts';
import { nearest } from './nearest.ts';
import { optionsKeptByNpm } from './npm-options.ts';
import { outliveReaders } from './outlive-readers.ts';
import { shownLine, terminalOf } from './terminal.ts';
import { UsageError } from './usage-error.ts';

type ValueOf<O extends Option> = O extends { type: 'boolean' }
  ? boolean
  : O extends { multiple: true }
    ? string[]
    : O extends { default: string }
      ? string
      : string | undefined;

/** What was typed: the values of all options, and the words beside them. */
export interface Typed<O extends Options> {
  values: { [Name in keyof O]: ValueOf<O[Name]> } & { help: boolean };
  positionals: string[];
  /** Options as `--name` and the other words, in their order. */
  words: string[];
}

const HELP = { type: 'boolean', default: false } as const;

/** The options as Node parses them; switches are off and lists are empty by default. */
function parsedOptions(options: Options): NonNullable<ParseArgsConfig['options']> {
  const parsed = Object.entries(options).map(([name, option]) => {
    const { type } = option;
    if (type === 'boolean') return [name, { type, default: false }];
    if (option.multiple) return [name, { type, multiple: true, default: [] }];
    return [name, option.default === undefined ? { type } : { type, default: option.default }];
  });
  return { ...Object.fromEntries(parsed), help: HELP };
}

/** Node's message on an option that it does not know: `Unknown option '--colour'. To specify …`. */
const UNKNOWN = /^Unknown option '--([^']*)'/;

function parsingFault(error: unknown, options: Options): UsageError {
  const { message } = error as Error;
  const names = [...Object.keys(options), 'help'];
  const unknown = UNKNOWN.exec(message)?.[1];
  const meant = unknown === undefined ? undefined : nearest(unknown, names);
  const [sentence] = message.split(/\.(?:\s|$)|\n/);
  const known = `the options are ${names.map(name => `--${name}`).join(', ')}`;
  return new UsageError(`${sentence}; ${meant === undefined ? known : `did you mean --${meant}?`}`);
}

function parse(args: readonly string[], options: Options) {
  try {
    return parseArgs({
      args: [...args],
      options: parsedOptions(options),
      tokens: true,
      allowPositionals: true,
    });
  } catch (error) {
    throw parsingFault(error, options);
  }
}

/** Refuses an option that was given twice and can only have one value: neither may be dropped. */
function refuseRepeated(given: readonly string[], options: Options): void {
  const twice = given.find((name, index) => {
    const option = options[name];
    return option?.type === 'string' && !option.multiple && given.indexOf(name) !== index;
  });
  if (twice !== undefined) throw new UsageError(`--${twice} is given twice; give it once`);
}

/**
 * Reads what was typed behind the name of a command. Throws UsageError for an unknown, incomplete,
 * misplaced or repeated option, and for too few or too many words. With --help nothing else is
 * checked.
 */
export function readCommandLine<const O extends Options>(
  command: Command<O>,
  args: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
): Typed<O> {
  const { name, options, words: [least, most] = [0, 0], passesOn } = command;
  if (passesOn) {
    const values = { help: args.includes('--help') } as Typed<O>['values'];
    return { values, positionals: [...args], words: [...args] };
  }
  const kept = optionsKeptByNpm(options, env);
  if (kept.length > 0) {
    const typed = `npm run ${env.npm_lifecycle_event ?? name} -- ${kept.join(' ')}`;
    throw new UsageError(`options go after "--", otherwise npm takes them: ${typed}`);
  }
  const parsed = parse(args, options);
  const values = parsed.values as Typed<O>['values'];
  const { positionals } = parsed;
  if (!values.help && (positionals.length < least || positionals.length > most)) {
    throw new UsageError(usageLine(command));
  }
  if (!values.help) {
    refuseRepeated(
      parsed.tokens.flatMap(token => (token.kind === 'option' ? [token.name] : [])),
      options,
    );
  }
  const words = parsed.tokens.map(token => {
    if (token.kind === 'option') return `--${token.name}`;
    return token.kind === 'positional' ? token.value : '--';
  });
  return { values, positionals, words };
}

/**
 * Runs a command, or prints its help. A failure prints one line on standard error: exit code 1, or
 * 2 for wrong use. The command does its work even if nobody reads what it prints any more.
 */
export async function runCommand<const O extends Options>(
  command: Command<O>,
  work: (typed: Typed<O>) => Promise<void>,
  helpOf: (typed: Typed<O>) => string = () => helpText(command),
): Promise<void> {
  outliveReaders();
  try {
    const typed = readCommandLine(command, process.argv.slice(2));
    if (typed.values.help) process.stdout.write(`${helpOf(typed)}\n`);
    else await work(typed);
  } catch (error) {
    process.stderr.write(`${shownLine((error as Error).message, terminalOf(process.stderr))}\n`);
    process.exitCode ??= error instanceof UsageError ? 2 : 1;
  }
}
