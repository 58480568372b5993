import { PRACTICAL_EQUALITY } from '../../analysis/statistics/paired-ratios.ts';
import type { Run } from '../../results/format/run.ts';
import { heading } from '../parts/heading.ts';
import { given, list } from '../text/format.ts';
import { html, type Markup } from '../text/html.ts';
import { blocksInWords } from '../words/blocks.ts';

const STEPS: [string, string][] = [
  [
    'The clock starts on schedule',
    'Every notification has a moment at which it is due. Latency runs from that moment until the subscriber’s code holds the parsed notification. If something stalls, all that was due meanwhile counts with its full wait; nothing slow goes unseen.',
  ],
  [
    'The publisher does not wait',
    'Notifications come from a process of their own that keeps to its timetable however slow the server is. Its own lateness is measured, and latency from the actual publish is kept as well.',
  ],
  [
    'Every trial starts afresh',
    'Server, publisher and clients are new processes each time. They connect, some deliveries are verified, they warm up, and only then the measured window begins.',
  ],
  [
    'Transports take turns',
    'A block runs every transport of a point once, in random order. Ratios are taken within a block, so that a machine that slows down over the hour slows both sides of the ratio.',
  ],
  [
    'Percentiles come from all deliveries',
    'The latency histograms of all valid trials are merged and percentiles are read from the sum. Percentiles are never averaged, and none is given for which there are too few deliveries: p99 needs 100, p99.9 needs 1,000.',
  ],
  [
    'Every delivery is accounted for',
    'Each subscriber checks that all its notifications came, once each, in order. A trial that lost or doubled any is not valid.',
  ],
  [
    'Doubtful trials are left out, in the open',
    'Gates look at every trial: nothing lost, publisher on time, clients not short of CPU, the machine not busy with others, no packet sent again. A trial that fails one is marked invalid with the reason, tried again, kept in the results, and listed in this report. Each point says what its gates found.',
  ],
  [
    'Server CPU is the server’s alone',
    'It is the user and system time of the server process in the window, divided by deliveries. On one machine the kernel runs part of the receiving side within the sender’s call, so system time holds some of it, for each transport alike.',
  ],
  [
    'Theory is laid over the figures',
    'Models predict mean latency, batches, requests and bytes of each trial from its own schedule and the one-way transit of the idle machine. What they miss by more than 5% is said, with what they do not know.',
  ],
  [
    'The floor is no contestant',
    'The TCP floor sends the same notifications as bare lines over TCP, without HTTP. The bare reader is the same server with clients that only count lines. They show the least that this machine needs to send each notification by itself, and no transport is ranked against them.',
  ],
];

const INTERVALS: [string, string] = [
  'Intervals come from pairs',
  `In each block in which two transports have a valid trial, their ratio is taken; the result is the median of these ratios. From 5 blocks on, its 95% interval comes from a bootstrap over blocks (10,000 resamples, always the same ones); with 2 to 4 it is Student’s t of the logarithms, which is wide. A difference is claimed only where the whole interval is beyond ±${given(PRACTICAL_EQUALITY * 100)}%.`,
];

/** How many blocks of how long each scenario of this run has. */
function amountStep({ scenarios }: Run): [string, string] {
  const amounts = scenarios.map(scenario => {
    const { warmUpSeconds } = scenario.parameters;
    const windows = scenario.points.map(({ windowSeconds }) => windowSeconds);
    const [least, most] = [Math.min(...windows), Math.max(...windows)];
    const window = least === most ? given(least) : `${given(least)} to ${given(most)}`;
    return `${scenario.title}: ${blocksInWords([scenario])}, each trial with a window of ${window} s after ${given(warmUpSeconds)} s of warm-up`;
  });
  return ['How much was measured', amounts.length > 0 ? `${list(amounts)}.` : 'Nothing was planned.'];
}

const bytesStep = (network: Run['environment']['network']): [string, string] => [
  'Bytes are counted where they are said to be',
  `Application bytes are what the server’s sockets wrote and read: headers, framing and content, both ways. Overhead down is what the server wrote beyond the payload. ${
    network === 'loopback'
      ? 'This run used loopback, where bytes on the wire (TCP, IP, acknowledgements) are not counted.'
      : 'Bytes on the wire, with TCP, IP and Ethernet headers and acknowledgements, are counted at the network interface. A ledger at each chart says whether packets × headers explain the difference.'
  }`,
];

/** How the figures came about, for a reader who wants to doubt them. */
export function renderMethod(run: Run): Markup {
  const steps = [amountStep(run), ...STEPS, INTERVALS, bytesStep(run.environment.network)];
  return html`<section>
${heading(2, 'method', 'How it was measured')}
<div class="steps">${steps.map(([title, text]) => html`<div><h3>${title}</h3><p>${text}</p></div>`)}</div>
</section>`;
}
