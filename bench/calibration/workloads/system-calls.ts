/**
 * Calls getuid so many times: a call that only enters and leaves the kernel, and that the C library
 * neither caches nor answers without the kernel, as it does with clocks. `strace -c` counts one call
 * each. Throws where the system has no such call.
 */
export function systemCalls(count: number): void {
  if (!process.getuid) throw new Error(`${process.platform} has no getuid`);
  for (let call = 0; call < count; call++) process.getuid();
}
