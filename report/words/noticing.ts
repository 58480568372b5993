import type { NoticeRange } from '../../analysis/models/half-open.ts';
import { inProse } from '../../scenarios/load/transport.ts';
import { type Noticing, type NoticingView, noticingsOf } from '../model/noticing.ts';
import type { PointView } from '../model/point.ts';
import { capital, figure, integer, withUnit } from '../text/format.ts';

/** `35.2 to 35.9 s`, or `10.0 s` where both are the same when written. */
export function secondsInWords({ fromMs, toMs }: NoticeRange): string {
  const [from, to] = [figure(fromMs / 1000), withUnit(toMs / 1000, 's')];
  return to.startsWith(`${from}\u00a0`) ? to : `${from} to ${to}`;
}

const howMany = ({ noticed, of }: Noticing): string =>
  noticed === of ? `all ${integer(of)}` : `${integer(noticed)} of ${integer(of)}`;

/** ` after 35.2 to 35.9 s (predicted: 34.5 to 37.2 s)`; empty where nobody noticed. */
function whenInWords({ range, predicted }: Noticing): string {
  if (!range) return '';
  const expected = predicted ? ` (predicted: ${secondsInWords(predicted)})` : '';
  return ` after ${secondsInWords(range)}${expected}`;
}

function oneInWords({ transport, clients, server }: NoticingView): string {
  const byClients =
    clients.noticed === 0
      ? 'no client gave its connection up'
      : `${howMany(clients)} clients gave their connection up${whenInWords(clients)}`;
  const byServer =
    server === null
      ? ''
      : server.noticed === 0
        ? `; the server closed none of ${integer(server.of)} dead connections within the window`
        : `; the server closed ${howMany(server)} dead connections${whenInWords(server)}`;
  return `${capital(inProse(transport))}: ${byClients}${byServer}.`;
}

/**
 * When clients gave their connections up, over several points: `Clients gave their connections up
 * after 9.44 to 62.5 s at 3 of 5 points, and not at the others.` Null at a single point, whose
 * sentence says more, and where every fault was announced.
 */
export function noticingInShort(points: readonly PointView[]): string | null {
  const clientsOf = (view: PointView) => noticingsOf(view).map(({ clients }) => clients);
  const known = points.filter(view => clientsOf(view).length > 0);
  if (known.length < 2) return null;
  const ranges = known.map(view => clientsOf(view).flatMap(({ range }) => range ?? []));
  const all = ranges.flat();
  const noticed = ranges.filter(own => own.length > 0).length;
  if (noticed === 0) return `No client gave its connection up at any of ${known.length} points.`;
  const when = secondsInWords({
    fromMs: Math.min(...all.map(({ fromMs }) => fromMs)),
    toMs: Math.max(...all.map(({ toMs }) => toMs)),
  });
  const where =
    noticed === known.length
      ? `all ${noticed} points`
      : `${noticed} of ${known.length} points, and not at the others`;
  return `Clients gave their connections up after ${when} at ${where}.`;
}

/** Who noticed a fault of which nobody told, and when; null where it was announced. */
export function noticingInWords(view: PointView): string | null {
  const views = noticingsOf(view);
  return views.length === 0 ? null : views.map(oneInWords).join(' ');
}
