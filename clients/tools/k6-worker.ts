import { retransmittedSegments } from '../../bench/meters/kernel-counters.ts';
import { measureOtherProcess, processRssBytes } from '../../bench/meters/other-process-meter.ts';
import type { ProcessLoad } from '../../bench/meters/process-meter.ts';
import { childProcess } from '../../bench/processes/child-side.ts';
import type { DeliveryTally } from '../../bench/processes/delivery-tally.ts';
import type { FromWorker, ToolConfig, ToWorker } from '../../bench/processes/messages.ts';
import type { UsersReport } from '../../bench/processes/reports.ts';
import type { ToolSummary } from '../../results/format/tool-report.ts';
import { assertDrives, findK6 } from './k6-find.ts';
import { type K6Program, startK6 } from './k6-program.ts';
import { latencyOf, parseK6Summary } from './k6-summary.ts';

/** Connecting may take so long before a follower's time is up too early. */
const CONNECT_SECONDS = 10;
/** And so long it may take until the last has come. */
const GRACE_SECONDS = 5;

type Incoming<T extends ToWorker['type']> = Extract<ToWorker, { type: T }>;

let program: K6Program | undefined;
let load: ProcessLoad | undefined;
let retransmitted: number | null = null;
const memoryBytes = { beforeConnect: 0, connected: 0 };

const running = (): K6Program => {
  if (!program) throw new Error('k6 was not started');
  return program;
};

/** Starts k6, which connects; resolves when each of its followers has its first notification. */
async function connect({ host, port }: Incoming<'connect'>): Promise<void> {
  const { subscribers, audience, transports } = config.load;
  const { windowFirst, windowLast, last } = config.range;
  program = startK6(k6Path, `${config.transport}.ts`, {
    URL: `http://${host}:${port}`,
    TOPIC: audience.kind === 'shared' ? audience.topic : '',
    SUBSCRIBERS: subscribers,
    INTERVAL_MS: transports['short-polling']?.intervalMs ?? 1000,
    WAIT_SECONDS: transports['long-polling']?.waitSeconds ?? 25,
    FOLLOW_SECONDS: Math.ceil(CONNECT_SECONDS + config.warmUpSeconds + config.windowSeconds + GRACE_SECONDS),
    WINDOW_FIRST_SEQ: windowFirst,
    WINDOW_LAST_SEQ: windowLast,
    LAST_SEQ: last,
    LINGER_MS: config.lingerMs,
  });
  await program.said('loaded', 1);
  memoryBytes.beforeConnect = processRssBytes(program.pid);
  await program.said('subscribed', subscribers);
}

async function measure({ window }: Incoming<'measure'>): Promise<void> {
  const before = retransmittedSegments();
  const { pid, summary } = running();
  const early = summary.then(() => {
    throw new Error('k6 ended before the window did');
  });
  load = await Promise.race([early, measureOtherProcess(pid, window)]);
  memoryBytes.connected = load.rssBytes;
  const after = retransmittedSegments();
  retransmitted = before === null || after === null ? null : after - before;
}

/** k6 leaves by itself when it has all, or its time is up; its summary is what it has to say. */
async function drain(): Promise<{ report: UsersReport; tool: ToolSummary }> {
  const metrics = parseK6Summary(await running().summary);
  if (!load) throw new Error('drained before the window was measured');
  const { windowFirst, windowLast } = config.range;
  const received = metrics.delivered.values.count;
  const expected = Math.max(0, windowLast - windowFirst + 1) * config.load.subscribers;
  const [missing, unfinished] = [metrics.missing.values.count, metrics.unfinished.values.count];
  if (unfinished > 0) throw new Error(`${unfinished} followers of k6 did not come to their end`);
  if (missing < expected - received) {
    throw new Error(
      `k6 says that ${missing} deliveries are missing, and ${expected - received} of the window are: ${received} of ${expected} came`,
    );
  }
  const tally: DeliveryTally = {
    expected,
    received,
    missing: expected - received,
    duplicate: metrics.duplicate.values.count,
    reordered: metrics.reordered.values.count,
    outsideWindow: {
      missing: missing - (expected - received),
      duplicate: 0,
      reordered: 0,
    },
  };
  return {
    report: {
      tally,
      latency: null,
      // It knows the window by what is due in it, and not when that was: empty answers it cannot place.
      responses: { withNews: metrics.answers.values.count, empty: null, notifications: received },
      reconnects: metrics.failed.values.count,
      load,
      retransmittedSegments: retransmitted,
      memoryBytes,
      senders: null,
      recovery: null,
      visits: null,
      stalledReaders: 0,
    },
    tool: {
      version,
      deliveryMs: latencyOf(metrics),
      requests: null,
      toolBytes: {
        downBytes: metrics.data_received.values.count,
        upBytes: metrics.data_sent.values.count,
      },
    },
  };
}

// One process that stands for k6: it tells k6 what to do, and the bench what k6 said.
const { config, send } = childProcess<ToolConfig, ToWorker, FromWorker>(async message => {
  try {
    if (message.type === 'connect') {
      await connect(message);
      send({ type: 'connected' });
    }
    if (message.type === 'measure') {
      await measure(message);
      send({ type: 'measured' });
    }
    if (message.type === 'drain') send({ type: 'drained', ...(await drain()) });
  } catch (error) {
    send({ type: 'failed', reason: (error as Error).message });
  }
});

let version = '';
let k6Path = '';
try {
  const k6 = findK6();
  assertDrives(k6, config.transport);
  k6Path = k6.path;
  // What reads an event stream is the extension, of which there are several.
  version = config.transport === 'sse' ? `${k6.version} with ${k6.sseExtension}` : k6.version;
  send({ type: 'ready' });
} catch (error) {
  send({ type: 'failed', reason: (error as Error).message, unavailable: true });
}
