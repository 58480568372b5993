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

/** Time allowed for connecting, within a follower's total time. */
const CONNECT_SECONDS = 10;
/** Time allowed for the last deliveries. */
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

/** Starts k6, which connects. Resolves when each of its followers has its first notification. */
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
  await program.printed('loaded', 1);
  memoryBytes.beforeConnect = processRssBytes(program.pid);
  await program.printed('subscribed', subscribers);
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

/** k6 ends by itself when it has received everything, or its time is over. Reads its summary. */
async function drain(): Promise<{ report: UsersReport; tool: ToolSummary }> {
  const metrics = parseK6Summary(await running().summary);
  if (!load) throw new Error('drained before the window was measured');
  const { windowFirst, windowLast } = config.range;
  const received = metrics.delivered.values.count;
  const expected = Math.max(0, windowLast - windowFirst + 1) * config.load.subscribers;
  const [missing, unfinished] = [metrics.missing.values.count, metrics.unfinished.values.count];
  if (unfinished > 0) throw new Error(`${unfinished} followers of k6 did not finish`);
  if (missing < expected - received) {
    throw new Error(
      `k6 reports ${missing} missing deliveries, but ${expected - received} are missing in the window: ${received} of ${expected} arrived`,
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
      // k6 knows the window only by seqs, not by time, so it cannot count empty answers in it.
      responses: { withUpdates: metrics.answers.values.count, empty: null, notifications: received },
      reconnects: metrics.failed.values.count,
      load,
      retransmittedSegments: retransmitted,
      droppedPackets: null,
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

// The process that starts k6 and reports its results to the bench.
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
  // An extension reads the event stream, and there are several.
  version = config.transport === 'sse' ? `${k6.version} with ${k6.sseExtension}` : k6.version;
  send({ type: 'ready' });
} catch (error) {
  send({ type: 'failed', reason: (error as Error).message, unavailable: true });
}
