import { type Static, Type } from 'typebox';

const exact = { additionalProperties: false };

export const BROWSERS = ['chromium', 'firefox'] as const;
export type BrowserName = (typeof BROWSERS)[number];

/**
 * The subscribers are in one page of a real browser; each uses the standard `fetch`, `EventSource`
 * or `WebSocket`.
 */
export const Browser = Type.Object(
  {
    program: Type.Enum(BROWSERS),
    hidden: Type.Optional(
      Type.Boolean({ description: 'the tab is behind another one from the start of the warm-up' }),
    ),
    reconnects: Type.Optional(
      Type.Enum(['code', 'itself'], {
        description:
          'code (default): the page reconnects after a failure; itself: only automatic reconnects of the browser',
      }),
    ),
    mayLose: Type.Optional(
      Type.Boolean({ description: 'subscribers without service are a result, not a fault of the trial' }),
    ),
  },
  exact,
);
export type BrowserLoad = Static<typeof Browser>;
