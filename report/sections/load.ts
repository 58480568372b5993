import type { RunScenario } from '../../bench/results.ts';
import type { Arrivals, Audience, Point } from '../../scenarios/scenario.ts';
import type { TransportOptions } from '../../scenarios/transport.ts';
import { bytes, counted, given, integer } from '../format.ts';
import { html, type Markup } from '../html.ts';

function arrivalsInWords(arrivals: Arrivals): string {
  switch (arrivals.kind) {
    case 'periodic':
      return `${given(arrivals.ratePerSecond)} a second in all, at a steady beat`;
    case 'poisson':
      return `${given(arrivals.ratePerSecond)} a second in all on average, at random moments (Poisson)`;
    case 'burst':
      return `${integer(arrivals.size)} at once, every ${given(arrivals.everySeconds)} s`;
    case 'trace':
      return `replayed from ${arrivals.file} at ${given(arrivals.speed)} times its speed`;
  }
}

function audienceInWords(audience: Audience, subscribers: number): string {
  const many = counted(subscribers, 'subscriber');
  switch (audience.kind) {
    case 'shared':
      return subscribers === 1
        ? `1 subscriber of the topic ${audience.topic}`
        : `${many}, all of one topic (${audience.topic})`;
    case 'own':
      return `${many}, each of a topic of its own (${audience.prefix}…)`;
    case 'trace':
      return `${many}, spread over the topics of the trace`;
  }
}

function optionsInWords(options: Partial<TransportOptions>): string {
  const poll = options['short-polling'];
  const wait = options['long-polling'];
  return [
    poll && `short polling asks every ${given(poll.intervalMs)} ms`,
    wait && `a long poll waits up to ${given(wait.waitSeconds)} s`,
  ]
    .filter(Boolean)
    .join('; ');
}

/** The parameters of a point in words, each beside what it is; in an A/A run a block tries every transport twice. */
export function renderLoad(scenario: RunScenario, point: Point, aa: boolean): Markup {
  const { load } = point;
  const { blocks, warmUpSeconds, windowSeconds } = scenario.parameters;
  const facts: [string, string][] = [
    ['Audience', audienceInWords(load.audience, load.subscribers)],
    ['Notifications', arrivalsInWords(load.arrivals)],
    [
      'Payload',
      load.arrivals.kind === 'trace' ? 'as in the trace' : `${bytes(load.payloadBytes)} of JSON each`,
    ],
    ['Polling', optionsInWords(load.transports)],
    ['Trial', `${given(warmUpSeconds)} s to warm up, then ${given(windowSeconds)} s measured`],
    [
      'Blocks',
      `${counted(blocks, 'block')}: in each, ${aa ? 'two trials a transport, as a and as b' : 'one trial a transport'}, in random order`,
    ],
  ];
  const shown = facts.filter(([, words]) => words !== '');
  return html`<dl class="load">${shown.map(([name, words]) => html`<div><dt>${name}</dt><dd>${words}</dd></div>`)}</dl>`;
}
