const decoder = new TextDecoder('utf-8', { fatal: true });

/**
 * The text of bytes in UTF-8, without a byte order mark at its start, which JSON does not have (RFC
 * 8259 §8.1). Throws if the bytes are not UTF-8: put right, they would not be those that came.
 */
export function utf8Text(bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes);
  } catch (error) {
    if ((error as { code?: string }).code !== 'ERR_ENCODING_INVALID_ENCODED_DATA') throw error;
    throw new Error('not UTF-8');
  }
}
