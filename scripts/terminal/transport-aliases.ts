import { nameOf, TRANSPORTS, type Transport } from '../../scenarios/load/transport.ts';

/** What users also call a transport, in small letters: short forms, and the names of the tables. */
export const TRANSPORT_ALIASES: Readonly<Record<string, Transport>> = {
  ws: 'websocket',
  poll: 'short-polling',
  'long-poll': 'long-polling',
  ...Object.fromEntries(TRANSPORTS.map(transport => [nameOf(transport).toLowerCase(), transport])),
};
