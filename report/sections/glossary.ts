import { PRACTICAL_EQUALITY } from '../../analysis/statistics/paired-ratios.ts';
import { MAX_DRIFT_PERCENT } from '../charts/steadiness.ts';
import { MOST_TIMES } from '../model/rank.ts';
import { foldedSection } from '../parts/folded-section.ts';
import { given, midSentence } from '../text/format.ts';
import { anchor, html, type Markup } from '../text/html.ts';
import { ALLOWANCE_MEANING } from '../words/allowance.ts';

const TERMS: [string, string][] = [
  ['Notification', 'One message, numbered within its topic.'],
  ['Topic', 'The audience of a notification: everyone, one user or one chat room.'],
  ['Subscriber', 'One simulated user: a client that follows one topic.'],
  [
    'Delivery',
    'One notification that reached one subscriber. One notification to 400 subscribers is 400 deliveries.',
  ],
  ['Transport', 'A way to deliver notifications from server to client.'],
  ['Short polling', 'The client polls at a fixed interval, and the server answers each poll at once.'],
  ['Long polling', 'The client polls, and the server holds the response until there is a notification.'],
  ['SSE', 'Server-sent events: one HTTP response that never ends and carries one event after another.'],
  ['WebSocket', 'A connection that begins as HTTP and then carries frames both ways.'],
  ['Push', 'Delivery without a request for each notification, as with SSE and WebSocket.'],
  ['Reference', 'The TCP floor or the bare reader: measured like a transport, but never ranked.'],
  ['TCP floor', 'A reference: the same notifications as bare lines over TCP.'],
  [
    'Bare reader',
    'A reference: the TCP floor with clients that only count lines. It shows the least cost of the client side.',
  ],
  [
    'Path',
    'What lies between server and clients: delay, jitter, loss and bandwidth. Without one, they are neighbours on a virtual cable.',
  ],
  [
    'Round trip',
    'A message to the server and back to its sender. Of a path: the delay of both directions together.',
  ],
  ['Jitter', 'The change of a path’s delay over time, up and down.'],
  [
    'Loss',
    'Packets that a path drops. TCP sends them again, and everything behind them on the connection waits.',
  ],
  ['Bandwidth', 'The most bits per second that a path passes on in one direction.'],
  [
    'Congestion control',
    'The rule by which TCP decides how much it sends before it is acknowledged, such as cubic or bbr.',
  ],
  ['Relay', 'The process that emulates a path. It delays and drops packets between server and clients.'],
  ['Poll', 'One request of short or long polling for new notifications.'],
  ['Empty poll', 'A poll whose response carries no notification.'],
  ['Scenario, point', 'A question with the load that answers it; one value of what the scenario varies.'],
  ['Sweep', 'The points of a scenario that differ in one number only, such as the rate.'],
  ['Preset', 'The length of a run: smoke, quick, standard or thorough. It sets windows and blocks.'],
  ['Trial', 'One measurement of one transport at one point, in its own processes.'],
  ['Block', 'One trial of every transport of a point, in random order.'],
  ['Session', 'One run of the bench, at one time on one machine. A joined run has several sessions.'],
  [
    'Kept awake',
    'A core on which a process of the lowest priority runs while nothing else does, so that it does not sleep.',
  ],
  ['Window', 'The measured part of a trial, after warm-up.'],
  [
    'Steady',
    `The median latency of the last third of the window differs by at most ${given(MAX_DRIFT_PERCENT)}% from that of the first.`,
  ],
  ['Publisher', 'The process that sends the notifications to the server, on schedule.'],
  ['Client worker', 'A process that runs a share of the subscribers.'],
  [
    'Load generator',
    'The processes that put load on the server: client workers and publisher, or an external tool.',
  ],
  [
    'Cursor',
    'The place in a topic up to which a client has everything: an epoch and a number, such as q7x2mk-42. From there the server continues.',
  ],
  [
    'Epoch',
    'The time for which a feed keeps its numbers. A feed that was lost begins a new one, and the server refuses a cursor of another.',
  ],
  [
    'Heartbeat',
    'A few bytes that the server sends on each stream every 15 s: a comment for SSE, a ping for WebSocket.',
  ],
  ['Visit', 'A client connects, receives what the topic holds, and disconnects.'],
  ['Caught up', 'After a fault, a subscriber has received every notification that was due until then.'],
  ['External tool', 'Another load generator, autocannon or k6, that measures the same servers.'],
  ['Cross-check', 'A comparison of the lab’s values with those of an external tool.'],
  ['p50, p99', 'Half, or 99%, of all deliveries took no longer than this. p50 is the median.'],
  ['Range', 'The least and the greatest value of any block. It is no confidence interval.'],
  [
    '95% interval',
    'A range for the ratio of two transports, which holds it in 95 of 100 cases. It is judged by the scatter of the blocks and, where it is known, by the spread between sessions.',
  ],
  [
    'Practical equality',
    `Two values that differ by less than ${given(PRACTICAL_EQUALITY * 100)}% count as equal. Only an interval entirely outside this band is a difference.`,
  ],
  [
    'Distinguishable',
    'Two transports are distinguishable if the whole 95% interval of their ratio lies outside practical equality.',
  ],
  [
    'Decided',
    'A comparison is decided if its 95% interval lies entirely inside or entirely outside practical equality. Otherwise it is not decided by this run.',
  ],
  ['Thin line', `In a chart: ${midSentence(ALLOWANCE_MEANING)}`],
  ['Test', 'A point as it shows a need. One point may be a test of several needs.'],
  [
    'Tied',
    `This run does not decide which of two transports is lower, and the whole 95% interval of their ratio lies below ${given(MOST_TIMES)}.`,
  ],
  [
    'Cross-over',
    'The place in a sweep at which the lower of two transports becomes the higher. Between two points it is read from a straight line on logarithmic axes.',
  ],
  ['Residual', 'The difference between measured and predicted value, in % of the prediction.'],
  [
    'Cell',
    'One transport at one point. The cost model is fitted to some cells and tested at held-out cells.',
  ],
  ['Held out, held-out', 'The cost model is tested on this point, not fitted to it.'],
  ['Extrapolated', 'Computed for a load outside the range that was measured.'],
  ['Envelope', 'The JSON around a payload: number, topic and times of the notification.'],
  [
    'Application bytes',
    'The bytes that the programs write and read: payload, framing and HTTP headers, without TCP, IP and Ethernet.',
  ],
  [
    'Wire bytes',
    'Every byte that passes the network interface: application bytes and the headers of all packets, acknowledgements included.',
  ],
  ['Gate', 'A check that makes a trial invalid, with the reason, when its values cannot be trusted.'],
  ['Bound', 'The largest value that passes a gate.'],
  [
    'Batch mean',
    'The mean number of notifications per non-empty response, event or frame. Above 1, deliveries share a cost.',
  ],
  ['Hiccup', 'The machine wakes a process later than scheduled.'],
  [
    'Reference workload',
    'Fixed work that the lab times before each block, to show what the machine was like. No result uses it.',
  ],
  ['Wake-up cost', 'The CPU time that waking a sleeping process takes, beyond its work.'],
  [
    'Transit',
    'The time from the scheduled time of a notification to the only subscriber of the TCP floor, on the idle machine. Each path has its own.',
  ],
  ['Lag', 'How much later than scheduled the publisher, or a subscriber that sends, sent a notification.'],
];

/** The terms of the report, each explained in one line. */
export function renderGlossary(): Markup {
  return foldedSection(
    'words',
    'Glossary',
    html`<dl class="words">${TERMS.map(([term, meaning]) => html`<div><dt id="${anchor('word', term)}">${term}</dt><dd>${meaning}</dd></div>`)}</dl>`,
  );
}
