import {
  type Agreement,
  agreementByMetric,
  type Found,
  type Replication,
} from '../../analysis/sessions/agreement.ts';
import type { RecordedAgreement } from '../../analysis/sessions/recorded-agreement.ts';
import { counted, integer, midSentence, moment } from '../../report/text/format.ts';
import { intervalInWords, ratioInWords, VERDICTS } from '../../report/words/verdicts.ts';
import type { Run } from '../../results/format/run.ts';
import { inProse } from '../../scenarios/load/transport.ts';
import { listedLines } from './listed-lines.ts';
import type { Terminal } from './terminal.ts';
import { tableText } from './terminal-table.ts';

const PRESETS_DIFFER =
  'The presets differ, and with them warm-up and windows: values may differ by more than sessions do.';

/** A run, or one in compact form, as it is listed. */
export interface Listed {
  id: string;
  startedAt: string;
  preset: string;
  processor: string;
}

export const listedRun = ({ run, environment }: Run): Listed => ({
  id: run.id,
  startedAt: run.startedAt,
  preset: run.preset,
  processor: environment.cpu.model,
});

/** A number for each run, by which the tables name it, and a warning where presets differ. */
export function runList(runs: readonly Listed[]): string {
  const lines = runs.map(
    ({ id, startedAt, preset, processor }, index) =>
      `${index + 1}: ${id}, started ${moment(startedAt)}, preset ${preset}, ${processor}`,
  );
  const presets = new Set(runs.map(({ preset }) => preset));
  return [...lines, ...(presets.size > 1 ? [PRESETS_DIFFER] : [])].join('\n');
}

/** What to know of two recorded sessions, a line each. */
export function recordedInWords({ comparesBytes, isMeasuredAlike }: RecordedAgreement): string[] {
  return [
    'Compared in compact form, which keeps no loads: points of the same name count as the same.',
    ...(comparesBytes ? [] : ['Bytes are not compared: the servers sent other headers or framing.']),
    ...(isMeasuredAlike
      ? []
      : ['The preset differs, or the state of the server’s cores or heap: values may differ by more.']),
  ];
}

const foundInWords = ({ interval, verdict }: Found): string =>
  `${VERDICTS[verdict]}, ${ratioInWords({ interval })} (${intervalInWords({ interval })})`;

function differenceInWords({ scenario, point, subject, baseline, metric, found }: Replication): string {
  return `${scenario.title}: ${point.label}, ${midSentence(metric.title)} of ${inProse(subject)} over ${inProse(baseline)}: ${foundInWords(found.before)}; then ${foundInWords(found.after)}`;
}

/** The verdicts of two runs compared, by metric, and each that differs by name. */
export function replicationText(
  { replications, unpaired }: Agreement,
  [first, second]: readonly [number, number],
  terminal: Terminal,
  remarks: readonly string[] = [],
): string {
  const table = {
    head: [
      'metric',
      'compared',
      `median of ${second} in interval of ${first}`,
      `of ${first} in ${second}`,
      'confirmed',
      'left open',
      'equal in one',
      'contradicted',
    ],
    texts: 1,
    rows: agreementByMetric(replications).map(({ metric, compared, inside, outcomes }) => [
      metric.title,
      integer(compared),
      integer(inside.after),
      integer(inside.before),
      integer(outcomes.confirmed),
      integer(outcomes.open),
      integer(outcomes['equal-in-one']),
      integer(outcomes.contradicted),
    ]),
  };
  const listed = (title: string, lines: readonly string[]) => listedLines(title, lines, terminal);
  const wordsOf = (outcome: Replication['outcome']) =>
    replications.filter(one => one.outcome === outcome).map(differenceInWords);
  return [
    `Runs ${first} and ${second}: ${counted(replications.length, 'comparison')} of two transports that both have`,
    ...remarks,
    ...(replications.length > 0 ? [tableText(table, terminal)] : []),
    ...listed('Contradicted', wordsOf('contradicted')),
    ...listed('Equal in one run, different in the other', wordsOf('equal-in-one')),
    ...listed(
      'Not compared',
      unpaired.map(({ scenario, point, transport, reason }) =>
        [`${scenario}${point === null ? '' : `: ${point}`}`, transport && inProse(transport)]
          .filter(part => part !== null)
          .join(', ')
          .concat(`: ${reason}`),
      ),
    ),
  ].join('\n');
}
