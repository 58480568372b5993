import { type ParseArgsConfig, parseArgs } from 'node:util';
import { optionsKeptByNpm } from './npm-options.ts';
import { outliveReaders } from './outlive-readers.ts';

/** Wrong use: the command prints one line and ends with exit code 2. */
export class UsageError extends Error {}

/**
 * Parses a command line; an unknown, incomplete or misplaced option gives one line with the correct
 * form.
 */
export function parseCommandLine<T extends ParseArgsConfig>(
  config: T,
  env: NodeJS.ProcessEnv = process.env,
): ReturnType<typeof parseArgs<T>> {
  const kept = optionsKeptByNpm(config.options, env);
  if (kept.length > 0) {
    const command = `npm run ${env.npm_lifecycle_event ?? '…'} -- ${kept.join(' ')}`;
    throw new UsageError(`options go after "--", otherwise npm takes them: ${command}`);
  }
  try {
    return parseArgs(config);
  } catch (error) {
    const options = Object.keys(config.options ?? {}).map(name => `--${name}`);
    const known = options.length === 0 ? 'there are no options' : `the options are ${options.join(', ')}`;
    const [sentence] = (error as Error).message.split(/\.(?:\s|$)|\n/);
    throw new UsageError(`${sentence}; ${known}`);
  }
}

/** Returns `value` if it is one of `known`; otherwise the error lists the known values. */
export function oneOf<const T extends string>(what: string, value: string, known: readonly T[]): T {
  const found = known.find(name => name === value);
  if (found === undefined) throw new UsageError(`unknown ${what} "${value}"; there are: ${known.join(', ')}`);
  return found;
}

/** Reads a number within bounds, both inclusive. */
export function numberIn(option: string, text: string, min: number, max: number, whole: boolean): number {
  const value = Number(text);
  const fits = text.trim() !== '' && value >= min && value <= max && (!whole || Number.isInteger(value));
  if (!fits)
    throw new UsageError(
      `${option} is "${text}"; it must be ${whole ? 'a whole number' : 'a number'} from ${min} to ${max}`,
    );
  return value;
}

/** The only argument of a command without options; undefined if it is missing. */
export function onlyArgument(usage: string): string | undefined {
  const { positionals } = parseCommandLine({
    args: process.argv.slice(2),
    allowPositionals: true,
    options: {},
  });
  if (positionals.length > 1) throw new UsageError(usage);
  return positionals[0];
}

/**
 * Runs a command. A failure prints one line on standard error: exit code 1, or 2 for wrong use. The
 * command does its work even if nobody reads what it prints any more.
 */
export async function runCommand(command: () => Promise<void>): Promise<void> {
  outliveReaders();
  try {
    await command();
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n`);
    process.exitCode ??= error instanceof UsageError ? 2 : 1;
  }
}
