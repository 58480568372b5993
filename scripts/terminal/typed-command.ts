import { basename } from 'node:path';

const OPTION = '--trace';

/**
 * The command as typed, for run.json and the report, with only the name of a trace: the folder that
 * it is in is nobody's business.
 */
export function commandAsTyped(command: string, args: readonly string[]): string {
  const words = args.map((word, index) => {
    if (args[index - 1] === OPTION) return basename(word);
    return word.startsWith(`${OPTION}=`) ? `${OPTION}=${basename(word)}` : word;
  });
  return [command, ...(words.length > 0 ? ['--', ...words] : [])].join(' ');
}
