import type { Compression } from '../../scenarios/load/connection.ts';
import { PROBE_SEQ } from '../../scenarios/load/schedule.ts';
import type { Deflate } from '../../scenarios/load/transport-options.ts';
import type { Codec } from '../models/codec.ts';
import type { Timeline } from './timeline.ts';

/** How a transport compresses one notification, and frames what comes out. */
export interface CompressedFraming {
  /** The text that is compressed. */
  content(notification: { seq: number; json: string }): string;
  /** Bytes on the connection of a text that was compressed and flushed to so many. */
  frameBytes(flushedBytes: number): number;
}

/** More than deflate refers to. */
const MOST_BEFORE = 32 * 1024;

/**
 * Bytes on the connection of each notification of a topic. With a shared context they depend on all
 * notifications before, from the probe on. All followers are connected before it, so theirs are the
 * same.
 */
export function compressedFrames(
  { probe, texts }: Timeline,
  framing: CompressedFraming,
  compression: Compression,
  codec: Codec,
  deflate?: Deflate,
): number[] {
  let before = compression === 'shared-context' ? framing.content({ seq: PROBE_SEQ, json: probe }) : '';
  return texts.map((json, index) => {
    const content = framing.content({ seq: PROBE_SEQ + 1 + index, json });
    const bytes = framing.frameBytes(codec.flushedBytes(content, before, deflate));
    if (compression === 'shared-context') before = (before + content).slice(-MOST_BEFORE);
    return bytes;
  });
}
