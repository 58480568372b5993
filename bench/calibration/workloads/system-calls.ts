/**
 * Calls getuid so many times: it enters the kernel, reads one number and leaves. The C library does
 * not keep its answer, and the kernel does not map it into the process as it does with clocks:
 * `strace -c` counts each call. Throws where the system has no such call.
 */
export function systemCalls(count: number): void {
  if (!process.getuid) throw new Error(`${process.platform} has no getuid`);
  for (let call = 0; call < count; call++) process.getuid();
}
