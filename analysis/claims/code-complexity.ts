import { inProse } from '../../scenarios/load/transport.ts';
import { PRACTICAL_EQUALITY } from '../statistics/paired-ratios.ts';
import { codeForTransport } from './code-size.ts';
import { type PointVerdict, plainMark, plainStrip } from './strip.ts';
import { type Claim, judged, notMeasured } from './verdict.ts';
import { digits, either, list, span } from './words.ts';

const POLLINGS = ['short-polling', 'long-polling'] as const;
const MEASURES = ['lines', 'branches'] as const;

/** A size against that of WebSocket: more of it is true, and less is the reverse. */
function verdictOf(factor: number): PointVerdict {
  if (factor > 1 + PRACTICAL_EQUALITY) return 'true';
  return factor < 1 / (1 + PRACTICAL_EQUALITY) ? 'reversed' : 'not true';
}

export const CODE_COMPLEXITY_CLAIM: Claim = {
  id: 'C5',
  claim: 'Polling makes code more complex and harder to maintain.',
  judge(_run, complexity) {
    if (!complexity) {
      return notMeasured('a count of this repository’s code', {
        because: 'The code was not counted for this report.',
      });
    }
    const sizes = complexity.transports.map(one => ({ transport: one.transport, ...codeForTransport(one) }));
    const figures = sizes.flatMap(({ transport, ...size }) =>
      MEASURES.map(measure => ({
        label: `${measure} of server and client code, without the code that all transports share`,
        value: size[measure],
        unit: measure,
        lower: null,
        upper: null,
        scenario: '',
        point: '',
        transport,
      })),
    );
    const websocket = sizes.find(({ transport }) => transport === 'websocket');
    const findings = POLLINGS.flatMap(polling => {
      const own = sizes.find(({ transport }) => transport === polling);
      if (!own || !websocket) return [];
      return MEASURES.map(measure => ({
        polling,
        measure,
        factor: own[measure] / websocket[measure],
      }));
    });
    if (findings.length < POLLINGS.length * MEASURES.length) {
      return notMeasured('a count of the code of short polling, long polling and WebSocket', {
        because: 'The code of a transport was not counted for this report.',
      });
    }
    const words = sizes.map(
      ({ transport, lines, branches }) =>
        `${inProse(transport)} ${digits(lines)} lines with ${digits(branches)} branches`,
    );
    const because =
      `Code in this repository, without the code that all four share: ${list(words)}. ` +
      'Code in libraries is not counted. Size is only one part of how hard code is to maintain.';
    const lines = findings.flatMap(({ polling, measure }) =>
      sizes.flatMap(one => (measure === 'lines' && one.transport === polling ? [one.lines] : [])),
    );
    const strips = MEASURES.map(measure =>
      plainStrip(
        measure,
        { measure: `${measure} of code, as a multiple of those of ${inProse('websocket')}`, unit: '×' },
        findings
          .filter(one => one.measure === measure)
          .map(({ polling, factor }) => plainMark(inProse(polling), verdictOf(factor), factor)),
      ),
    );
    return judged(
      {
        sentence: `Here, polling takes ${span(lines)} lines of code, and ${inProse('websocket')} ${digits(websocket?.lines ?? 0)}.`,
        strips,
        because,
        figures,
      },
      {
        open: 'which code is larger',
        condition() {
          const more = findings.filter(({ factor }) => verdictOf(factor) === 'true');
          return `the measure is ${either(more.map(({ polling, measure }) => `${measure} of ${inProse(polling)}`))}`;
        },
      },
    );
  },
};
