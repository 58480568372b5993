import type { Run } from '../../results/format/run.ts';
import { median } from '../statistics/paired-ratios.ts';
import { figureOf, type Quantity } from './claim-figures.ts';
import { BROWSER, type BrowserTrial, kindOf, trialsAt, versionOf } from './in-browsers.ts';
import { allCaughtUp, type Survival, survivals } from './losses.ts';
import type { ClaimFigure } from './verdict.ts';
import { amount, counted, digits } from './words.ts';

/**
 * How `EventSource` and `WebSocket` of browsers reconnected after the server was killed, without
 * page code.
 */
export interface BrowserReconnects {
  /** One sentence for each. */
  words: string;
  figures: ClaimFigure[];
  /**
   * Whether all reconnected automatically without a loss, in every browser tried; null if none was
   * tried.
   */
  eventSource: boolean | null;
  webSocket: boolean | null;
}

const backAfter: Quantity = {
  label: 'median time from a broken connection until it was served again, without page code',
  unit: 'ms',
  of: ({ recovery }) => recovery?.reconnectedMs?.p50 ?? null,
};

const API = { sse: 'EventSource', websocket: 'WebSocket' } as const;

function reconnectInWords(one: Survival, trials: readonly BrowserTrial[]): string {
  const backMs = median(trials.flatMap(trial => backAfter.of(trial) ?? []));
  const how =
    one.caughtUp === 0 || backMs === null
      ? 'did not reconnect'
      : `reconnected ${digits(one.caughtUp)} of ${counted(one.users, 'time')}, ${amount(backMs / 1000, 's')} after the break, with ${one.lost === 0 ? 'nothing' : digits(one.lost)} lost`;
  return `${API[one.transport as keyof typeof API]} of ${trials[0] ? versionOf(trials[0]) : ''} ${how}.`;
}

/** Undefined if none was tried. */
export function browserReconnectsOf(run: Run): BrowserReconnects | undefined {
  const all = survivals(run, [BROWSER], ['sse', 'websocket'])
    .map(one => ({ one, trials: trialsAt(run, one.place, one.transport) }))
    .filter(({ one, trials }) => kindOf(one.place.load) === 'killed' && trials.length > 0);
  if (all.length === 0) return undefined;
  const reconnected = (transport: keyof typeof API) => {
    const own = all.filter(({ one }) => one.transport === transport);
    return own.length === 0 ? null : own.every(({ one }) => allCaughtUp(one));
  };
  return {
    words: all.map(({ one, trials }) => reconnectInWords(one, trials)).join(' '),
    figures: all.flatMap(({ one }) => figureOf(run, one.place, one.transport, backAfter) ?? []),
    eventSource: reconnected('sse'),
    webSocket: reconnected('websocket'),
  };
}
