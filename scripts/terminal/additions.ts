import type { NetworkMode } from '../../bench/network/network.ts';
import type { Addition } from './addition.ts';
import { COMPRESSION_OPTION, compressionAddition, typedCompression } from './compression-option.ts';
import { HTTP_OPTION, httpAddition, typedHttp } from './http-option.ts';
import { PATH_OPTION, pathAddition, typedPath } from './path-option.ts';
import { TLS_OPTIONS, tlsAddition, typedHandshake } from './tls-option.ts';
import { BROKER_OPTIONS, PROXY_OPTION, topologyAddition, typedTopology } from './topology-options.ts';

/** The options that add to the loads of a run. */
export const ADDITION_OPTIONS = {
  ...PATH_OPTION,
  ...TLS_OPTIONS,
  ...HTTP_OPTION,
  ...COMPRESSION_OPTION,
  ...PROXY_OPTION,
  ...BROKER_OPTIONS,
};

/** What was typed of them, in the order in which labels name it. Throws UsageError. */
export function additionsIn(
  values: {
    path?: string | undefined;
    tls: boolean;
    'tls-resumed': boolean;
    http?: string | undefined;
    compression?: string | undefined;
    proxy?: string | undefined;
    servers?: string | undefined;
    broker?: string | undefined;
  },
  network: NetworkMode | null,
): Addition[] {
  const tls = typedHandshake(values);
  const topology = typedTopology(values);
  return [
    ...(values.path === undefined ? [] : [pathAddition(typedPath(values.path, network))]),
    ...(tls ? [tlsAddition(tls)] : []),
    ...(values.http === undefined ? [] : [httpAddition(typedHttp(values.http))]),
    ...(values.compression === undefined ? [] : [compressionAddition(typedCompression(values.compression))]),
    ...(topology ? [topologyAddition(topology)] : []),
  ];
}
