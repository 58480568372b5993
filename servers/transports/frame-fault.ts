const WANTED = '{"payload": …}';

/** Why a frame from a client does not publish, in the words of its close frame. */
export function frameFault(data: string, isBinary: boolean): string {
  if (isBinary) return `binary; a frame must be text: ${WANTED}`;
  try {
    JSON.parse(data);
  } catch {
    return `not JSON; a frame must be text: ${WANTED}`;
  }
  return `JSON, but not of the form ${WANTED}`;
}
