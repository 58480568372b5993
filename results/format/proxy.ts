import { type Static, Type } from 'typebox';
import { PROXIES } from '../../scenarios/load/topology.ts';
import { exact, nullable, quantity } from './parts.ts';

/** What the proxy in front of the server spent in a window, read from outside. */
export const ProxyFigures = Type.Object(
  {
    program: Type.Enum(PROXIES),
    version: Type.String({ description: 'as the program reports it' }),
    cpuMicros: quantity('of it and its descendants'),
    cpuMicrosPerDelivery: nullable(quantity('µs; null without deliveries')),
    rssBytes: quantity('at the end of the window; pages that several of its processes share count for each'),
    rssBytesBeforeConnect: quantity('of the same processes, before the first subscriber'),
  },
  { ...exact, description: 'the proxy in front of the server; left out without one' },
);
export type ProxyFigures = Static<typeof ProxyFigures>;
