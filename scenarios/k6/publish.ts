import { check } from 'k6';
import http from 'k6/http';
import type { Options } from 'k6/options';
import { settings } from './settings.ts';

const ratePerSecond = Number(__ENV.RATE_PER_SECOND ?? 10);
const durationSeconds = Number(__ENV.DURATION_SECONDS ?? 20);

/** An open loop: a fixed rate over all segments, whatever the server does. */
export const options: Options = {
  scenarios: {
    publish: {
      executor: 'constant-arrival-rate',
      rate: ratePerSecond,
      timeUnit: '1s',
      duration: `${durationSeconds}s`,
      preAllocatedVUs: 20,
    },
  },
  thresholds: { checks: ['rate==1'], dropped_iterations: ['count==0'] },
};

const text = 'x'.repeat(100);
const params = { headers: { 'content-type': 'application/json' } };

/** Publishes one notification with the wall clock's time in ms, for followers started by hand. */
export default function publish(): void {
  const draft = { topic: settings.topic, payload: { wallMs: Date.now(), text } };
  const { status } = http.post(`${settings.url}/notifications`, JSON.stringify(draft), params);
  check(status, { accepted: code => code === 202 });
}
