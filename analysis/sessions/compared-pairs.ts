import { TESTED_TRANSPORTS, type TestedTransport, type Transport } from '../../scenarios/load/transport.ts';

/** Every pair of transports under test, and each of them with the TCP floor. */
export const COMPARED_PAIRS: readonly [subject: TestedTransport, baseline: Transport][] =
  TESTED_TRANSPORTS.flatMap((subject, index) =>
    [...TESTED_TRANSPORTS.slice(index + 1), 'tcp-floor' as const].map(
      (baseline): [TestedTransport, Transport] => [subject, baseline],
    ),
  );
