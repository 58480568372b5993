import { spawnSync } from 'node:child_process';

/** Whether this machine's Python can import a module. */
export const hasPythonModule = (name: string): boolean =>
  spawnSync('python3', ['-c', `import ${name}`], { stdio: 'ignore' }).status === 0;
