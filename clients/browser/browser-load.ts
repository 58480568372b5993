import { retransmittedSegments } from '../../bench/meters/kernel-counters.ts';
import { CLIENT_INTERVAL_MS } from '../../bench/meters/loop-delay.ts';
import { measureProcess, type ProcessLoad } from '../../bench/meters/process-meter.ts';
import { processTree } from '../../bench/meters/process-tree.ts';
import type { Window } from '../../bench/meters/window.ts';

/** What a browser and the process that drives it spent in a window. */
export interface BrowserSpent {
  load: ProcessLoad;
  /** Memory of the browser at the end of the window. */
  rssBytes: number;
  retransmittedSegments: number | null;
}

/**
 * Meters this process and the browser over a window. Browser processes that end within the window
 * are not counted.
 */
export async function measureBrowser(window: Window, browserPid: number): Promise<BrowserSpent> {
  const { load, before, after } = await measureProcess(window, CLIENT_INTERVAL_MS, () => ({
    tree: processTree(browserPid),
    retransmitted: retransmittedSegments(),
  }));
  const increase = (mode: 'user' | 'system') =>
    Math.max(0, after.tree.cpuMicros[mode] - before.tree.cpuMicros[mode]);
  const user = load.cpuMicros.user + increase('user');
  const system = load.cpuMicros.system + increase('system');
  return {
    load: { ...load, cpuMicros: { user, system }, cpuPercent: (user + system) / (10 * load.windowMs) },
    rssBytes: after.tree.rssBytes,
    retransmittedSegments:
      after.retransmitted === null || before.retransmitted === null
        ? null
        : after.retransmitted - before.retransmitted,
  };
}
