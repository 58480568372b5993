import type { Spread, Spreads } from '../../analysis/comparison/session-spread.ts';
import { digits, key } from './source-text.ts';

/** The source text of analysis/comparison/known-spreads.ts, as Biome formats it. */
export function knownSpreadsSource(spreads: Spreads): string {
  const line = ([scenario, { tau, sigma, degreesOfFreedom }]: [string, Spread]) =>
    `      ${key(scenario)}: { tau: ${digits(tau)}, sigma: ${digits(sigma)}, degreesOfFreedom: ${digits(degreesOfFreedom)} },\n`;
  const metrics = Object.entries(spreads).map(([metric, kinds]) => {
    const blocks = Object.entries(kinds).map(
      ([kind, scenarios]) => `    ${key(kind)}: {\n${Object.entries(scenarios).map(line).join('')}    },\n`,
    );
    return `  ${key(metric)}: {\n${blocks.join('')}  },\n`;
  });
  return `import type { Spreads } from './session-spread.ts';

/** Written by npm run record from results/sessions; a test fails if it is out of date. */
export const KNOWN_SPREADS: Spreads = {
${metrics.join('')}};
`;
}
