import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { costModelOf } from '../../../analysis/cost-model/fit.ts';
import { viewPoint } from '../../../report/model/point.ts';
import { breakEvenOf } from '../../../report/planner/break-even.ts';
import { CONTROLS, FIRST_INPUT, INPUT_NAMES, type PlanInput } from '../../../report/planner/controls.ts';
import type { PlannerPart } from '../../../report/record/choice.ts';
import { decisionRecord } from '../../../report/record/decision-record.ts';
import { type RecordFacts, recordFacts } from '../../../report/record/facts.ts';
import { escapeMarkdown, recordMarkdown } from '../../../report/record/markdown.ts';
import { renderRecord } from '../../../report/sections/decision-record.ts';
import { readRun } from '../../../results/format/run-file.ts';
import { ROOT } from '../../../root.ts';
import type { Transport } from '../../../scenarios/load/transport.ts';
import { COSTS, madeModel, NUMBERS } from '../../made/plans.ts';
import { madeFacts, madeNeed } from '../../made/record-facts.ts';

const planner: PlannerPart = { model: madeModel(), transitMs: 0.4 };
const ORIGIN = { link: 'report.html#record?needs=a', day: '2026-03-02' };

/** The Markdown of a record for all needs of these facts. */
const markdown = (facts: RecordFacts, data: PlannerPart | null = planner): string =>
  recordMarkdown(
    decisionRecord(
      facts,
      data,
      { system: '', needs: facts.needs.map(({ id }) => id), input: data && NUMBERS },
      ORIGIN,
    ),
  );

/** The text of one part. */
const part = (text: string, title: string): string =>
  text.split(`## ${title}\n\n`)[1]?.split('\n\n## ')[0] ?? '';

describe('a decision record', () => {
  test('is a known text for a known run', async () => {
    const facts = madeFacts([madeNeed('a', ['sse']), madeNeed('b', ['websocket']), madeNeed('c', ['sse'])]);
    await expect(markdown(facts)).toMatchFileSnapshot('../golden/decision-record.txt');
  });

  test('says how events come, and all else that was set in the planner', () => {
    const numbers = (over: Partial<PlanInput>) => {
      const input = { ...FIRST_INPUT, ...over };
      const choice = { system: '', needs: ['a'], input };
      const facts = madeFacts([madeNeed('a', ['sse'])]);
      return part(recordMarkdown(decisionRecord(facts, planner, choice, ORIGIN)), 'Context').split('\n')[0];
    };
    expect(numbers({})).toMatch(/^- Example numbers of the lab: .*; events come at random\.$/);
    expect(numbers({ subscribersPerEvent: 50 })).toContain('; each event goes to 50 users; ');
    const evenly = numbers({ eventsCome: 'evenly', roundTrips: [{ share: 1, rttMs: 80 }] });
    expect(evenly).toMatch(/^- Numbers: .*; events come evenly; round trip to the users 80 ms\.$/);
    expect(numbers({ eventsCome: 'evenly' })).toMatch(/^- Numbers: /);
    for (const name of INPUT_NAMES) {
      expect(evenly?.toLowerCase()).toContain(CONTROLS[name].label.toLowerCase());
    }
  });

  test('is an example until somebody enters numbers', () => {
    const record = (over: Partial<PlanInput>) =>
      decisionRecord(
        madeFacts([madeNeed('a', ['sse'])]),
        planner,
        { system: '', needs: ['a'], input: { ...FIRST_INPUT, ...over } },
        ORIGIN,
      );
    const [example, own] = [record({}), record({ subscribers: 2001 })];
    expect(recordMarkdown(example)).toMatch(/^# Example: SSE for notifications\n/);
    expect(part(recordMarkdown(example), 'Decision')).toMatch(/^\*\*Example: We use SSE\.\*\*\n/);
    expect(renderRecord(example).text).toContain('<h3>Example: SSE for notifications</h3>');
    expect(renderRecord(example).text).toContain('<strong>Example: We use SSE.</strong>');
    expect(recordMarkdown(own)).toMatch(/^# SSE for notifications\n/);
    expect(part(recordMarkdown(own), 'Decision')).toMatch(/^\*\*We use SSE\.\*\*\n/);
  });

  test('says of an open need in how many of its tests it is decided', () => {
    const none = madeNeed('b', [], { compared: 5 });
    const mixed = madeNeed('c', [], { compared: 5, decided: 3 });
    const evidence = part(markdown(madeFacts([madeNeed('a', ['sse']), none, mixed])), 'Evidence');
    expect(evidence).toContain(
      'Not decided: need b (not decided in any of 5 tests) and need c (differs between 3 tests).',
    );
  });

  test('says what the needs lose by the decision', () => {
    const facts = madeFacts([madeNeed('a', ['sse']), madeNeed('b', ['websocket']), madeNeed('c', ['sse'])]);
    expect(part(markdown(facts), 'Consequences')).toContain(
      '- “Need b”: WebSocket would be better. There: SSE ×3.00 (2.50–3.60).',
    );
    expect(part(markdown(madeFacts([madeNeed('a', ['sse'])])), 'Consequences')).not.toContain('would be');
  });

  test('quotes no loss that is not decided, and another point where that decides it', () => {
    const need = madeNeed('b', ['websocket'], { bestAt: 2, decided: 2, compared: 2 });
    const own = need.example?.measured.find(({ transport }) => transport === 'sse');
    if (!own) throw new Error('no values');
    own.ratio = { median: 1.08, low: 0.686, high: 1.7, blocks: 5 };
    own.isMore = false;
    need.splits = [{ front: ['websocket'], more: ['short-polling'] }];
    const needs = [madeNeed('a', ['sse']), need, madeNeed('c', ['sse'])];
    const lost = () => part(markdown(madeFacts(needs)), 'Consequences');
    expect(lost()).toContain('- “Need b”: whether WebSocket would be better is not decided.\n');
    need.splits.push({ front: ['websocket'], more: ['sse'] });
    own.elsewhere = { place: 'Chat', ratio: { median: 1.4, low: 1.2, high: 1.6, blocks: 5 } };
    expect(lost()).toContain(
      '- “Need b”: WebSocket would be better. Where decided: SSE ×1.40 (1.20–1.60) at “Chat”.\n',
    );
  });

  test('does not count a transport for a need where it was over the limit of p99', () => {
    const late = (id: string, best: Transport[]) => {
      const need = madeNeed(id, best);
      for (const one of need.example?.measured ?? [])
        one.tail = { of: 'p90', ms: one.transport === 'short-polling' ? 903 : 3 };
      return need;
    };
    const needs = [late('a', ['short-polling']), late('b', ['short-polling', 'sse']), late('c', ['sse'])];
    const said = (acceptableMs: number) => {
      const choice = { system: '', needs: ['a', 'b', 'c'], input: { ...NUMBERS, acceptableMs } };
      return recordMarkdown(decisionRecord(madeFacts(needs), planner, choice, ORIGIN));
    };
    expect(part(said(250), 'Context')).toMatch(
      /\n- Not counted, as measured there over the limit of 250 ms: short polling for “Need a” \(p90 903\sms\) and “Need b” \(p90 903\sms\)\.$/,
    );
    expect(said(250)).not.toContain('would be better');
    expect(part(said(250), 'Decision')).toContain('for both decided needs.');
    expect(said(1000)).not.toContain('Not counted');
    expect(said(1000)).toContain('“Need a”: short polling would be better.');
  });

  test('leaves out the numbers where the report has no planner', () => {
    const text = markdown(madeFacts([madeNeed('a', ['sse'])]), null);
    expect(part(text, 'Decision')).toBe('**We use SSE.**\n\nSSE is best or tied for the only decided need.');
    expect(text).not.toContain('## Consequences');
    expect(text).not.toContain('subscribers');
  });

  test('names no winner of two that lead for as many needs', () => {
    const text = markdown(madeFacts([madeNeed('a', ['sse']), madeNeed('b', ['websocket'])]), null);
    expect(text).toMatch(/^# SSE or WebSocket for notifications: not decided between them\n/);
    expect(part(text, 'Decision')).toBe(
      '**We use SSE or WebSocket. This run does not decide between them.**\n\nSSE and WebSocket are each best or tied for 1 of 2 decided needs. What was not measured may decide: see below.',
    );
  });

  test('says so where cost and needs disagree', () => {
    const text = markdown(madeFacts([madeNeed('a', ['long-polling'])]));
    expect(part(text, 'Decision')).toMatch(
      /^\*\*Not decided: cost and needs point to different transports\.\*\*\n\nLeast cost per month: SSE 27\.9\. Best for 1 of 1 decided need: long polling [\d.]+\. We must weigh the one against the other\.\n/,
    );
  });

  test('keeps the warning and the break-even where cost and needs disagree', () => {
    const text = markdown(madeFacts([madeNeed('a', ['long-polling'], { leastBlocks: 3 })]));
    expect(part(text, 'Decision')).toMatch(/\n\n\*\*Warning:\*\* Some points have 3 blocks: [^.]+\.$/);
    expect(part(text, 'Consequences')).toContain('- Break-even: decide again above');
  });

  test('says that p99 is not decided, and who is within the limit for certain', () => {
    const off = madeModel(COSTS, { errorPercent: 30 });
    const tailed = (most: { sse: number; websocket: number }): PlannerPart => {
      const model = structuredClone(off);
      for (const name of ['sse', 'websocket'] as const) {
        const own = model[name];
        if (own) own.tail = { leastMs: 48, medianMs: 149, mostMs: most[name] };
      }
      return { model, transitMs: 0.4 };
    };
    const said = (most: { sse: number; websocket: number }) => {
      const choice = { system: '', needs: ['a'], input: { ...NUMBERS, acceptableMs: 250 } };
      const facts = madeFacts([madeNeed('a', ['websocket'])]);
      return recordMarkdown(decisionRecord(facts, tailed(most), choice, ORIGIN));
    };
    const near = said({ sse: 199, websocket: 346 });
    expect(part(near, 'Decision')).toMatch(/^\*\*We use WebSocket, p99 not decided\.\*\*\n/);
    expect(part(near, 'Decision')).toContain(
      '**Warning:** p99 is not decided for WebSocket: the limit is within the range in the table. In another run p99 may differ by a factor of 1.40: that of SSE may then be on the other side of the limit. SSE is within the limit over its whole range, for a cost within the model’s error.',
    );
    expect(part(near, 'Consequences')).toMatch(/\| Verdict \| .*, p99 not decided \|/);
    const both = said({ sse: 346, websocket: 346 });
    expect(part(both, 'Decision')).toContain('p99 is not decided for SSE and WebSocket: ');
    expect(part(both, 'Decision')).not.toContain('whole range');
    expect(said({ sse: 150, websocket: 150 })).not.toMatch(/not decided|factor/);
  });

  test('says so where the run decides nothing', () => {
    const text = markdown(madeFacts([madeNeed('a', [], { compared: 3 })]), null);
    expect(text).toMatch(/^# Transport for notifications: not decided\n/);
    expect(part(text, 'Decision')).toBe(
      '**This run does not decide it.**\n\nFor none of these needs is one transport known to be better than another. That is no proof that they are equal. More blocks, or sessions joined, may decide it.',
    );
    expect(part(text, 'Evidence')).toContain('- Not decided: need a (not decided in any of 3 tests).');
  });

  test('says so where no need is chosen, and where no transport fits', () => {
    const facts = madeFacts([madeNeed('a', ['sse'])]);
    const none = recordMarkdown(
      decisionRecord(facts, null, { system: '', needs: ['gone'], input: null }, ORIGIN),
    );
    expect(part(none, 'Context')).toBe('- Needs that count: none was chosen.');
    expect(part(none, 'Decision')).toContain('No need is chosen that it compares.');
    const slow = { system: '', needs: ['a'], input: { ...NUMBERS, acceptableMs: 1 } };
    const text = recordMarkdown(decisionRecord(facts, { ...planner, transitMs: 3 }, slow, ORIGIN));
    expect(part(text, 'Decision')).toMatch(
      /^\*\*No transport fits these numbers on this server\.\*\*\n\nShort polling: p99 12\.9 ms, .* SSE and WebSocket: p99 3\.00 ms\.$/,
    );
  });

  test('says that there is no cost far beyond what was measured', () => {
    const far: PlannerPart = { model: madeModel(COSTS, { most: { subscribers: 10 } }), transitMs: 0.4 };
    expect(part(markdown(madeFacts([madeNeed('a', ['sse'])]), far), 'Decision')).toContain(
      'It gives no cost for these numbers. Short polling, long polling, SSE and WebSocket: 5,000 subscribers, 500 times the most to which the model was fitted.',
    );
  });

  test('prints no interval of more than 10:1 as evidence', () => {
    const need = madeNeed('a', ['sse']);
    const [, first] = need.example?.measured ?? [];
    if (first) first.ratio = { median: 5, low: 1.2, high: 20, blocks: 2 };
    const text = markdown(madeFacts([need]), null);
    expect(text).toContain('(×5.00; interval over 10:1)');
    expect(text).not.toContain('20.0');
  });

  test('says that cost decides alone where no chosen need does, and how these tend', () => {
    const trend = { transports: ['websocket' as const], at: 2 };
    const text = markdown(madeFacts([madeNeed('a', [], { compared: 3, trend })]));
    expect(text).toMatch(/^# SSE for notifications, by cost alone\n/);
    expect(part(text, 'Decision')).toMatch(/^\*\*SSE, by cost alone\.\*\*\n/);
    expect(part(text, 'Decision')).toContain(
      'No chosen need decides between those that fit. Open: need a (trend, not decided: WebSocket lowest in 2 of 3 tests).',
    );
    const none = { system: '', needs: [], input: NUMBERS };
    const facts = madeFacts([madeNeed('a', ['sse'])]);
    expect(part(recordMarkdown(decisionRecord(facts, planner, none, ORIGIN)), 'Decision')).toMatch(
      /^\*\*SSE, by cost alone\.\*\*\n\n.* No need that this run compares was chosen\.\n/,
    );
  });

  test('gives both costs with their ranges, and their difference with its own', () => {
    const data: PlannerPart = { model: madeModel(COSTS, { errorPercent: 4 }), transitMs: 0.4 };
    expect(part(markdown(madeFacts([madeNeed('a', ['sse'])]), data), 'Decision')).toMatch(
      /It costs 27\.9 \([\d.]+–[\d.]+\) per month, .* next is WebSocket with 32\.5 \([\d.]+–[\d.]+\)\. WebSocket costs 4\.54 \([\d.]+–[\d.]+\) more\./,
    );
  });

  test('has the weightiest warning right below the decision, and once', () => {
    const far: PlannerPart = { model: madeModel(COSTS, { most: { subscribers: 1000 } }), transitMs: 0.4 };
    const facts = madeFacts([madeNeed('a', ['sse'], { leastBlocks: 3 })]);
    const text = markdown(facts, far);
    expect(part(text, 'Decision')).toMatch(
      /\n\n\*\*Warning:\*\* 5,000 subscribers in one process are 5\.00 times the most to which the model was fitted\. Some points have 3 blocks: [^.]+\.$/,
    );
    expect(text.match(/Some points have 3 blocks/g)).toHaveLength(1);
  });

  test('warns of few blocks only where a need that counts rests on them', () => {
    const facts = madeFacts([madeNeed('a', ['sse']), madeNeed('b', ['sse'], { leastBlocks: 3 })]);
    const said = (needs: string[]) =>
      recordMarkdown(decisionRecord(facts, planner, { system: '', needs, input: NUMBERS }, ORIGIN));
    expect(said(['a'])).not.toContain('Some points have');
    expect(said(['a', 'b'])).toContain('Some points have 3 blocks');
  });

  test('says which of its cores are a precaution, and leaves them out of the difference', () => {
    const carried = { subscribers: 2500, subscribersOfAny: 2500, polls: null };
    const data: PlannerPart = { model: madeModel(COSTS, { carried, errorPercent: 4 }), transitMs: 0.4 };
    expect(part(markdown(madeFacts([madeNeed('a', ['sse'])]), data), 'Decision')).toMatch(
      /By the model 1 core is enough\. The second is a precaution, for 20\.0 per month: .* With the same precaution, WebSocket costs 4\.54 \([\d.]+–[\d.]+\) more\./,
    );
  });

  test('gives the range of each of several costs', () => {
    const data: PlannerPart = { model: madeModel(COSTS, { errorPercent: 30 }), transitMs: 0.4 };
    expect(part(markdown(madeFacts([madeNeed('a', [])]), data), 'Decision')).toMatch(
      /^\*\*SSE or WebSocket, by cost alone\. This run does not decide between them\.\*\*\n\nTheir costs per month are not distinguishable: SSE 27\.9 \([\d.]+–[\d.]+\) and WebSocket 32\.5 \([\d.]+–[\d.]+\)\. /,
    );
  });

  test('says where the cost of heartbeats comes from', () => {
    const said = (heartbeatSeconds: number) => {
      const choice = { system: '', needs: ['a'], input: { ...NUMBERS, heartbeatSeconds } };
      const facts = madeFacts([madeNeed('a', ['sse'])]);
      return part(recordMarkdown(decisionRecord(facts, planner, choice, ORIGIN)), 'Consequences');
    };
    expect(said(15)).toContain(
      'That follows from the heartbeat every 15 s, a default of this lab. A ping needs its pong, a comment of SSE needs none.',
    );
    expect(said(10)).toContain('That follows from the heartbeat every 10 s. A ping');
  });

  test('says for how many events the decision holds', () => {
    expect(part(markdown(madeFacts([madeNeed('a', ['sse'])])), 'Consequences')).toMatch(
      /- Break-even: decide again above 2,900 events per user per hour, where WebSocket costs less\. From 190 to 2,900, SSE and WebSocket cost the same within 5%\.$/,
    );
  });

  test('asks nobody to decide again where others cost less only within the error of the model', () => {
    const facts = madeFacts([madeNeed('a', ['sse'])]);
    const made = (errorPercent: number | null) => ({
      model: madeModel(COSTS, { errorPercent }),
      transitMs: 0.4,
    });
    const said = (errorPercent: number | null) => part(markdown(facts, made(errorPercent)), 'Consequences');
    const endsAt = (errorPercent: number | null) => {
      const text = said(errorPercent);
      expect(text).toMatch(
        /decide again above [\d,]+ events per user per hour, where .*WebSocket costs? less\./,
      );
      const events = Number(/decide again above ([\d,]+)/.exec(text)?.[1]?.replaceAll(',', ''));
      const { model, transitMs } = made(errorPercent);
      const [, beyond] = breakEvenOf(NUMBERS, model, transitMs).filter(
        one => one.eventsPerUserHour >= events,
      );
      expect(beyond?.plan.cheapest).toContain('websocket');
      expect(beyond?.plan.contenders).not.toContain('sse');
      return events;
    };
    expect(endsAt(3)).toBeGreaterThan(endsAt(null));
    expect(said(4)).toMatch(
      /- Break-even: none from 0\.1 to 36,000 events per user per hour, within the error of the model\.$/,
    );
  });

  test('is short: no line of text is a long paragraph', () => {
    const facts = madeFacts(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'].map(id => madeNeed(id, ['sse'])));
    expect(markdown(facts).match(/\S*\w\S*/g)?.length).toBeLessThan(700);
  });

  test('is as short for a need of a real run, far beyond what it measured', () => {
    const sample = readRun(join(ROOT, 'results/sample/review'));
    const facts = recordFacts(
      sample,
      sample.scenarios.map(scenario => scenario.points.map(point => viewPoint(sample, scenario, point))),
    );
    const data = { model: costModelOf(sample), transitMs: sample.environment.transit?.meanMs ?? 0 };
    const input = { ...NUMBERS, subscribers: 20_000, eventsPerUserHour: 6, acceptableMs: 2000, cores: 2 };
    const record = decisionRecord(facts, data, { system: '', needs: ['both-ways'], input }, ORIGIN);
    expect(recordMarkdown(record).match(/\S*\w\S*/g)?.length).toBeLessThan(700);
  });
});

describe('Markdown', () => {
  test('takes no markup from texts', () => {
    expect(escapeMarkdown('a|b *c* <d> [e](f) `g`\nh')).toBe('a\\|b \\*c\\* \\<d\\> \\[e\\](f) \\`g\\` h');
    const need = madeNeed('a', ['sse'], { title: '<img src=x> | *x*' });
    const text = markdown(madeFacts([need], { machine: '</code><script>' }));
    expect(text).toContain('\\<img src=x\\> \\| \\*x\\*');
    expect(text).not.toMatch(/(?<!\\)<(img|script)/);
  });

  test('keeps the address as it is', () => {
    expect(markdown(madeFacts([madeNeed('a', ['sse'])]))).toContain('- Link: `report.html#record?needs=a`');
  });

  test('makes a web address a link', () => {
    const link = 'https://lab.example/runs/a_b/report.html#record?needs=a';
    const record = decisionRecord(
      madeFacts([madeNeed('a', ['sse'])]),
      planner,
      { system: '', needs: ['a'], input: NUMBERS },
      { ...ORIGIN, link },
    );
    expect(recordMarkdown(record)).toContain(`- Link: <${link}>\n`);
    expect(renderRecord(record).text).toContain(`<a href="${link}">`);
  });
});
