import { inProse } from '../../scenarios/load/transport.ts';
import { PRACTICAL_EQUALITY } from '../statistics/paired-ratios.ts';
import { codeForTransport } from './code-size.ts';
import { type Claim, holds, holdsIf, notMeasured, refuted } from './verdict.ts';
import { capital, digits, list } from './words.ts';

const POLLINGS = ['short-polling', 'long-polling'] as const;
const MEASURES = ['lines', 'branches'] as const;

export const CODE_COMPLEXITY_CLAIM: Claim = {
  id: 'C5',
  claim: 'Polling makes code more complex and harder to maintain.',
  judge(_run, complexity) {
    if (!complexity) {
      return notMeasured('the count of this repository’s code', 'The code was not counted for this report.');
    }
    const sizes = complexity.transports.map(one => ({ transport: one.transport, ...codeForTransport(one) }));
    const figures = sizes.flatMap(({ transport, ...size }) =>
      MEASURES.map(measure => ({
        label: `${measure} of server and client code, without what all transports share`,
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
        supports: own[measure] > websocket[measure] * (1 + PRACTICAL_EQUALITY),
      }));
    });
    if (findings.length < POLLINGS.length * MEASURES.length) {
      return notMeasured(
        'the count of the code of both pollings and of WebSocket',
        'The code of a transport was not counted for this report.',
      );
    }
    const words = sizes.map(
      ({ transport, lines, branches }) =>
        `${inProse(transport)} ${digits(lines)} lines with ${digits(branches)} branches`,
    );
    const because =
      `${capital(list(words))}, in this repository and beyond what all four share. What libraries do for a transport is not counted, and ` +
      'how hard code is to maintain is more than its size.';
    const more = findings.filter(({ supports }) => supports);
    if (more.length === findings.length) return holds(because, figures);
    if (more.length === 0) return refuted(because, figures);
    const by = more.map(({ polling, measure }) => `${inProse(polling)} by ${measure}`);
    return holdsIf(`what is counted is ${list(by)}`, because, figures);
  },
};
