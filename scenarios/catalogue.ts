import { afterSilence } from './after-silence.ts';
import { bodyCodings } from './body-codings.ts';
import { brokerOutage } from './broker-outage.ts';
import { browser } from './browser.ts';
import { burst } from './burst.ts';
import { capacity } from './capacity.ts';
import { chat } from './chat.ts';
import { compression } from './compression.ts';
import { compressionMemory } from './compression-memory.ts';
import { connect } from './connect.ts';
import { connectDistance } from './connect-distance.ts';
import { costModel } from './cost-model.ts';
import { crossCheck } from './cross-check.ts';
import { crowd } from './crowd.ts';
import { distance } from './distance.ts';
import { echo } from './echo.ts';
import { echoDistance } from './echo-distance.ts';
import { fanOut } from './fan-out.ts';
import { halfOpen } from './half-open.ts';
import { http2 } from './http2.ts';
import { idle } from './idle.ts';
import { intervalSweep } from './interval-sweep.ts';
import { keepAlive } from './keep-alive.ts';
import { layers } from './layers.ts';
import { loss } from './loss.ts';
import { mobile } from './mobile.ts';
import { narrow } from './narrow.ts';
import { notifications } from './notifications.ts';
import { offlineCatchUp } from './offline-catch-up.ts';
import { payloadSweep } from './payload-sweep.ts';
import { proxied } from './proxied.ts';
import { rateSweep } from './rate-sweep.ts';
import { reconnectStorm } from './reconnect-storm.ts';
import { release } from './release.ts';
import { trace } from './replay.ts';
import { requestCapacity } from './request-capacity.ts';
import { restart } from './restart.ts';
import type { Scenario } from './scenario.ts';
import { secureConnect } from './secure-connect.ts';
import { secureFanOut } from './secure-fan-out.ts';
import { severalServers } from './several-servers.ts';
import { slowConsumer } from './slow-consumer.ts';
import { ticker } from './ticker.ts';
import { tokenStream } from './token-stream.ts';

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
  distance,
  loss,
  narrow,
  afterSilence,
  mobile,
  halfOpen,
  connectDistance,
  echoDistance,
  layers,
  secureFanOut,
  secureConnect,
  http2,
  compression,
  compressionMemory,
  bodyCodings,
  proxied,
  tokenStream,
  severalServers,
  release,
  brokerOutage,
  costModel,
  crossCheck,
  browser,
];

/** Former names of scenarios, and their present ids. */
export const FORMER_NAMES: Readonly<Record<string, string>> = { witness: crossCheck.id };

/** The scenarios over emulated paths. */
const overPaths: readonly Scenario[] = [distance, loss, narrow, afterSilence, connectDistance, echoDistance];

/** The scenarios in which somebody waits for time-outs: minutes for each of few trials. */
const ofTimeouts: readonly Scenario[] = [mobile, halfOpen];

/** The scenarios of the layers between TCP and a transport. */
const ofLayers: readonly Scenario[] = [
  layers,
  secureFanOut,
  secureConnect,
  http2,
  compression,
  compressionMemory,
  bodyCodings,
];

/** The scenarios with real programs in front of the server, or behind it. */
const ofDeployment: readonly Scenario[] = [proxied, tokenStream, severalServers, release, brokerOutage];

/** The scenarios that check the lab itself, and those that need external programs. */
const notForReview: readonly Scenario[] = [crowd, fanOut, requestCapacity, crossCheck, browser];

/** Sets of scenarios for a purpose; `npm run bench` runs the tour by default. */
export const SETS = {
  tour: [notifications, ticker, trace],
  course: [notifications, ticker, chat, echo, keepAlive, rateSweep, burst, restart],
  review: scenarios.filter(
    ({ id }) =>
      ![...overPaths, ...ofTimeouts, ...ofLayers, ...ofDeployment, ...notForReview].some(
        other => other.id === id,
      ),
  ),
  distance: overPaths,
  layers: ofLayers,
  deployed: ofDeployment,
  timeouts: ofTimeouts,
  all: scenarios,
} as const satisfies Record<string, readonly Scenario[]>;
export type SetName = keyof typeof SETS;
