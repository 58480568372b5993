/** The text of a file of a run; one whose name ends in .gz is decompressed. */
export async function runFileText(file: File): Promise<string> {
  if (!file.name.endsWith('.gz')) return file.text();
  const whole = file.stream().pipeThrough(new DecompressionStream('gzip'));
  return new Response(whole).text().catch(() => {
    throw new Error('it is not compressed by gzip');
  });
}
