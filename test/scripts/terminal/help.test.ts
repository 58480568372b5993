import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ROOT } from '../../../root.ts';
import { FORMER_NAMES, scenarios } from '../../../scenarios/catalogue.ts';
import { PRESETS } from '../../../scenarios/scenario.ts';
import { BENCH } from '../../../scripts/terminal/bench-options.ts';
import { type Command, helpText, usageLine } from '../../../scripts/terminal/command.ts';
import { readCommandLine } from '../../../scripts/terminal/command-line.ts';
import * as small from '../../../scripts/terminal/commands.ts';
import { FOLLOW } from '../../../scripts/terminal/follow-options.ts';
import { helpWithScenarios } from '../../../scripts/terminal/scenario-help.ts';
import { scenarioList } from '../../../scripts/terminal/scenario-list.ts';
import { SERVE } from '../../../scripts/terminal/serve-command.ts';
import { TRIAL } from '../../../scripts/terminal/trial-options.ts';
import { UsageError } from '../../../scripts/terminal/usage-error.ts';

const isCommand = (one: unknown): one is Command => typeof one === 'object' && one !== null && 'usage' in one;
const COMMANDS = [BENCH, TRIAL, SERVE, FOLLOW, ...Object.values(small)].filter(isCommand);

const tooWide = (text: string) => text.split('\n').filter(({ length }) => length > 80);

test('every command of package.json has a help', () => {
  const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>;
  };
  expect(COMMANDS.map(({ name }) => name).sort()).toEqual(Object.keys(scripts).sort());
});

describe.each(COMMANDS.map(command => [command.name, command] as const))(
  'the help of %s',
  (name, command) => {
    const help = helpText(command);

    test('fits into 80 columns and names every option', () => {
      expect(tooWide(help)).toEqual([]);
      for (const option of [...Object.keys(command.options), 'help']) expect(help).toContain(`  --${option}`);
      expect(help).toContain(`npm run ${name}`);
    });

    test('is asked for by --help, whatever else is missing', () => {
      expect(readCommandLine(command, ['--help'], {}).values.help).toBe(true);
      expect(readCommandLine(command, Array(command.words?.[0] ?? 0).fill('a'), {}).values.help).toBe(false);
    });
  },
);

test('too few or too many words are wrong use, in one line', () => {
  for (const words of [['one'], ['one', 'two', 'three']]) {
    expect(() => readCommandLine(small.COMPARE, words, {})).toThrow(
      new UsageError('usage: npm run compare -- results/FIRST results/SECOND (more with --help)'),
    );
  }
  expect(() => readCommandLine(small.SCHEMA, ['one'], {})).toThrow(
    'usage: npm run schema (more with --help)',
  );
  for (const command of COMMANDS) expect(usageLine(command)).not.toContain('\n');
});

test('what goes to another program is not read', () => {
  const args = ['test/a.test.ts', '--project', 'pure'];
  expect(readCommandLine(small.TEST, args, {}).positionals).toEqual(args);
});

test.each(scenarios.map(scenario => [scenario.id, scenario] as const))(
  'the help of scenario %s has question, prediction, points and time, in 80 columns',
  (id, { question, prediction, points }) => {
    const help = helpWithScenarios(BENCH, [id]);
    const inOneLine = help.replaceAll(/\s+/g, ' ');
    expect(tooWide(help)).toEqual([]);
    for (const text of [question, prediction, ...points.map(({ label }) => label)]) {
      expect(inOneLine).toContain(text.replaceAll(/\s+/g, ' '));
    }
    for (const preset of PRESETS) expect(inOneLine).toMatch(new RegExp(`${preset} \\d+ (s|min|h)`));
  },
);

test('a scenario is found by another spelling, and a misspelt one is named', () => {
  expect(helpWithScenarios(BENCH, ['TICKER'])).toMatch(/^ticker: Ticker\n/);
  for (const [former, id] of Object.entries(FORMER_NAMES)) {
    expect(helpWithScenarios(TRIAL, [former])).toMatch(new RegExp(`^${id}: `));
  }
  expect(() => helpWithScenarios(BENCH, ['tikcer'])).toThrow(
    'unknown scenario "tikcer"; did you mean "ticker"?',
  );
  expect(helpWithScenarios(BENCH, [])).toBe(helpText(BENCH));
});

test('the list of scenarios fits into 80 columns', () => expect(tooWide(scenarioList())).toEqual([]));
