import { type Static, type TSchema, Type } from 'typebox';
import { BROKERS, PROXIES } from '../../scenarios/load/topology.ts';
import { exact, nullable, quantity } from './parts.ts';

/** What a program beside the servers spent in a window, read from outside. */
const figuresOf = <T extends TSchema>(program: T, description: string) =>
  Type.Object(
    {
      program,
      version: Type.String({ description: 'as the program reports it' }),
      cpuMicros: quantity('of it and its descendants'),
      cpuMicrosPerDelivery: nullable(quantity('µs; null without deliveries')),
      rssBytes: quantity(
        'at the end of the window; pages that several of its processes share count for each',
      ),
      rssBytesBeforeConnect: quantity('of the same processes, before the first subscriber'),
    },
    { ...exact, description },
  );

export const ProxyFigures = figuresOf(
  Type.Enum(PROXIES),
  'the proxy in front of the servers; left out without one',
);
export type ProxyFigures = Static<typeof ProxyFigures>;

export const BrokerFigures = figuresOf(
  Type.Enum(BROKERS),
  'the broker behind the servers; left out without one',
);
export type BrokerFigures = Static<typeof BrokerFigures>;
