import { type Claim, notMeasured } from './verdict.ts';

/** Claims that no scenario of the lab measures yet; each names what it would take. */
export const UNMEASURED_CLAIMS: Claim[] = [
  {
    id: 'C14',
    claim: 'TLS, authentication and authorisation make WebSocket secure.',
    judge: () =>
      notMeasured('a scenario with TLS and a check of tokens and origins', {
        because: 'All connections of this lab are plain TCP on its own network, without authentication.',
      }),
  },
];
