import { blocksAt } from '../../results/format/blocks.ts';
import type { RunPoint, RunScenario } from '../../results/format/run.ts';
import { given } from '../text/format.ts';
import { html, type Markup } from '../text/html.ts';
import { pointBlocksInWords } from '../words/blocks.ts';
import { arrivalsInWords, audienceInWords, payloadInWords, specialsInWords } from '../words/load.ts';
import { transportsInWords } from '../words/load-options.ts';

/**
 * The parameters of a point in words, each with its name. In an A/A run, a block tries every
 * transport twice.
 */
export function renderLoad(scenario: RunScenario, point: RunPoint, aa: boolean, sessions = 1): Markup {
  const { load } = point;
  const { warmUpSeconds } = scenario.parameters;
  const facts: [string, string][] = [
    ['Audience', scenario.search ? `starting with ${audienceInWords(load)}` : audienceInWords(load)],
    ...(load.requests
      ? []
      : ([
          [load.visits ? 'Visits' : 'Notifications', arrivalsInWords(load)],
          ['Payload', payloadInWords(load)],
          ...transportsInWords(load.transports),
        ] satisfies [string, string][])),
    ...specialsInWords(load, scenario.search),
    ['Trial', `${given(warmUpSeconds)} s to warm up, then ${given(point.windowSeconds)} s measured`],
    [
      'Blocks',
      `${pointBlocksInWords(blocksAt(scenario, point), sessions)}: in each, ${aa ? 'two trials per transport, as a and as b' : 'one trial per transport'}, in random order`,
    ],
  ];
  const shown = facts.filter(([, words]) => words !== '');
  return html`<dl class="load">${shown.map(([name, words]) => html`<div><dt>${name}</dt><dd>${words}</dd></div>`)}</dl>`;
}
