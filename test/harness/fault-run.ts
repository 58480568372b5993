import { setTimeout as sleep } from 'node:timers/promises';
import type { Connect } from '../../clients/transports/subscriber.ts';
import { seededRandom } from '../../scenarios/load/seeded-random.ts';
import type { StartOptions } from '../../servers/start.ts';
import { type AuditedSubscriber, auditedSubscriber } from './audited-subscriber.ts';
import { describeSteps, FOLLOWED, type Step } from './fault-schedule.ts';
import { type FaultedServer, faultedServer } from './faulted-server.ts';
import { type FaultyLink, openLink } from './faulty-link.ts';

export interface FaultRun {
  transports: StartOptions['transports'];
  connect: Connect;
  /** Of the subscribers' jitter, and named in what is reported. */
  seed: number;
  steps: readonly Step[];
  silenceMs: number;
  /** The end of waiting for what never comes; no measure of speed. */
  patienceMs?: number;
}

/** What a run came to. */
export interface Verdict {
  /** What was wrong, with the seed and the steps; empty where nothing was. */
  fault: string;
  /** Why connections broke. */
  breaks: string[];
}

async function take(step: Step, server: FaultedServer, links: readonly FaultyLink[]): Promise<void> {
  const each = (places: readonly number[], act: (link: FaultyLink) => void) => {
    for (const place of places) act(links[place] as FaultyLink);
  };
  switch (step.kind) {
    case 'publish':
      for (let left = step.count; left > 0; left--) {
        const number = server.published(step.topic).length + 1;
        server.publish(step.topic, `${number} äß€👍${'.'.repeat(step.padBytes)}`);
      }
      return;
    case 'pause':
      return sleep(step.ms);
    case 'reset':
      return each(step.links, link => link.reset(step.afterBytes));
    case 'half-open':
      return each(step.links, link => link.swallow(step.swallows));
    case 'stall':
      return each(step.links, link => link.stall());
    case 'heal':
      return each(step.links, link => link.heal());
    case 'stop':
      return server.stop(step.how);
    case 'start':
      return server.start();
  }
}

/**
 * Runs a schedule, then heals everything, publishes twice more, and judges what each subscriber was
 * handed.
 */
export async function runFaults(run: FaultRun): Promise<Verdict> {
  const { transports, connect, seed, steps, silenceMs, patienceMs = 30_000 } = run;
  const server = await faultedServer(transports);
  const links = await Promise.all(FOLLOWED.map(() => openLink(server.target)));
  const subscribers = FOLLOWED.map((topic, place) =>
    auditedSubscriber(connect, (links[place] as FaultyLink).target, {
      topic,
      // The first has no cursor but the one that it is told.
      ...(place > 0 && { after: 0 }),
      silenceMs,
      random: seededRandom(seed * FOLLOWED.length + place),
      backoff: (_, random) => 10 + 20 * random(),
    }),
  );
  const everyone = (act: (subscriber: AuditedSubscriber, topic: string) => Promise<void>) =>
    Promise.all(subscribers.map((subscriber, place) => act(subscriber, FOLLOWED[place] as string)));
  const wrong: string[] = [];
  let doing = 'opening';

  async function live(): Promise<void> {
    await everyone(subscriber => subscriber.open());
    for (const [number, step] of steps.entries()) {
      doing = `step ${number}`;
      await take(step, server, links);
    }
    doing = 'healing';
    await server.start();
    for (const link of links) link.heal();
    // The second tells that nothing more came after the first.
    for (const word of ['all is well', 'the end']) {
      doing = `waiting for "${word}"`;
      for (const topic of new Set(FOLLOWED)) server.publish(topic, word);
      await everyone((subscriber, topic) => subscriber.reached(server.published(topic).length));
    }
  }

  async function leave(): Promise<void> {
    doing = 'closing';
    await everyone(subscriber => subscriber.close());
    await Promise.all(links.map(link => link.close()));
    await server.stop('killed');
  }

  /** Notes it where a part fails, or is not over when patience ends. */
  async function attempt(part: () => Promise<void>): Promise<void> {
    const timer = new AbortController();
    const tired = sleep(patienceMs, undefined, { signal: timer.signal }).then(() => {
      throw new Error('waited without an answer');
    });
    await Promise.race([part(), tired]).catch(error => wrong.push(`${doing}: ${error.message}`));
    timer.abort();
    tired.catch(() => {}); // Aborted, or told already.
  }

  await attempt(live);
  for (const [place, subscriber] of subscribers.entries()) {
    const topic = FOLLOWED[place] as string;
    const found = subscriber.faults(server.published(topic));
    wrong.push(...found.map(fault => `subscriber ${place} of "${topic}": ${fault}`));
  }
  await attempt(leave);
  return {
    fault:
      wrong.length === 0 ? '' : [...wrong, `seed ${seed} on ${transports}:`, describeSteps(steps)].join('\n'),
    breaks: subscribers.flatMap(subscriber => subscriber.breaks()),
  };
}
