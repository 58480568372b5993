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
  {
    id: 'C16',
    claim: 'It works across browsers.',
    judge: () =>
      notMeasured(
        'real browsers (an issue of its own)',
        'The clients of this lab are its own, and no browser takes part in a run.',
      ),
  },
  {
    id: 'C22',
    claim:
      'Browsers allow only six HTTP/1.1 connections to a host, so that streams and long polls starve a page.',
    judge: () =>
      notMeasured(
        'a real browser, and a server that speaks HTTP/2 (an issue of its own)',
        'The clients of this lab open as many connections as they are told to, so that no limit of a browser shows.',
      ),
  },
];
