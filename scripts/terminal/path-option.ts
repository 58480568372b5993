import type { NetworkMode } from '../../bench/network/network.ts';
import { deliveredKbitPerSecond } from '../../bench/replay/traced-bandwidth.ts';
import { narrowFaults } from '../../scenarios/load/bandwidth.ts';
import type { Path } from '../../scenarios/load/path.ts';
import { PATH_NAMES } from '../../scenarios/load/path-presets.ts';
import { pathFromText } from '../../scenarios/load/path-text.ts';
import { pathInWords, pathName } from '../../scenarios/load/path-words.ts';
import type { Addition } from './addition.ts';
import type { Options } from './command.ts';
import { oneOf, UsageError } from './usage-error.ts';

/** The option of the bench and of a single trial that adds a path. */
export const PATH_OPTION = {
  path: {
    type: 'string',
    value: 'PATH',
    help:
      `emulates this path at every point that has none: ${PATH_NAMES.join(', ')}, or ` +
      'rtt=80ms,jitter=10ms,loss=0.5%,down=10mbit,up=2mbit (docs/distance.md)',
  },
} as const satisfies Options;

/** The path that was typed, beside a network or none. Throws UsageError. */
export function typedPath(text: string, network: NetworkMode | null): Path {
  if (network === 'loopback') {
    throw new UsageError('--path needs the isolated network; leave --network loopback out');
  }
  try {
    return pathFromText(text, oneOf);
  } catch (error) {
    throw new UsageError(`--path: ${(error as Error).message}`);
  }
}

/** Puts a path under the loads of a run. */
export const pathAddition = (path: Path): Addition => ({
  option: '--path',
  name: 'path',
  words: pathInWords(path),
  label: `over ${pathName(path)}`,
  isIn: load => load.path !== undefined,
  addTo: load => ({ ...load, path }),
  // Other loads are checked without reading a file.
  faultsOf: load => (load.arrivals.kind === 'trace' ? narrowFaults(path, deliveredKbitPerSecond(load)) : []),
});
