import { spawnSync } from 'node:child_process';
import { closeSync, constants, mkdtempSync, openSync, readSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * The pipe from the publisher to the server. The bench also holds both ends, so the pipe outlives a
 * killed server and the next server can use it.
 */
export interface FeedPipe {
  /** Non-blocking file descriptors. */
  readFd: number;
  writeFd: number;
  /** Discards the unread content. */
  empty(): void;
  close(): void;
}

/** Throws if the system has no named pipes. */
export function openFeedPipe(): FeedPipe {
  const folder = mkdtempSync(join(tmpdir(), 'pushlab-'));
  try {
    const path = join(folder, 'feed');
    const { status, stderr } = spawnSync('mkfifo', [path], { encoding: 'utf8' });
    if (status !== 0) throw new Error(`no pipe to the server: ${stderr?.trim() || 'mkfifo is missing'}`);
    // The reading end first: without it, opening the writing end would block.
    const readFd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    const writeFd = openSync(path, constants.O_WRONLY | constants.O_NONBLOCK);
    return {
      readFd,
      writeFd,
      empty() {
        const sink = Buffer.alloc(64 * 1024);
        try {
          while (readSync(readFd, sink) > 0);
        } catch (error) {
          if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
        }
      },
      close() {
        closeSync(readFd);
        closeSync(writeFd);
      },
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
