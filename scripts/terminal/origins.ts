import { ANY_ORIGIN } from '../../servers/http/origins.ts';
import { UsageError } from './usage-error.ts';

/**
 * Reads the values of an option that lists origins, each with one or several, separated by commas.
 * `*` is every origin, and `null` that of a page without one, such as a file.
 */
export function originsIn(option: string, values: readonly string[]): string[] {
  const origins = values.flatMap(value => value.split(',')).map(text => text.trim());
  for (const origin of origins) {
    if (origin === ANY_ORIGIN || origin === 'null' || URL.parse(origin)?.origin === origin) continue;
    throw new UsageError(
      `${option} is "${origin}"; it must be an origin as browsers send it, such as https://app.example, or "*" for all`,
    );
  }
  return origins;
}
