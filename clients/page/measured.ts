import type { MeasuredPageApi, PageProgress, PageRecords } from './records.ts';
import { followBy } from './transports.ts';

const progress: PageProgress = { highest: [], ended: [] };
const records: PageRecords = { deliveries: [], responses: [], breaks: [] };

/** The script of a trial's page: follows what it is told to, draws nothing, and keeps what it saw. */
const api: MeasuredPageApi = {
  follow({ transport, topics, ...how }) {
    for (const [who, topic] of topics.entries()) {
      let isBroken = false;
      const isBack = () => {
        if (isBroken) records.breaks.push([who, 'back', performance.now()]);
        isBroken = false;
      };
      progress.highest[who] = 0;
      progress.ended[who] = null;
      followBy[transport]({
        ...how,
        topic,
        after: 0,
        onNotification({ seq, scheduledAt, publishedAt }) {
          records.deliveries.push([who, seq, scheduledAt, publishedAt, performance.now()]);
          progress.highest[who] = Math.max(progress.highest[who] ?? 0, seq);
        },
        onResponse(notificationCount) {
          records.responses.push([performance.now(), notificationCount]);
          isBack();
        },
        onState(state) {
          if (state.kind === 'open') isBack();
          if (state.kind === 'ended') progress.ended[who] = state.reason;
          if ((state.kind === 'waiting' || state.kind === 'ended') && !isBroken) {
            isBroken = true;
            records.breaks.push([who, 'broken', performance.now()]);
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
      return null; // Out of time: what it waited for did not come.
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
