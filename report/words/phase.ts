import type { PhaseId } from '../../results/format/trial-extras.ts';

/**
 * The name of a phase, its letter in the formula T = F + P + R + D if it has one, and what it
 * means.
 */
export interface PhaseWords {
  title: string;
  letter: string | null;
  meaning: string;
}

/** Plain words for every part of a round trip and of a visit. */
export const PHASE_WORDS: Record<PhaseId, PhaseWords> = {
  forward: {
    title: 'Forward',
    letter: 'F',
    meaning: 'from the moment the client sent the message until the server had received it',
  },
  processing: {
    title: 'Processing',
    letter: 'P',
    meaning: 'in the server, until the notification was ready to be sent',
  },
  back: {
    title: 'Back',
    letter: 'R',
    meaning:
      'from then until the client has read the last bytes of the notification; with polling, this includes the wait for the next poll',
  },
  handling: {
    title: 'Handling',
    letter: 'D',
    meaning: 'in the client, until its code held the parsed notification',
  },
  tcp: { title: 'TCP connection', letter: null, meaning: 'until the TCP connection was open' },
  tls: {
    title: 'TLS handshake',
    letter: null,
    meaning: 'from then until the handshake of TLS was over',
  },
  request: {
    title: 'Request',
    letter: null,
    meaning: 'from then until the request was answered, or the upgrade accepted',
  },
  first: {
    title: 'First notification',
    letter: null,
    meaning: 'from then until the first notification arrived',
  },
  'to-first': {
    title: 'To the first notification',
    letter: null,
    meaning:
      'from the start to the first notification: TCP connection, TLS if any, request and first notification together',
  },
  'catch-up': {
    title: 'Catch-up',
    letter: null,
    meaning: 'from the first missed notification to the last of them',
  },
  told: {
    title: 'Told',
    letter: null,
    meaning: 'from the start until the visitor was told that its cursor is too old',
  },
  confirmation: {
    title: 'Confirmation',
    letter: null,
    meaning:
      'from the client’s close frame until the server’s close frame arrived; only WebSocket has this part',
  },
  closed: {
    title: 'TCP close',
    letter: null,
    meaning: 'from then until the socket was gone; without a confirmation, from the client’s close',
  },
};

/** The title of a phase with its letter: `Forward (F)`. */
export function phaseTitle(id: PhaseId): string {
  const { title, letter } = PHASE_WORDS[id];
  return letter ? `${title} (${letter})` : title;
}
