import type { Run } from '../../results/format/run.ts';
import { isTested, nameOf, TRANSPORTS } from '../../scenarios/load/transport.ts';
import { type MatrixCell, needRows } from '../model/matrix.ts';
import { answersOf } from '../model/needs.ts';
import { viewPoint } from '../model/point.ts';
import { MOST_TIMES } from '../model/rank.ts';
import { withUnit } from '../text/format.ts';
import { extentInShort, undecidedInShort } from '../words/extent.ts';
import { headline, UNDECIDED } from '../words/headline.ts';
import { pathOf } from '../words/over-paths.ts';
import { standingInWords } from '../words/standing.ts';

/** `**0.512 ms** (best)`, `494 ms (×965)`, `0.524 ms (?)`: bold if it leads the need. */
function cellInWords(cell: MatrixCell | undefined, unit: string, leads: boolean): string {
  if (!cell || cell.value === null) return '–';
  const plain = withUnit(cell.value, unit);
  return `${leads ? `**${plain}**` : plain} (${standingInWords(cell)})`;
}

const LEGEND =
  'A test is a point of a scenario that shows the need. ' +
  '“In at least 17 of 20 deciding tests”: 20 tests decide the need. Each transport in bold is best or tied in at least 17 of them. ' +
  'Bold: best or tied in more than half of the tests that decide the need. ' +
  `“tied”: this run does not decide which is lower, and they are surely under ${MOST_TIMES} times apart. “?”: not decided. “here”: at the shown point, unlike in most tests. ` +
  '× is the ratio to the lowest value at the shown point, taken block by block, so it is not quite the quotient of the two values.';

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

/**
 * The answer of a run in Markdown: the sentence of its report, and the matrix of needs and
 * transports. Without the matrix where no need is decided.
 */
export function answerMarkdown(run: Run): string {
  const { preset } = run.run;
  const scenarios = run.scenarios.map(scenario =>
    scenario.points.map(point => viewPoint(run, scenario, point)),
  );
  const answers = answersOf(scenarios, preset);
  const rows = needRows(answers, preset);
  const transports = TRANSPORTS.filter(
    one => isTested(one) && rows.some(({ cells }) => cells.some(({ transport }) => transport === one)),
  );
  const sentence = headline(answers) ?? UNDECIDED;
  if (rows.length === 0) return `${sentence}\n`;
  const table = [
    row(['need', 'shown at', ...transports.map(nameOf)]),
    row(['---', '---', ...transports.map(() => '---:')]),
    ...rows.map(({ answer, view, measure, cells }) =>
      row([
        answer.title,
        [
          `${view.scenario.title}${pathOf(view)}`,
          extentInShort({ ...answer, decided: answer.decided.length }),
        ]
          .filter(Boolean)
          .join('; '),
        ...transports.map(one =>
          cellInWords(
            cells.find(({ transport }) => transport === one),
            measure.unit,
            answer.best.includes(one),
          ),
        ),
      ]),
    ),
    ...answers
      .filter(answer => !rows.some(one => one.answer === answer))
      .map(answer =>
        row([
          answer.title,
          undecidedInShort({ ...answer, decided: answer.decided.length }),
          ...transports.map(() => '?'),
        ]),
      ),
  ];
  return `${sentence}\n\n${table.join('\n')}\n\n${LEGEND}\n`;
}
