import { PRACTICAL_EQUALITY } from '../../analysis/statistics/paired-ratios.ts';
import type { Run, RunScenario } from '../../results/format/run.ts';
import { pathsOf } from '../model/paths.ts';
import { MOST_TIMES } from '../model/rank.ts';
import { foldedSection } from '../parts/folded-section.ts';
import { given } from '../text/format.ts';
import { html, type Markup } from '../text/html.ts';
import { blocksInWords } from '../words/blocks.ts';

const STEPS: [string, string][] = [
  [
    'Latency starts at the scheduled time',
    'Every notification has a scheduled time. Latency runs from that time until the subscriber’s code holds the parsed notification. During a stall, every notification that is due counts with its full wait, so no slow delivery is missed.',
  ],
  [
    'The publisher does not wait',
    'A separate process publishes on a fixed timetable, however slow the server is. Its own lag is measured. Latency from the actual publish is recorded as well.',
  ],
  [
    'Every trial starts with new processes',
    'Server, publisher and clients are new processes in every trial. They connect, some deliveries are verified, and they warm up. Only then does the measured window start.',
  ],
  [
    'Transports alternate within a block',
    'A block runs every transport of a point once, in random order. Ratios are taken within a block. If the machine slows down over the hour, it slows both sides of the ratio.',
  ],
  [
    'Percentiles come from all deliveries',
    'The latency histograms of the valid trials are merged, and percentiles are read from the sum. Percentiles are never averaged. A percentile needs enough deliveries: 100 for p99, 1,000 for p99.9. Median and p99, their ranges and their ratios rest on the same trials: those that have enough notifications.',
  ],
  [
    'Every delivery is checked',
    'Each subscriber checks that it received all its notifications, once each and in order. A trial with a delivery missing, duplicate or out of order is not valid.',
  ],
  [
    'Invalid trials are listed',
    'Gates check every trial: no delivery missing, duplicate or out of order, publisher on time, clients with enough CPU, little CPU load by other processes, no stop by a CPU quota, few packets sent again. A trial that fails a gate is marked invalid with the reason and repeated. It stays in run.json and is listed in this report. No result includes it. Each point shows what its gates found.',
  ],
  [
    'Server CPU is the CPU of the server process',
    'It is the user and system time of the server process in the window, divided by deliveries. On one machine the kernel runs part of the receiver’s work within the sender’s call. System time includes that part, for each transport alike.',
  ],
  [
    'Models are compared with measurements',
    'Models predict mean latency, batches, requests and bytes of each trial from its own schedule and the one-way transit of the idle machine. The report names each residual above 5% and what the model leaves out.',
  ],
  [
    'The TCP floor is a reference',
    'The TCP floor sends the same notifications as bare lines over TCP, without HTTP. The bare reader is the same server with clients that only count lines. They show the least that this machine needs to send each notification by itself. No transport is ranked against them.',
  ],
];

const INTERVALS: [string, string] = [
  'Intervals come from pairs',
  `In each block in which two transports have a valid trial, their ratio is taken. The result is the median of these ratios. Latency, CPU and bytes differ between sessions by more than blocks show. So their 95% interval is widened by the spread between recorded sessions: the median of another such session lies in it. For other values the interval speaks of this session alone. With 5 blocks or more it then comes from a bootstrap over blocks (10,000 resamples, always the same ones), with 2 to 4 blocks it is Student’s t of the logarithms, which is wide. A difference is claimed only if the whole interval is beyond ±${given(PRACTICAL_EQUALITY * 100)}%.`,
];

const SESSION_INTERVALS: [string, string] = [
  'Intervals come from sessions',
  `In each block in which two transports have a valid trial, their ratio is taken. Each session has the median of its ratios. The result is the mean of these medians, of their logarithms. Its 95% interval comes from a random-effects model, and holds the median of another such session. For latency, CPU and bytes the spread between recorded sessions is pooled with that of these. For other values it is these sessions’ alone (Paule and Mandel), and Student’s t has one degree of freedom fewer than sessions. A difference is claimed only if the whole interval is beyond ±${given(PRACTICAL_EQUALITY * 100)}%.`,
];

const BEST: [string, string] = [
  'Which transport is best for a need',
  `Each point that shows a need is a test of it. In a test a transport is best if all others are known to have more. It is tied if it is not distinguishable from the lowest, and the whole interval of their ratio lies below ${MOST_TIMES}. A wider interval is no tie: the transport is open there. A test decides nothing if no transport is known to have more, or if another may have a third of the lowest value or less. A transport is best for a need if it is best or tied in more than half of the tests that decide something.`,
];

/** `3 blocks, window 2.2 s, warm-up 1 s` */
function amountInWords(scenario: RunScenario): string {
  const { warmUpSeconds } = scenario.parameters;
  const windows = scenario.points.map(({ windowSeconds }) => windowSeconds);
  const [least, most] = [Math.min(...windows), Math.max(...windows)];
  const window = least === most ? given(least) : `${given(least)} to ${given(most)}`;
  return `${blocksInWords([scenario])}, window ${window} s, warm-up ${given(warmUpSeconds)} s`;
}

const AWAKE: [string, string] = [
  'The server’s core does not sleep',
  'A process of the lowest priority runs on the server’s core whenever the server waits, and gives way at once. A core that sleeps loses its caches: a rare poll then costs about twice the CPU of a frequent one. How much depends on the host of the moment.',
];

const GARBAGE: [string, string] = [
  'The server begins without garbage',
  'When all subscribers are connected, the server collects its garbage. Without that, one collection of some 20 ms belongs to the start, and falls into the window or not. In a short window it can double the CPU per delivery.',
];

const PATHS: [string, string][] = [
  [
    'What an emulated path does',
    'At points over a path, a process between the two networks holds each packet for half of the round trip. Jitter moves this delay smoothly and never reorders packets. Loss drops packets at random in each direction. A bandwidth limit has a queue before it, and drops what does not fit. In one block, all transports meet the same jitter. Both ends use the same congestion control: cubic unless the path names another.',
  ],
  [
    'What an emulated path is not',
    'It is not the Internet. Nobody else uses the path, so the queue holds only the packets of the trial. There is no radio link and no proxy on the way. All clients share one path and its limit. The relay uses CPU of the clients’ cores, which is measured and limited by a gate.',
  ],
];

/** The blocks, window and warm-up of the scenarios of this run. */
function amountStep({ scenarios }: Run): [string, string] {
  const amounts = [...Map.groupBy(scenarios, amountInWords)].map(
    ([amount, alike]) => `${alike.map(({ title }) => title).join(', ')}: ${amount}`,
  );
  return ['Blocks and windows', amounts.length > 0 ? `${amounts.join('; ')}.` : 'No scenario was planned.'];
}

const bytesStep = (network: Run['environment']['network']): [string, string] => [
  'Bytes are counted by layer',
  `Application bytes are all bytes that the server’s sockets wrote and read: headers, framing and content, both ways. Overhead down is every byte that the server wrote beyond the payload. ${
    network === 'loopback'
      ? 'This run used loopback, where bytes on the wire (TCP, IP, acknowledgements) are not counted.'
      : 'Bytes on the wire, with TCP, IP and Ethernet headers and acknowledgements, are counted at the network interface. A check at each chart shows whether packets × headers explain the difference.'
  }`,
];

/** How the values were measured, for a sceptical reader. */
export function renderMethod(run: Run): Markup {
  const { network, cpu, garbageCollected } = run.environment;
  const awake = cpu.serverKeptAwake ? [AWAKE] : [];
  const garbage = garbageCollected ? [GARBAGE] : [];
  const intervals = run.sessions ? SESSION_INTERVALS : INTERVALS;
  const paths = pathsOf(run).length > 0 ? PATHS : [];
  const steps = [
    amountStep(run),
    ...STEPS,
    ...awake,
    ...garbage,
    intervals,
    BEST,
    bytesStep(network),
    ...paths,
  ];
  return foldedSection(
    'method',
    'Method',
    html`<div class="steps">${steps.map(([title, text]) => html`<div><h3>${title}</h3><p>${text}</p></div>`)}</div>`,
  );
}
