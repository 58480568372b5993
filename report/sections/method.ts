import type { Run } from '../../bench/results.ts';
import { html, type Markup } from '../html.ts';
import { heading } from './heading.ts';

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
    'A trial that lost something, or in which the load generator was too busy or the publisher too late, is marked invalid with the reason, tried again, kept in the results, and listed in this report.',
  ],
  [
    'Server CPU is the server’s alone',
    'It is the user and system time of the server process in the window, divided by deliveries. On one machine the kernel runs part of the receiving side within the sender’s call, so system time holds some of it, for each transport alike.',
  ],
  [
    'The floor is no contestant',
    'The TCP floor sends the same notifications as bare lines over TCP, without HTTP. The bare reader is the same server with clients that only count lines. They show the least that this machine needs, and no transport is ranked against them.',
  ],
];

const bytesStep = (network: Run['environment']['network']): [string, string] => [
  'Bytes are counted where they are said to be',
  `Application bytes are what the server’s sockets wrote and read: headers, framing and content, both ways. Overhead down is what the server wrote beyond the payload. ${
    network === 'loopback'
      ? 'This run used loopback, where bytes on the wire (TCP, IP, acknowledgements) are not counted.'
      : 'Bytes on the wire, with TCP, IP and Ethernet headers and acknowledgements, are counted at the network interface.'
  }`,
];

/** How the figures came about, for a reader who wants to doubt them. */
export function renderMethod(run: Run): Markup {
  const steps = [...STEPS, bytesStep(run.environment.network)];
  return html`<section>
${heading(2, 'method', 'How it was measured')}
<div class="steps">${steps.map(([title, text]) => html`<div><h3>${title}</h3><p>${text}</p></div>`)}</div>
</section>`;
}
