import { dlopen } from 'node:ffi';
import { constants, openSync } from 'node:fs';

/** One end of a virtual network interface: what the kernel sends to it is read here. */
export interface Tap {
  /** File descriptor, for `waitForFrames`. */
  fd: number;
  /** The next Ethernet frame, copied; null if none waits. */
  read(): Buffer | null;
  /** Passes an Ethernet frame to the kernel. Returns whether it took it. */
  write(frame: Buffer): boolean;
}

/**
 * From Linux's if_tun.h: the ioctl that makes the interface, and a tap without a header of its own.
 */
const TUNSETIFF = 0x400454can;
const IFF_TAP_NO_PI = 0x1002;
/** struct ifreq: the name in 16 bytes, then the flags. */
const IFREQ_BYTES = 40;
const NAME_BYTES = 16;
/** A frame of 1,500 bytes has a header of 14; a tag would add 4. */
const FRAME_BYTES = 2048;
/** From Linux's prctl.h. By default the kernel ends a wait up to 50 µs late. */
const PR_SET_TIMERSLACK = 29;
/** struct pollfd: descriptor, events, results. */
const POLLFD_BYTES = 8;
const POLLIN = 1;

const libc = dlopen('libc.so.6', {
  ioctl: { arguments: ['int32', 'uint64', 'buffer'], return: 'int32' },
  read: { arguments: ['int32', 'buffer', 'uint64'], return: 'int64' },
  write: { arguments: ['int32', 'buffer', 'uint64'], return: 'int64' },
  ppoll: { arguments: ['buffer', 'uint64', 'buffer', 'pointer'], return: 'int32' },
  prctl: { arguments: ['int32', 'uint64', 'uint64', 'uint64', 'uint64'], return: 'int32' },
}).functions;

/** Why the device that makes taps cannot be opened. No package has it: the kernel does. */
export const tunFault = (code: string | undefined): string =>
  code === 'ENOENT' || code === 'ENODEV' || code === 'ENXIO'
    ? '/dev/net/tun is missing (load the kernel module tun; a container needs --device /dev/net/tun)'
    : `/dev/net/tun cannot be opened (${code})`;

/**
 * Makes a tap in this process's network namespace. The interface may then move to another one.
 * Throws one line if the system does not allow it.
 */
export function openTap(name: string): Tap {
  let fd: number;
  try {
    fd = openSync('/dev/net/tun', constants.O_RDWR | constants.O_NONBLOCK);
  } catch (error) {
    throw new Error(tunFault((error as NodeJS.ErrnoException).code));
  }
  const request = Buffer.alloc(IFREQ_BYTES);
  request.write(name);
  request.writeUInt16LE(IFF_TAP_NO_PI, NAME_BYTES);
  if (libc.ioctl(fd, TUNSETIFF, request) !== 0) throw new Error(`the kernel refuses a tap named ${name}`);
  const frame = Buffer.alloc(FRAME_BYTES);
  return {
    fd,
    read() {
      const bytes = Number(libc.read(fd, frame, BigInt(FRAME_BYTES)));
      return bytes > 0 ? Buffer.from(frame.subarray(0, bytes)) : null;
    },
    write: bytes => Number(libc.write(fd, bytes, BigInt(bytes.length))) === bytes.length,
  };
}

/** Lets the kernel end the waits of this thread without slack. */
export function waitWithoutSlack(): void {
  libc.prctl(PR_SET_TIMERSLACK, 1n, 0n, 0n, 0n);
}

/**
 * Returns a function that blocks the thread until a frame waits in one of the taps, or for the
 * given time in µs.
 */
export function frameWaiter(taps: readonly Pick<Tap, 'fd'>[]): (micros: number) => void {
  const polled = Buffer.alloc(POLLFD_BYTES * taps.length);
  for (const [index, { fd }] of taps.entries()) {
    polled.writeInt32LE(fd, POLLFD_BYTES * index);
    polled.writeInt16LE(POLLIN, POLLFD_BYTES * index + 4);
  }
  const time = Buffer.alloc(16);
  return micros => {
    const whole = Math.max(0, Math.floor(micros));
    time.writeBigInt64LE(BigInt(Math.floor(whole / 1e6)), 0);
    time.writeBigInt64LE(BigInt((whole % 1e6) * 1000), 8);
    libc.ppoll(polled, BigInt(taps.length), time, 0n);
  };
}
