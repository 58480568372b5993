import { setTimeout as sleep } from 'node:timers/promises';
import { BrokerError } from '../errors.ts';

/** A notification that waits for its number. */
export interface Waiting {
  topic: string;
  text: string;
}

/** What the broker says to a batch: its seqs, or that it has lost the feed. */
export type BatchAnswer = { seqs: number[] } | 'lost';

export interface BatchesOptions {
  /**
   * Sends a batch under a number; the same number again must not store it again. Rejects with
   * Refusal where the broker answers with an error, and otherwise where it does not answer.
   */
  send(batch: readonly Waiting[], number: number): Promise<BatchAnswer>;
  /** Called when the broker has lost the feed, before the batch is sent again. */
  onLost(): Promise<void>;
  /** After this time a notification is given up that somebody waits for. */
  giveUpMs: number;
}

/** The broker answered, with an error: it will do so again. */
export class Refusal extends Error {
  /** The first word of its answer, such as OOM. */
  get kind(): string {
    return this.message.split(' ', 1)[0] ?? '';
  }
}

/** A batch has so many notifications and so many characters at most, but at least one. */
const MOST_IN_BATCH = 200;
const MOST_CHARACTERS = 1024 * 1024;
const RETRY_MS = 50;

interface Pending extends Waiting {
  resolve(answer: { seq: number }): void;
  reject(error: Error): void;
}

/** How many of these make the next batch. */
function batchLength(pending: readonly Waiting[]): number {
  let characters = 0;
  const end = pending.findIndex(({ text }, index) => {
    characters += text.length;
    return index > 0 && (index === MOST_IN_BATCH || characters > MOST_CHARACTERS);
  });
  return end < 0 ? pending.length : end;
}

/**
 * Sends notifications in their order: one batch at a time, and again until the broker has answered
 * it. What comes meanwhile is the next batch.
 */
export function createBatches({ send, onLost, giveUpMs }: BatchesOptions) {
  const pending: Pending[] = [];
  let number = 0;
  let isSending = false;
  let isClosed = false;

  async function answerOf(batch: readonly Pending[]): Promise<{ seqs: number[] } | Error> {
    number++;
    while (!isClosed) {
      try {
        const answer = await send(batch, number);
        if (answer !== 'lost') return answer;
        await onLost();
      } catch (error) {
        if (error instanceof Refusal) return new BrokerError(`the broker refuses it: ${error.kind}`);
        await sleep(RETRY_MS);
      }
    }
    return new BrokerError('the server ends');
  }

  async function sendAll(): Promise<void> {
    if (isSending) return;
    isSending = true;
    while (pending.length > 0) {
      const batch = pending.splice(0, batchLength(pending));
      const answer = await answerOf(batch);
      for (const [index, one] of batch.entries()) {
        if (answer instanceof Error) one.reject(answer);
        else one.resolve({ seq: answer.seqs[index] as number });
      }
    }
    isSending = false;
  }

  return {
    /**
     * Resolves with the number of a notification. With `givesUp`, rejects with BrokerError where it
     * takes too long; the notification may be stored all the same.
     */
    append(waiting: Waiting, givesUp: boolean): Promise<{ seq: number }> {
      const { promise, resolve, reject } = Promise.withResolvers<{ seq: number }>();
      const own: Pending = { ...waiting, resolve, reject };
      pending.push(own);
      void sendAll();
      if (!givesUp) return promise;
      const late = `the broker did not acknowledge it within ${giveUpMs / 1000} s; it may still be delivered`;
      const timer = setTimeout(() => {
        // What no batch has taken yet is not sent any more.
        const index = pending.indexOf(own);
        if (index >= 0) pending.splice(index, 1);
        reject(new BrokerError(late));
      }, giveUpMs);
      return promise.finally(() => clearTimeout(timer));
    },
    /** Ends the attempts; what waits is rejected. */
    close(): void {
      isClosed = true;
    },
  };
}
