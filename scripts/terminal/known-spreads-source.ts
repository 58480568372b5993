import type { Spreads } from '../../analysis/comparison/pair-kinds.ts';

/** Digits of a written standard deviation. */
const DIGITS = 3;
const digits = (value: number) => Number(value.toPrecision(DIGITS));

/** The source text of analysis/comparison/known-spreads.ts, as Biome formats it. */
export function knownSpreadsSource(spreads: Spreads): string {
  const metrics = Object.entries(spreads).map(([metric, kinds]) => {
    const lines = Object.entries(kinds).map(
      ([kind, { tau, sigma, degreesOfFreedom }]) =>
        `    '${kind}': { tau: ${digits(tau)}, sigma: ${digits(sigma)}, degreesOfFreedom: ${degreesOfFreedom} },\n`,
    );
    return `  ${metric}: {\n${lines.join('')}  },\n`;
  });
  return `import type { Spreads } from './pair-kinds.ts';

/** Written by npm run record from results/sessions; a test fails if it is out of date. */
export const KNOWN_SPREADS: Spreads = {
${metrics.join('')}};
`;
}
