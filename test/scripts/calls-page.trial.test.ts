import { spawn } from 'node:child_process';
import { delimiter, dirname } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { ROOT } from '../../root.ts';
import { TESTED_TRANSPORTS } from '../../scenarios/load/transport.ts';
import { callsPage } from '../../scripts/calls-page.ts';
import { serve } from '../harness/serving.ts';

const ENTITIES: Record<string, string> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
};
const unescaped = (text: string) =>
  text.replace(/&(?:amp|lt|gt|quot|#39);/g, entity => ENTITIES[entity] ?? entity);

/** Runs a command in a shell until it has printed what it should. Many of them do not end. */
function prints(command: string, pattern: RegExp): Promise<void> {
  const child = spawn('bash', ['-c', command], {
    cwd: ROOT,
    env: { ...process.env, PATH: [dirname(process.execPath), process.env.PATH].join(delimiter) },
    detached: true,
  });
  const ended = new Promise<void>(resolve => child.once('close', () => resolve()));
  onTestFinished(async () => {
    if (child.exitCode === null && child.signalCode === null) process.kill(-(child.pid as number), 'SIGKILL');
    await ended;
  });
  return new Promise((resolve, reject) => {
    let text = '';
    const take = (chunk: Buffer) => {
      text += chunk;
      if (pattern.test(text)) resolve();
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    void ended.then(() => reject(new Error(`${command} ended without ${pattern}:\n${text}`)));
  });
}

test('every command of the page that this machine has does what it says, and every link is answered', async () => {
  const server = await serve(TESTED_TRANSPORTS, {
    callsPage: await callsPage(TESTED_TRANSPORTS),
    echo: true,
  });
  const url = `http://127.0.0.1:${server.target.port}`;
  server.publish('news', 'hello');
  const page = await (await fetch(url, { headers: { accept: 'text/html' } })).text();
  const commands = [...page.matchAll(/<code>(.*?)<\/code>/g)].map(([, text = '']) => unescaped(text));
  const runnable = commands.filter(text => /^(curl|node) /.test(text));
  expect(runnable).toHaveLength(6);
  for (const command of runnable)
    await prints(command, /"hello"|202 Accepted[\s\S]*"seq":\d|"server":"pushlab"/);
  expect(server.feed.newestSeq('news')).toBe(2);

  const follows = commands.filter(text => text.startsWith('npm run follow'));
  expect(follows).toHaveLength(TESTED_TRANSPORTS.length);
  await Promise.all(follows.map(command => prints(`${command} --after 0`, /\w{6}-2 {2}"hello"/)));

  const links = [...page.matchAll(/<a href="(.*?)"/g)].map(([, text = '']) => unescaped(text));
  expect(links).toHaveLength(3);
  for (const link of links) {
    const answer = await fetch(url + link);
    expect(answer.status).toBe(200);
    await answer.body?.cancel();
  }
});
