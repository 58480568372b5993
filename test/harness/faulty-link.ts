import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';
import type { Target } from '../../clients/transports/subscriber.ts';

/** Directions as everywhere: down is server to client. */
export interface Directions {
  up: boolean;
  down: boolean;
}

/**
 * The way to a server for one subscriber, through a TCP proxy that can do to it what networks do.
 */
export interface FaultyLink {
  target: Target;
  /** Resets every connection, both ends of it, after `afterBytes` more down; 0 for at once. */
  reset(afterBytes?: number): void;
  /** Half-open: from now on bytes and ends vanish in these directions, and neither end is told. */
  swallow(directions: Directions): void;
  /** Takes nothing more from the server, and keeps the connections open. */
  stall(): void;
  /**
   * Ends both faults. A connection that has lost something stays dead in that direction: no TCP
   * hands on a stream with a hole.
   */
  heal(): void;
  close(): Promise<void>;
}

/** Resets a connection; one that is being ended already Node would never close. */
export function cut(socket: Socket): void {
  if (socket.writableEnded) socket.destroy();
  else socket.resetAndDestroy();
}

const NEITHER: Directions = { up: false, down: false };

interface Joint {
  client: Socket;
  origin: Socket;
  lost: Directions;
  leftBytes: number;
}

/**
 * A link to wherever `upstream` says at the moment, if anywhere, on a port that stays the same;
 * closed by hand.
 */
export async function openLink(upstream: () => Target | undefined): Promise<FaultyLink> {
  const joints = new Set<Joint>();
  let swallows = NEITHER;
  let stalls = false;

  /** Whether a direction of a connection is dead, or dies with what it should carry now. */
  function vanishes({ lost }: Joint, direction: keyof Directions): boolean {
    lost[direction] ||= swallows[direction];
    return lost[direction];
  }

  function down(joint: Joint, chunk: Buffer): void {
    const { client, origin } = joint;
    if (vanishes(joint, 'down') || client.destroyed) return;
    client.write(chunk.subarray(0, joint.leftBytes));
    joint.leftBytes -= chunk.length;
    if (joint.leftBytes > 0) return;
    client.destroySoon();
    cut(origin);
  }

  const server = createServer({ noDelay: true }, client => {
    const target = upstream();
    if (!target) {
      client.resetAndDestroy();
      return;
    }
    const origin = connect({ ...target, noDelay: true });
    const joint: Joint = { client, origin, lost: { ...NEITHER }, leftBytes: Number.POSITIVE_INFINITY };
    joints.add(joint);
    client.on('data', chunk => {
      if (!vanishes(joint, 'up') && !origin.destroyed) origin.write(chunk);
    });
    origin.on('data', (chunk: Buffer) => down(joint, chunk));
    client.on('error', () => !vanishes(joint, 'up') && cut(origin));
    origin.on('error', () => !vanishes(joint, 'down') && cut(client));
    client.on('close', () => {
      if (!vanishes(joint, 'up')) origin.destroySoon();
      if (origin.destroyed) joints.delete(joint);
    });
    origin.on('close', () => {
      if (!vanishes(joint, 'down')) client.destroySoon();
      if (client.destroyed) joints.delete(joint);
    });
    if (stalls) origin.pause();
  });

  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    target: { host: '127.0.0.1', port: (server.address() as AddressInfo).port },
    reset(afterBytes = 0) {
      for (const joint of joints) {
        joint.leftBytes = afterBytes;
        if (afterBytes > 0) continue;
        cut(joint.client);
        cut(joint.origin);
      }
    },
    swallow(directions) {
      swallows = directions;
    },
    stall() {
      stalls = true;
      for (const { origin } of joints) origin.pause();
    },
    heal() {
      swallows = NEITHER;
      stalls = false;
      for (const { origin } of joints) origin.resume();
    },
    async close() {
      server.close();
      for (const { client, origin } of joints) for (const socket of [client, origin]) socket.destroy();
      await once(server, 'close');
    },
  };
}

/** The same, closed when the test is over. */
export async function faultyLink(upstream: () => Target): Promise<FaultyLink> {
  const link = await openLink(upstream);
  onTestFinished(() => link.close());
  return link;
}
