import type { ParseArgsConfig } from 'node:util';

/**
 * Long options written before npm's `--`. npm keeps them as its own settings, and the command would
 * run without them. Returns them as they must be written after `--`; a value without `=` is unknown
 * and becomes `…`.
 */
export function optionsKeptByNpm(options: ParseArgsConfig['options'], env: NodeJS.ProcessEnv): string[] {
  return Object.entries(options ?? {}).flatMap(([name, { type }]) => {
    const value = env[`npm_config_${name.replaceAll('-', '_')}`];
    if (value === undefined || value === '') return [];
    if (type === 'boolean') return [`--${name}`];
    return [`--${name} ${value === 'true' ? '…' : value}`];
  });
}
