import { PRACTICAL_EQUALITY } from '../../analysis/statistics/paired-ratios.ts';
import { heading } from '../parts/heading.ts';
import { given } from '../text/format.ts';
import { anchor, html, type Markup } from '../text/html.ts';

const WORDS: [string, string][] = [
  ['Notification', 'One message, numbered within its topic.'],
  ['Topic', 'Those whom a notification is for: everyone, one user, one chat room.'],
  ['Subscriber', 'One simulated user: a client that follows one topic.'],
  [
    'Delivery',
    'One notification that reached one subscriber. One notification to 400 subscribers is 400 deliveries.',
  ],
  ['Transport', 'A way to deliver notifications from server to client.'],
  ['Short polling', 'The client asks again and again at a fixed interval, and is answered at once.'],
  ['Long polling', 'The client asks, and the server holds the answer back until there is something to say.'],
  ['SSE', 'Server-sent events: one HTTP response that never ends, with one event after another.'],
  ['WebSocket', 'A connection that begins as HTTP and then carries frames both ways.'],
  ['TCP floor', 'The same fan-out as bare lines over TCP: a reference, not a contestant.'],
  ['Bare reader', 'The TCP floor with clients that only count lines: the least that the client side costs.'],
  ['Scenario, point', 'A question with the load that answers it; one setting of what the scenario varies.'],
  ['Trial', 'One measurement of one transport at one point, in processes of its own.'],
  ['Block', 'One trial of every transport of a point, in random order.'],
  [
    'Cross-over',
    'Where, along a number that is swept, two transports change places: the one that has less of a measure before has more after. Between two points it lies where a straight line on logarithmic axes has it.',
  ],
  ['Tool', 'Another load generator, autocannon or k6, that sees the same stream from the same servers.'],
  ['Visit', 'One who connects, gets what the topic holds, and leaves again.'],
  ['Whole again', 'Said of a subscriber who, after a fault, has all that was due until then.'],
  ['Window', 'The measured part of a trial, after warm-up.'],
  ['p50, p99', 'Half, or 99%, of all deliveries took no longer than this. p50 is the median.'],
  ['Range', 'The least and the greatest value of any block. It is no confidence interval.'],
  [
    '95% interval',
    'Where the true ratio of two transports lies, as far as the scatter of the blocks can tell: intervals made like this hold it in 95 of 100 runs.',
  ],
  [
    'Practical equality',
    `Two figures that differ by less than ${given(PRACTICAL_EQUALITY * 100)}% count as the same. Only an interval that lies wholly outside is a difference.`,
  ],
  ['Residual', 'How far a measured figure is from what theory predicts, in % of the prediction.'],
  [
    'Application bytes',
    'What the programs themselves write and read: payload, framing and HTTP headers, without TCP, IP and Ethernet.',
  ],
  [
    'Wire bytes',
    'Everything that passes the network interface: application bytes and the headers of all packets, acknowledgements included.',
  ],
  ['Gate', 'A check that makes a trial invalid, with the reason, when its figures could not be trusted.'],
  [
    'Batch mean',
    'Notifications in a response, event or frame that carried any. Above 1, deliveries share a cost.',
  ],
  ['Hiccup', 'The machine itself being late: it had been asked to wake up, and did so later.'],
  ['Lag', 'How much later than scheduled the publisher sent.'],
];

/** The words of the report, each in a sentence. */
export function renderWords(): Markup {
  return html`<section>
${heading(2, 'words', 'Words')}
<dl class="words">${WORDS.map(([word, meaning]) => html`<div><dt id="${anchor('word', word)}">${word}</dt><dd>${meaning}</dd></div>`)}</dl>
</section>`;
}
