import { createServerClock } from '../page/server-clock.ts';
import { createConnections } from './connections.ts';
import { startControls } from './controls.ts';
import { createPanel, forgetOld } from './panel.ts';

const READINGS_AT_START = 8;
const READ_EVERY_MS = 5000;
/** Without an answer for this long, the panels start without the server's clock. */
const CLOCK_PATIENCE_MS = 1000;
const ASK_TABS_EVERY_MS = 1000;
const SHOW_WAIT_EVERY_MS = 250;
/** With reduced motion the page draws twice a second. */
const REDUCED_MOTION_MS = 500;

const main = document.querySelector('main') as HTMLElement;
const clockText = document.querySelector('[data-show="clock"]') as HTMLElement;
const interval = document.querySelector('[name="interval"]') as HTMLSelectElement;
const clock = createServerClock();
const connections = createConnections(new BroadcastChannel('pushlab demonstration'));
const publications = new Map<number, number>();
const shared = { topic: main.dataset.topic as string, clock, connections, publications };
const panels = [...main.querySelectorAll<HTMLElement>('.panel')].map(element => ({
  transport: element.dataset.transport,
  ...createPanel(element, shared),
}));
let frozenMs: number | undefined;
let ratePerSecond: number | undefined;
let isReading = false;

function noteRate(perSecond: number): void {
  if (ratePerSecond !== undefined && perSecond !== ratePerSecond) for (const { restart } of panels) restart();
  ratePerSecond = perSecond;
}

const showRate = startControls(document.querySelector('form') as HTMLFormElement, connections, {
  onInterval(intervalMs) {
    for (const { transport, follow } of panels) if (transport === 'short-polling') follow(intervalMs);
  },
  onRate: noteRate,
  onFreeze(isOn) {
    frozenMs = isOn ? performance.now() : undefined;
    main.toggleAttribute('data-frozen', isOn);
    for (const { freeze } of panels) freeze(isOn);
  },
});

async function readClock(): Promise<void> {
  // A reading may wait for a connection: the next ones would wait behind it.
  if (isReading) return;
  isReading = true;
  const request = connections.begin();
  try {
    const perSecond = await clock.read();
    showRate(perSecond);
    noteRate(perSecond);
    const errorMs = clock.errorMs();
    clockText.textContent = errorMs === null ? '' : `±${errorMs.toFixed(errorMs < 10 ? 1 : 0)} ms`;
  } catch {
    // The server has ended or the connection was cut: the next reading shows it.
  } finally {
    request.end();
    isReading = false;
  }
}

async function readAtStart(): Promise<void> {
  for (let count = 0; count < READINGS_AT_START; count++) await readClock();
}

function drawAll(): void {
  const nowMs = performance.now();
  const shownMs = frozenMs ?? nowMs;
  forgetOld(publications, shownMs, nowMs);
  for (const { draw } of panels) draw(shownMs, nowMs);
}

function drawContinuously(): void {
  drawAll();
  if (matchMedia('(prefers-reduced-motion: reduce)').matches) setTimeout(drawContinuously, REDUCED_MOTION_MS);
  else requestAnimationFrame(drawContinuously);
}

async function start(): Promise<void> {
  setInterval(() => {
    if (!document.hidden) connections.ask();
  }, ASK_TABS_EVERY_MS);
  await Promise.race([readAtStart(), new Promise(resolve => setTimeout(resolve, CLOCK_PATIENCE_MS))]);
  for (const { follow } of panels) follow(Number(interval.value));
  drawContinuously();
  setInterval(readClock, READ_EVERY_MS);
  // A hidden page gets no frames, and would keep everything that it received.
  setInterval(() => {
    if (document.hidden) drawAll();
  }, READ_EVERY_MS);
  setInterval(() => {
    for (const { showWait } of panels) showWait();
  }, SHOW_WAIT_EVERY_MS);
}

void start();
