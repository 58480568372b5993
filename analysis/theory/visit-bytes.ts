import type { Connection } from '../../scenarios/load/connection.ts';
import { credentialOf } from '../../scenarios/load/credentials.ts';
import type { Load } from '../../scenarios/load/load.ts';
import { PROBE_SEQ, topicsOf } from '../../scenarios/load/schedule.ts';
import { isTested, type Transport } from '../../scenarios/load/transport.ts';
import { notificationBytes } from '../models/frames.ts';
import { messageBytes } from '../models/tls.ts';
import type { TrialConditions } from './conditions.ts';
import { connectionBytes } from './connection-bytes.ts';
import { AFTER_SEQ, sumOf, VISIT_MESSAGES, type Visit } from './visit-messages.ts';
import { http2VisitMessages } from './visit-over-http2.ts';

/** The connection of a visit by a transport: references have no HTTP. */
function connectionOf({ connection }: Load, transport: Transport): Connection | undefined {
  if (!connection || isTested(transport)) return connection;
  const { http: _, ...below } = connection;
  return below;
}

/**
 * Application bytes of a visit, handshakes and closing included, for each notification that it
 * gets. The mean over the topics. Null where the certificate is not known, for a trace, where
 * notifications are compressed, for polls that need more than one answer, and over HTTP/2 where the
 * visitor has to allow more bytes.
 */
export function visitBytesPerDelivery(conditions: TrialConditions, transport: Transport): number | null {
  const { load, target, certificateBytes } = conditions;
  const { visits, arrivals, payloadBytes } = load;
  const connection = connectionOf(load, transport);
  if (!visits || arrivals.kind === 'trace' || connection?.compression) return null;
  const opens = visits.connection === 'cold';
  const own = connectionBytes({ connection, certificateBytes }, { opens, closes: true });
  if (own === null) return null;
  const topics = topicsOf(load);
  let bytes = 0;
  for (const topic of topics) {
    const notifications = Array.from({ length: visits.backlog }, (_, index) => {
      const seq = PROBE_SEQ + index;
      return { seq, jsonBytes: notificationBytes({ seq, topic, payloadBytes }) };
    });
    const visit: Visit = {
      target,
      topic,
      after: `${AFTER_SEQ}`,
      credential: credentialOf(load.requestHeaders),
      notifications,
      waitSeconds: transport === 'long-polling' ? load.transports['long-polling']?.waitSeconds : undefined,
      closes: visits.closing === 'handshake',
    };
    const messages =
      connection?.http === 2 && isTested(transport)
        ? http2VisitMessages(transport, visit, opens)
        : VISIT_MESSAGES[transport](visit);
    if (messages === null) return null;
    bytes += sumOf(messages, message => messageBytes(message, connection)) + own.downBytes + own.upBytes;
  }
  return bytes / topics.length / visits.backlog;
}
