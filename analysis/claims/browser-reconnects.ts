import type { Run } from '../../results/format/run.ts';
import { median } from '../statistics/paired-ratios.ts';
import { figureOf, type Quantity } from './claim-figures.ts';
import { BROWSER, type BrowserTrial, kindOf, trialsAt, versionOf } from './in-browsers.ts';
import { isWhole, type Survival, survivals } from './losses.ts';
import type { ClaimFigure } from './verdict.ts';
import { amount, counted, digits, list } from './words.ts';

/** What `EventSource` and `WebSocket` of browsers did after the server was killed, without code of the page. */
export interface BrowserReconnects {
  words: string;
  figures: ClaimFigure[];
  /** Whether every one came back by itself with nothing lost, in every browser that was tried; null where none was. */
  eventSource: boolean | null;
  webSocket: boolean | null;
}

const backAfter: Quantity = {
  label: 'median time from the break of a connection until it was served again, without code of the page',
  unit: 'ms',
  of: ({ recovery }) => recovery?.reconnectedMs?.p50 ?? null,
};

const API = { sse: 'EventSource', websocket: 'WebSocket' } as const;

function reconnectInWords(one: Survival, trials: readonly BrowserTrial[]): string {
  const backMs = median(trials.flatMap(trial => backAfter.of(trial) ?? []));
  const how =
    one.whole === 0 || backMs === null
      ? 'did not come back'
      : `came back ${digits(one.whole)} of ${counted(one.users, 'time')}, ${amount(backMs / 1000, 's')} after the break, with ${one.lost === 0 ? 'nothing' : digits(one.lost)} lost`;
  return `${API[one.transport as keyof typeof API]} of ${trials[0] ? versionOf(trials[0]) : ''} ${how}`;
}

/** Undefined where none was tried. */
export function browserReconnectsOf(run: Run): BrowserReconnects | undefined {
  const all = survivals(run, [BROWSER], ['sse', 'websocket'])
    .map(one => ({ one, trials: trialsAt(run, one.place, one.transport) }))
    .filter(({ one, trials }) => kindOf(one.place.load) === 'killed' && trials.length > 0);
  if (all.length === 0) return undefined;
  const came = (transport: keyof typeof API) => {
    const own = all.filter(({ one }) => one.transport === transport);
    return own.length === 0 ? null : own.every(({ one }) => isWhole(one));
  };
  return {
    words: list(all.map(({ one, trials }) => reconnectInWords(one, trials))),
    figures: all.flatMap(({ one }) => figureOf(run, one.place, one.transport, backAfter) ?? []),
    eventSource: came('sse'),
    webSocket: came('websocket'),
  };
}
