import { APART_PX, type Heap, heapsOf, radiusOf, shareOf } from './density.ts';

/** Where and how a lane is drawn, in CSS pixels. */
export interface Drawing {
  context: CanvasRenderingContext2D;
  width: number;
  /** The line of the server. */
  top: number;
  /** The line of the page. */
  bottom: number;
  pxPerMs: number;
  /** The place of a time of the page's clock. */
  x(atMs: number): number;
}

/** One notification; `arrivedMs` is null until it has arrived. */
export interface Flight {
  publishedMs: number;
  arrivedMs: number | null;
}

const DOT_PX = 4;
/** From this number on, a dot has its number beside it. */
const NUMBERED_FROM = 10;
const NUMBER_PX = 24;

/** Requests and connections in progress, with their start. */
export function drawRequests(
  { context, width, top, bottom, x }: Drawing,
  spans: readonly { fromMs: number; toMs: number }[],
): void {
  const share = shareOf(spans.length, width);
  for (const { fromMs, toMs } of spans) {
    const from = Math.max(0, x(fromMs));
    const to = Math.min(width, x(toMs));
    context.globalAlpha = 0.16;
    context.fillRect(from, top, Math.max(share, to - from), bottom - top);
    context.globalAlpha = 0.65 * share;
    if (x(fromMs) >= 0) context.fillRect(from, top, 1.5, bottom - top);
  }
}

/** The lines of the server and the page. */
export function drawEdges({ context, width, top, bottom }: Drawing): void {
  context.globalAlpha = 0.5;
  context.lineWidth = 1;
  context.beginPath();
  for (const y of [top, bottom]) {
    context.moveTo(0, y);
    context.lineTo(width, y);
  }
  context.stroke();
}

function dot({ context }: Drawing, x: number, y: number, radius: number, isFull: boolean): void {
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  if (isFull) context.fill();
  else context.stroke();
}

/** Numbers above the dots of many, where there is room. */
function drawNumbers({ context, bottom, x }: Drawing, heaps: readonly Heap[]): void {
  let freeFrom = Number.NEGATIVE_INFINITY;
  for (const { atMs, count } of heaps.toSorted((a, b) => a.atMs - b.atMs)) {
    if (count < NUMBERED_FROM || x(atMs) < freeFrom) continue;
    context.fillText(String(count), x(atMs), bottom - radiusOf(count) - 3);
    freeFrom = x(atMs) + NUMBER_PX;
  }
}

/**
 * A line for each notification from its publication to its arrival. At high rates the lines are
 * lighter, and a dot or a ring stands for all that lie in one place: its area is their number.
 */
export function drawArrivals(drawing: Drawing, flights: readonly Flight[]): void {
  const { context, width, top, bottom, pxPerMs, x } = drawing;
  const share = shareOf(flights.length, width);
  const isDense = share < 1;
  context.globalAlpha = share;
  context.lineWidth = isDense ? 1 : 2;
  const arrivedMs: number[] = [];
  const awaitedMs: number[] = [];
  for (const flight of flights) {
    if (flight.arrivedMs === null) {
      awaitedMs.push(flight.publishedMs);
      continue;
    }
    arrivedMs.push(flight.arrivedMs);
    context.beginPath();
    context.moveTo(x(flight.publishedMs), top);
    context.lineTo(x(flight.arrivedMs), bottom);
    context.stroke();
  }
  context.globalAlpha = 1;
  context.lineWidth = 2;
  if (!isDense) {
    for (const atMs of arrivedMs) dot(drawing, x(atMs), bottom, DOT_PX, true);
    for (const atMs of awaitedMs) dot(drawing, x(atMs), top, DOT_PX, false);
    return;
  }
  const stepMs = APART_PX / pxPerMs;
  const arrived = heapsOf(arrivedMs, stepMs);
  for (const { atMs, count } of arrived) dot(drawing, x(atMs), bottom, radiusOf(count), true);
  for (const { atMs, count } of heapsOf(awaitedMs, stepMs))
    dot(drawing, x(atMs), top, radiusOf(count), false);
  drawNumbers(drawing, arrived);
}
