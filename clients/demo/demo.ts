import { createServerClock } from '../page/server-clock.ts';
import { startControls } from './controls.ts';
import { createPanel, forgetOld } from './panel.ts';

const READINGS_AT_START = 8;
const READ_EVERY_MS = 5000;
/** With reduced motion the page draws twice a second. */
const REDUCED_MOTION_MS = 500;

const main = document.querySelector('main') as HTMLElement;
const clockText = document.querySelector('[data-show="clock"]') as HTMLElement;
const interval = document.querySelector('[name="interval"]') as HTMLSelectElement;
const clock = createServerClock();
const publications = new Map<number, number>();
const panels = [...main.querySelectorAll<HTMLElement>('.panel')].map(element => ({
  transport: element.dataset.transport,
  ...createPanel(element, main.dataset.topic as string, clock, publications),
}));
const showRate = startControls(document.querySelector('form') as HTMLFormElement, intervalMs => {
  for (const { transport, follow } of panels) if (transport === 'short-polling') follow(intervalMs);
});

async function readClock(): Promise<void> {
  try {
    showRate(await clock.read());
    const errorMs = clock.errorMs();
    clockText.textContent = errorMs === null ? '' : `±${errorMs.toFixed(errorMs < 10 ? 1 : 0)} ms`;
  } catch {
    // The server has ended or the connection was cut: the next reading shows it.
  }
}

function drawAll(): void {
  const nowMs = performance.now();
  forgetOld(publications, nowMs);
  for (const { draw } of panels) draw(nowMs);
}

function drawContinuously(): void {
  drawAll();
  if (matchMedia('(prefers-reduced-motion: reduce)').matches) setTimeout(drawContinuously, REDUCED_MOTION_MS);
  else requestAnimationFrame(drawContinuously);
}

async function start(): Promise<void> {
  for (let count = 0; count < READINGS_AT_START; count++) await readClock();
  for (const { follow } of panels) follow(Number(interval.value));
  drawContinuously();
  setInterval(readClock, READ_EVERY_MS);
}

void start();
