import type { ParseArgsConfig } from 'node:util';

/**
 * Long options that were written before npm's `--`. npm keeps those as settings of its own, and a command would run as if they
 * had not been given. Returns them as they belong behind the `--`; a value that did not stand behind a `=` is left open.
 */
export function optionsKeptByNpm(options: ParseArgsConfig['options'], env: NodeJS.ProcessEnv): string[] {
  return Object.entries(options ?? {}).flatMap(([name, { type }]) => {
    const value = env[`npm_config_${name.replaceAll('-', '_')}`];
    if (value === undefined || value === '') return [];
    if (type === 'boolean') return [`--${name}`];
    return [`--${name} ${value === 'true' ? '…' : value}`];
  });
}
