import { existsSync, readFileSync } from 'node:fs';
import { expect, onTestFinished, test } from 'vitest';
import { lives } from '../harness/bench-command.ts';
import { hasTerminals, openShell, type Shell, without } from '../harness/shell.ts';

const NODE = process.execPath;

/** T for a process that a signal has stopped. */
const stateOf = (pid: number) => /^State:\s+(\S)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];

/** Ends a process that outlived its shell. */
function endAfterwards(pid: number): void {
  onTestFinished(() => {
    if (existsSync(`/proc/${pid}`)) process.kill(pid, 'SIGKILL');
  });
}

/** Starts `serve all` with an ending of the command line. Its process and its address. */
async function serveIn(shell: Shell, ending: string) {
  shell.type(`${NODE} scripts/serve.ts all --port 0 ${ending}\n`);
  const [, port] = await shell.shows(/all on 127\.0\.0\.1:(\d+)/);
  shell.type('echo "pid $!"\n');
  const [, pid] = await shell.shows(/pid (\d+)/);
  endAfterwards(Number(pid));
  return { pid: Number(pid), topic: `http://127.0.0.1:${port}/notifications?topic=news` };
}

/** Resolves when the topic has a notification with this text. */
const published = (topic: string, text: string) =>
  expect.poll(async () => (await fetch(`${topic}&after=0`)).text(), { timeout: 30_000 }).toContain(text);

test.skipIf(!hasTerminals)(
  `serve in the background answers while the user types, and reads what is typed once it is in the foreground${without}`,
  async () => {
    const shell = openShell();
    const { pid, topic } = await serveIn(shell, '&');
    shell.type('echo "1 and 1 is $((1 + 1))"\n');
    await shell.shows(/1 and 1 is 2/);
    expect(stateOf(pid)).not.toBe('T');
    expect((await fetch(topic)).status).toBe(200);

    shell.type('fg\n');
    await shell.shows(/serve\.ts all/);
    shell.type('{"topic": "news", "payload": "typed"}\n');
    await published(topic, '"typed"');

    shell.type('\x1a'); // Ctrl-Z
    await shell.shows(/Stopped[^\n]*\n/);
    expect(stateOf(pid)).toBe('T');
    // Typed ahead: the terminal has input when the process continues.
    shell.type('bg\necho "2 and 2 is $((2 + 2))"\n');
    await shell.shows(/2 and 2 is 4/);
    expect((await fetch(topic)).status).toBe(200);
    expect(stateOf(pid)).not.toBe('T');
  },
);

test.skipIf(!hasTerminals)(`serve outlives a terminal that is closed, and answers${without}`, async () => {
  const shell = openShell();
  shell.type("trap '' HUP\n"); // As nohup does it; its children inherit that.
  const { pid, topic } = await serveIn(shell, '&');
  await shell.close();
  // Whatever it has to say has nowhere to go.
  const stream = await fetch(topic.replace('?', '/stream?'));
  expect(stream.status).toBe(200);
  await stream.body?.cancel();
  expect(lives(pid)).toBe(true);
});
