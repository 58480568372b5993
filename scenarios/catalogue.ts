import { browser } from './browser.ts';
import { burst } from './burst.ts';
import { capacity } from './capacity.ts';
import { chat } from './chat.ts';
import { connect } from './connect.ts';
import { costModel } from './cost-model.ts';
import { crossCheck } from './cross-check.ts';
import { crowd } from './crowd.ts';
import { echo } from './echo.ts';
import { fanOut } from './fan-out.ts';
import { idle } from './idle.ts';
import { intervalSweep } from './interval-sweep.ts';
import { keepAlive } from './keep-alive.ts';
import { notifications } from './notifications.ts';
import { offlineCatchUp } from './offline-catch-up.ts';
import { payloadSweep } from './payload-sweep.ts';
import { rateSweep } from './rate-sweep.ts';
import { reconnectStorm } from './reconnect-storm.ts';
import { trace } from './replay.ts';
import { requestCapacity } from './request-capacity.ts';
import { restart } from './restart.ts';
import type { Scenario } from './scenario.ts';
import { slowConsumer } from './slow-consumer.ts';
import { ticker } from './ticker.ts';

/** All scenarios, in their order in lists. */
export const scenarios: readonly Scenario[] = [
  notifications,
  ticker,
  trace,
  chat,
  echo,
  connect,
  keepAlive,
  intervalSweep,
  rateSweep,
  payloadSweep,
  burst,
  idle,
  fanOut,
  crowd,
  capacity,
  requestCapacity,
  slowConsumer,
  restart,
  reconnectStorm,
  offlineCatchUp,
  costModel,
  crossCheck,
  browser,
];

/** Former names of scenarios, and their present ids. */
export const FORMER_NAMES: Readonly<Record<string, string>> = { witness: crossCheck.id };

/** Sets of scenarios for a purpose; `npm run bench` runs the tour by default. */
export const SETS = {
  tour: [notifications, ticker, trace],
  course: [notifications, ticker, chat, echo, keepAlive, rateSweep, burst, restart],
  // Without the scenarios that check the lab itself, and without those that need external programs.
  review: scenarios.filter(
    ({ id }) => ![crowd, fanOut, requestCapacity, crossCheck, browser].some(other => other.id === id),
  ),
  all: scenarios,
} as const satisfies Record<string, readonly Scenario[]>;
export type SetName = keyof typeof SETS;
