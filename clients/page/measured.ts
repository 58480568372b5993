import type { MeasuredPageApi, PageProgress, PageRecords } from './records.ts';
import { followBy } from './transports.ts';

const progress: PageProgress = { highest: [], ended: [] };
const records: PageRecords = { deliveries: [], responses: [], breaks: [] };

/**
 * The script of a trial's page: follows the given topics, draws nothing, and records what it
 * receives.
 */
const api: MeasuredPageApi = {
  follow({ transport, topics, ...settings }) {
    for (const [index, topic] of topics.entries()) {
      let isBroken = false;
      const markReconnected = () => {
        if (isBroken) records.breaks.push([index, 'back', performance.now()]);
        isBroken = false;
      };
      progress.highest[index] = 0;
      progress.ended[index] = null;
      followBy[transport]({
        ...settings,
        topic,
        after: '0',
        onNotification({ seq, scheduledAt, publishedAt }) {
          records.deliveries.push([index, seq, scheduledAt, publishedAt, performance.now()]);
          progress.highest[index] = Math.max(progress.highest[index] ?? 0, seq);
        },
        onResponse(notificationCount) {
          records.responses.push([performance.now(), notificationCount]);
          markReconnected();
        },
        onState(state) {
          if (state.kind === 'open') markReconnected();
          if (state.kind === 'ended') progress.ended[index] = state.reason;
          if ((state.kind === 'waiting' || state.kind === 'ended') && !isBroken) {
            isBroken = true;
            records.breaks.push([index, 'broken', performance.now()]);
          }
        },
      });
    }
  },
  progress: () => progress,
  records: () => records,
  async ownRequest(timeoutMs) {
    const beganMs = performance.now();
    try {
      const response = await fetch('/', { cache: 'no-store', signal: AbortSignal.timeout(timeoutMs) });
      await response.text();
      return performance.now() - beganMs;
    } catch {
      return null; // Timed out or failed.
    }
  },
  clockStepMs() {
    let stepMs = Number.POSITIVE_INFINITY;
    for (let seen = 0, lastMs = performance.now(); seen < 20; ) {
      const nowMs = performance.now();
      if (nowMs === lastMs) continue;
      stepMs = Math.min(stepMs, nowMs - lastMs);
      lastMs = nowMs;
      seen++;
    }
    return stepMs;
  },
};

Object.assign(globalThis, { pushlab: api });
