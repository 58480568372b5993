import type { Run } from '../../results/format/run.ts';
import { inProse, type TestedTransport } from '../../scenarios/load/transport.ts';
import { capacityFigure, capacityOf, carriesFewer } from './capacity.ts';
import { plainMark, plainStrip, type Strip, supportVerdict } from './strip.ts';
import { digits, list } from './words.ts';

/**
 * How many subscribers each transport carries, and whether short and long polling carry fewer than
 * WebSocket.
 */
export function capacities(run: Run, pollings: readonly TestedTransport[]) {
  const websocket = capacityOf(run, 'websocket');
  const own = pollings.map(polling => capacityOf(run, polling)).filter(one => one !== null);
  const known = websocket ? [...own, websocket] : own;
  const findings = websocket
    ? own.map(one => ({ transport: one.transport, supports: carriesFewer(one, websocket) }))
    : [];
  const words = known.map(
    ({ transport, held, failed }) =>
      `${inProse(transport)} ${Number.isFinite(failed) ? '' : 'at least '}${digits(held)}`,
  );
  const hasMore = known.some(({ notCounted }) => notCounted.length > 0);
  const reservation = hasMore ? ' Larger numbers have no valid trial and do not count.' : '';
  const strips: Strip[] =
    findings.length === 0
      ? []
      : [
          plainStrip(
            'fewer subscribers',
            { measure: 'subscribers that one server process carries', unit: '' },
            findings.map(one => plainMark(inProse(one.transport), supportVerdict(one.supports))),
          ),
        ];
  return {
    findings,
    strips,
    figures: known.map(capacityFigure),
    words:
      known.length === 0
        ? ''
        : ` Subscribers that one server process carried in valid trials: ${list(words)}.${reservation}`,
  };
}
