import { fstatSync } from 'node:fs';
import { systemFile } from '../../bench/machine/system-file.ts';

/** Device number of /dev/tty: the controlling terminal of whoever opens it. */
const OWN_TERMINAL = 0x500;

/**
 * Whether a process is in the background of the terminal that it reads. `stat` is its
 * /proc/self/stat, `device` the device number of its input. False for a terminal that does not
 * control the process: any process may read such a one. Fields: proc_pid_stat(5).
 */
export function isInBackground(stat: string, device: number): boolean {
  // The name of the program, in brackets, may contain anything.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [, , group, , controlling, foregroundGroup] = fields.map(Number);
  const isControlled = controlling !== 0 && (device === controlling || device === OWN_TERMINAL);
  return isControlled && group !== foregroundGroup;
}

/** Whether this process may read a terminal: false in its background, where the system says so. */
export function mayRead(input: { fd: number }): boolean {
  const stat = systemFile('/proc/self/stat');
  return stat === null || !isInBackground(stat, fstatSync(input.fd).rdev);
}

/** How often a process looks whether it is in the foreground: `fg` alone sends no signal. */
const LOOK_MS = 500;

/**
 * Reads a terminal only while this process is in its foreground. The kernel stops a process in the
 * background that reads its terminal (SIGTTIN), and its requests would hang. Call it before
 * anything listens to `input`. Returns whether it reads at first; input that is no terminal is
 * always read, and a terminal where the system has no /proc.
 */
export function readInForeground(input: NodeJS.ReadStream & { fd: number }): boolean {
  if (!input.isTTY) return true;
  input.pause();
  function look(): boolean {
    const isForeground = mayRead(input);
    if (isForeground) input.resume();
    else input.pause();
    return isForeground;
  }
  /** Ctrl-Z: `bg` may follow, with keys that are already typed and meant for the shell. */
  function stop(): void {
    input.pause();
    setImmediate(() => {
      process.off('SIGTSTP', stop);
      process.kill(process.pid, 'SIGTSTP'); // Stops here until SIGCONT.
      process.on('SIGTSTP', stop);
    });
  }
  process.on('SIGTSTP', stop);
  process.on('SIGCONT', look);
  setInterval(look, LOOK_MS).unref();
  return look();
}
