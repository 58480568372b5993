import { spawnSync } from 'node:child_process';

/**
 * Gives the calling thread real-time priority on its core where the system allows it (on Linux, as
 * root). The publisher shares a core with the clients. Without this priority, the kernel lets a
 * running client finish its time slice first, up to 3 ms. Only this thread gets it, and only after
 * the start: a whole process that starts in real time delays itself for seconds on one core. Where
 * it is not allowed, the publisher keeps the schedule less precisely, and the recorded lag shows
 * it.
 */
export function runInRealTime(): void {
  spawnSync('chrt', ['--fifo', '--pid', '10', `${process.pid}`], { stdio: 'ignore' });
}
