import type { Connection } from '../../scenarios/load/connection.ts';
import { credentialOf } from '../../scenarios/load/credentials.ts';
import { PROBE_SEQ } from '../../scenarios/load/schedule.ts';
import type { BodyCoding } from '../../scenarios/load/transport-options.ts';
import { pollBodyBytes } from '../models/frames.ts';
import { windowUpdateBytes } from '../models/http2.ts';
import { http2LonePollBytes } from '../models/lone-poll.ts';
import { wireBytesOf } from '../models/path.ts';
import { http2AnswerBytes, http2PollBytes } from '../models/poll-fields.ts';
import {
  compressedAnswerBytes,
  type Poll,
  pollAnswerBytes,
  pollBody,
  pollRequest,
} from '../models/poll-messages.ts';
import type { PollAnswers } from '../models/replay.ts';
import { messageBytes } from '../models/tls.ts';
import type { Prediction, TrialConditions } from './conditions.ts';
import { connectionBytes } from './connection-bytes.ts';
import { subscribersOnConnection } from './connection-groups.ts';
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

/** Bytes of the body of an answer with these notifications; 0 for an empty one. */
function bodyBytesOf(
  timeline: Timeline,
  {
    afterSeq,
    uptoSeq,
    coding = 'gzip',
  }: Pick<PollAnswers, 'afterSeq' | 'uptoSeq'> & { coding?: BodyCoding | undefined },
  { load, codec }: Pick<TrialConditions, 'load' | 'codec'>,
): { bodyBytes: number; coded: BodyCoding | undefined } {
  const count = uptoSeq - afterSeq;
  if (count === 0) return { bodyBytes: 0, coded: undefined };
  if (load.connection?.compression && codec) {
    const texts = timeline.texts.slice(afterSeq - PROBE_SEQ, uptoSeq - PROBE_SEQ);
    return { bodyBytes: codec.bodyBytes(pollBody(texts, uptoSeq), coding), coded: coding };
  }
  const jsonBytes = jsonBytesBetween(timeline, afterSeq, uptoSeq);
  return { bodyBytes: pollBodyBytes({ count, jsonBytes, uptoSeq }), coded: undefined };
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
  const { bodyBytes, coded } = bodyBytesOf(timeline, { afterSeq, uptoSeq, coding }, { load, codec });
  if (coded) return compressedAnswerBytes(bodyBytes, keepAlive);
  const count = uptoSeq - afterSeq;
  const jsonBytes = jsonBytesBetween(timeline, afterSeq, uptoSeq);
  return pollAnswerBytes({ count, jsonBytes, uptoSeq, ...(keepAlive !== undefined && { keepAlive }) });
}

type Messages = (
  poll: Poll,
  timeline: Timeline,
  answer: Pick<PollAnswers, 'afterSeq' | 'uptoSeq'> & {
    gapMs: number;
    keepAlive: boolean;
    coding: BodyCoding;
  },
  conditions: Pick<TrialConditions, 'load' | 'codec'>,
) => { upBytes: number; downBytes: number };

/** A poll and its answer on the connection, TLS included. */
const http1Messages: Messages = (poll, timeline, answer, conditions) => ({
  upBytes: messageBytes(pollRequest(poll).length, conditions.load.connection),
  downBytes: messageBytes(answerBytesOf(timeline, answer, conditions), conditions.load.connection),
});

/** The reader allows more from time to time, on the connection alone: streams end before. */
const http2Messages: Messages = (poll, timeline, answer, conditions) => {
  const { connection } = conditions.load;
  const body = bodyBytesOf(timeline, answer, conditions);
  const windows = body.bodyBytes === 0 ? 0 : windowUpdateBytes(body.bodyBytes, connection, 1);
  return {
    upBytes: http2PollBytes(poll, connection) + windows,
    downBytes: http2AnswerBytes({ ...body, gapMs: answer.gapMs }, connection),
  };
};

/** The same where each poll has a connection of its own. */
const loneMessages: Messages = (poll, timeline, answer, conditions) =>
  http2LonePollBytes(poll, bodyBytesOf(timeline, answer, conditions), conditions.load.connection);

function messagesOf(connection: Connection | undefined, keepAlive: boolean): Messages {
  if (connection?.http !== 2) return http1Messages;
  return keepAlive ? http2Messages : loneMessages;
}

/**
 * Requests, notifications per answer and application bytes per delivery, from the answers of the
 * subscribers. Where each poll has a connection of its own, its handshake is in the bytes. The
 * answers of a short poll come every `intervalMs`; those of a long poll say how long after the one
 * before.
 */
export function trafficOf(
  timelines: readonly Timeline[],
  conditions: Pick<TrialConditions, 'load' | 'target' | 'certificateBytes' | 'clientWorkers' | 'codec'>,
  waitSeconds: number | undefined,
  answersOf: (timeline: Timeline) => readonly (PollAnswers & { sinceMs?: number })[],
  intervalMs?: number,
): Traffic {
  const { load, target } = conditions;
  const { keepAlive = true, coding = 'gzip' } =
    load.transports[waitSeconds === undefined ? 'short-polling' : 'long-polling'] ?? {};
  const own = connectionBytes(
    { connection: load.connection, certificateBytes: conditions.certificateBytes },
    { opens: !keepAlive, closes: !keepAlive },
  );
  const asked = load.connection?.compression === undefined ? undefined : coding;
  const credential = credentialOf(load.requestHeaders);
  const carry = messagesOf(load.connection, keepAlive);
  const sharing = subscribersOnConnection(conditions);
  let [requests, nonEmpty, deliveries, bytes] = [0, 0, 0, 0];
  let [requestBytes, answerBytes, downWireBytes, upWireBytes] = [0, 0, 0, 0];
  for (const timeline of timelines) {
    const { topic, followers } = timeline;
    const answers = answersOf(timeline);
    for (const { afterSeq, uptoSeq, count, sinceMs = Number.POSITIVE_INFINITY } of answers) {
      const polls = count * followers;
      const carried = uptoSeq - afterSeq;
      const poll: Poll = { target, waitSeconds, topic, afterSeq, keepAlive, coding: asked, credential };
      // From one answer of a subscriber to the next; of those that share a connection, in the mean.
      const gapMs = (intervalMs ?? sinceMs) / sharing;
      const answer = { afterSeq, uptoSeq, gapMs, keepAlive, coding };
      const messages = carry(poll, timeline, answer, conditions);
      const upBytes = messages.upBytes + (own?.upBytes ?? 0);
      const downBytes = messages.downBytes + (own?.downBytes ?? 0);
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
