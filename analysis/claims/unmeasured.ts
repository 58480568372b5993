import { type Claim, notMeasured } from './verdict.ts';

/** What no scenario of the lab speaks to as yet; each says what it would take. */
export const UNMEASURED_CLAIMS: Claim[] = [
  {
    id: 'C14',
    claim: 'TLS, authentication and authorisation make it secure.',
    judge: () =>
      notMeasured(
        'a scenario with TLS and a check of tokens and origins',
        'All connections of this lab are plain TCP on its own network, and nobody has to prove who they are.',
      ),
  },
];
