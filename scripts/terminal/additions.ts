import type { NetworkMode } from '../../bench/network/network.ts';
import type { Addition } from './addition.ts';
import { PATH_OPTION, pathAddition, typedPath } from './path-option.ts';
import { connectionAddition, TLS_OPTIONS, typedConnection } from './tls-option.ts';

/** The options that add to the loads of a run. */
export const ADDITION_OPTIONS = { ...PATH_OPTION, ...TLS_OPTIONS };

/** What was typed of them, in the order in which labels name it. Throws UsageError. */
export function additionsIn(
  values: { path?: string | undefined; tls: boolean; 'tls-resumed': boolean },
  network: NetworkMode | null,
): Addition[] {
  const connection = typedConnection(values);
  return [
    ...(values.path === undefined ? [] : [pathAddition(typedPath(values.path, network))]),
    ...(connection ? [connectionAddition(connection)] : []),
  ];
}
