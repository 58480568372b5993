/**
 * How much a client wants a media type that its `Accept` names, 0 to 1 (RFC 9110 §12.5.1). 0 if it
 * is not named; a wildcard names none.
 */
export function qualityOf(accept: string | undefined, type: string): number {
  for (const range of (accept ?? '').split(',')) {
    const [name, ...parameters] = range.split(';').map(part => part.trim().toLowerCase());
    if (name !== type) continue;
    const weight = parameters.find(parameter => parameter.startsWith('q='));
    return weight === undefined ? 1 : Number(weight.slice(2)) || 0;
  }
  return 0;
}
