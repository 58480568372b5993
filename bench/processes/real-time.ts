import { spawnSync } from 'node:child_process';

/**
 * Puts the calling thread before all others of its core, where the system allows it (on Linux, as root). The publisher
 * shares a core with the clients; without this the kernel lets a client that is running finish its time slice first, up to
 * 3 ms. Only this thread, and only once the process has started: a whole process that starts in real time holds itself up
 * for seconds on one core. Where it is not allowed, the schedule is kept a little less well, and the recorded lag says so.
 */
export function runInRealTime(): void {
  spawnSync('chrt', ['--fifo', '--pid', '10', `${process.pid}`], { stdio: 'ignore' });
}
