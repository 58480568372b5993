import { PROBE_SEQ } from '../../scenarios/load/schedule.ts';
import type { BodyCoding } from '../../scenarios/load/transport-options.ts';
import { wireBytesOf } from '../models/path.ts';
import { compressedAnswerBytes, pollAnswerBytes, pollBody, pollRequest } from '../models/poll-messages.ts';
import type { PollAnswers } from '../models/replay.ts';
import { messageBytes } from '../models/tls.ts';
import type { Prediction, TrialConditions } from './conditions.ts';
import { connectionBytes } from './connection-bytes.ts';
import { jsonBytesBetween, type Timeline } from './timeline.ts';

// Requests and answers of polling in the window of one trial.

/** Requests and answers of a window: what the models predict, and their sizes. */
export interface Traffic {
  prediction: Prediction;
  requestBytes: number;
  /** Of the answer that a notification comes with, in the mean. */
  answerBytes: number;
  /** With all headers. */
  downWireBytes: number;
  upWireBytes: number;
}

/** Bytes of an answer with the notifications after `afterSeq` up to `uptoSeq`, without TLS. */
export function answerBytesOf(
  timeline: Timeline,
  {
    afterSeq,
    uptoSeq,
    keepAlive,
    coding = 'gzip',
  }: Pick<PollAnswers, 'afterSeq' | 'uptoSeq'> & { keepAlive?: boolean; coding?: BodyCoding | undefined },
  { load, codec }: Pick<TrialConditions, 'load' | 'codec'>,
): number {
  const count = uptoSeq - afterSeq;
  if (count > 0 && load.connection?.compression && codec) {
    const texts = timeline.texts.slice(afterSeq - PROBE_SEQ, uptoSeq - PROBE_SEQ);
    return compressedAnswerBytes(codec.bodyBytes(pollBody(texts, uptoSeq), coding), keepAlive);
  }
  const jsonBytes = jsonBytesBetween(timeline, afterSeq, uptoSeq);
  return pollAnswerBytes({ count, jsonBytes, uptoSeq, ...(keepAlive !== undefined && { keepAlive }) });
}

/**
 * Requests, notifications per answer and application bytes per delivery, from the answers of the
 * subscribers. Where each poll has a connection of its own, its handshake is in the bytes.
 */
export function trafficOf(
  timelines: readonly Timeline[],
  conditions: Pick<TrialConditions, 'load' | 'target' | 'certificateBytes' | 'codec'>,
  waitSeconds: number | undefined,
  answersOf: (timeline: Timeline) => readonly PollAnswers[],
): Traffic {
  const { load, target } = conditions;
  const { keepAlive = true, coding = 'gzip' } =
    load.transports[waitSeconds === undefined ? 'short-polling' : 'long-polling'] ?? {};
  const own = connectionBytes(conditions, { opens: !keepAlive, closes: !keepAlive });
  const asked = load.connection?.compression === undefined ? undefined : coding;
  let [requests, nonEmpty, deliveries, bytes] = [0, 0, 0, 0];
  let [requestBytes, answerBytes, downWireBytes, upWireBytes] = [0, 0, 0, 0];
  for (const timeline of timelines) {
    const { topic, followers } = timeline;
    for (const { afterSeq, uptoSeq, count } of answersOf(timeline)) {
      const polls = count * followers;
      const carried = uptoSeq - afterSeq;
      const requestText = pollRequest({ target, waitSeconds, topic, afterSeq, keepAlive, coding: asked });
      const answer = answerBytesOf(timeline, { afterSeq, uptoSeq, keepAlive, coding }, conditions);
      const upBytes = messageBytes(requestText.length, load.connection) + (own?.upBytes ?? 0);
      const downBytes = messageBytes(answer, load.connection) + (own?.downBytes ?? 0);
      requests += polls;
      if (carried > 0) nonEmpty += polls;
      deliveries += polls * carried;
      bytes += polls * (upBytes + downBytes);
      requestBytes += polls * upBytes;
      answerBytes += polls * carried * downBytes;
      downWireBytes += polls * wireBytesOf(downBytes);
      upWireBytes += polls * wireBytesOf(upBytes);
    }
  }
  return {
    prediction:
      deliveries === 0
        ? { requests }
        : {
            requests,
            batchMean: deliveries / nonEmpty,
            ...(own && { applicationBytesPerDelivery: bytes / deliveries }),
          },
    requestBytes: requests === 0 ? 0 : requestBytes / requests,
    answerBytes: deliveries === 0 ? 0 : answerBytes / deliveries,
    downWireBytes,
    upWireBytes,
  };
}

/** Above this share of a limited bandwidth, polls wait for each other too long for the models. */
const MOST_LINK_SHARE = 0.5;

/** Whether the polls leave enough of a limited bandwidth free, in both directions. */
export function leavesRoom(
  { load: { path }, windowSeconds }: TrialConditions,
  { downWireBytes, upWireBytes }: Traffic,
): boolean {
  const shareOf = (bytes: number, kbitPerSecond = Number.POSITIVE_INFINITY) =>
    (8 * bytes) / (kbitPerSecond * 1000 * windowSeconds);
  return (
    Math.max(shareOf(downWireBytes, path?.downKbitPerSecond), shareOf(upWireBytes, path?.upKbitPerSecond)) <=
    MOST_LINK_SHARE
  );
}
