import { type Drawing, drawArrivals, drawEdges, drawRequests } from './lane-drawing.ts';

/** When each notification was published, by seq, as received by any panel. */
export type Publications = ReadonlyMap<number, number>;

/** A drawing of one panel's last seconds, with the server at the top and the page at the bottom. */
export interface Lane {
  /** Returns what marks the end of the request. */
  requestBegan(atMs: number): (atMs: number) => void;
  arrived(seq: number, atMs: number): void;
  /**
   * Draws the seconds before `shownMs`. Keeps what this time needs and what `nowMs` needs, which is
   * later where the picture is frozen.
   */
  draw(shownMs: number, nowMs: number, publications: Publications): void;
}

/** The time span that is shown. */
export const LANE_MS = 10_000;
const EDGE_PX = 16;

interface Span {
  fromMs: number;
  toMs: number;
}

/**
 * Draws into a canvas in the transport's colour: time runs to the right, and each notification
 * falls from the server to the page.
 */
export function createLane(canvas: HTMLCanvasElement): Lane {
  let spans: Span[] = [];
  const arrivals = new Map<number, number>();
  let drawn = '';
  const context = canvas.getContext('2d') as CanvasRenderingContext2D;

  function forget(shownMs: number, nowMs: number): void {
    const isNeeded = (fromMs: number, toMs: number) =>
      toMs >= nowMs - LANE_MS || (fromMs <= shownMs && toMs >= shownMs - LANE_MS);
    spans = spans.filter(({ fromMs, toMs }) => isNeeded(fromMs, toMs));
    for (const [seq, atMs] of arrivals) if (!isNeeded(atMs, atMs)) arrivals.delete(seq);
  }

  return {
    requestBegan(atMs) {
      const span = { fromMs: atMs, toMs: Number.POSITIVE_INFINITY };
      spans.push(span);
      return endMs => {
        span.toMs = Math.min(span.toMs, endMs);
      };
    },
    arrived: (seq, atMs) => void arrivals.set(seq, atMs),

    draw(shownMs, nowMs, publications) {
      const { clientWidth: width, clientHeight: height } = canvas;
      const scale = devicePixelRatio;
      const { color, fontFamily } = getComputedStyle(canvas);
      forget(shownMs, nowMs);
      // A frozen picture does not get what was published before it and arrives late.
      const picture = [shownMs, width, height, scale, color].join();
      if (picture === drawn) return;
      drawn = picture;
      if (canvas.width !== Math.round(width * scale)) canvas.width = Math.round(width * scale);
      if (canvas.height !== Math.round(height * scale)) canvas.height = Math.round(height * scale);
      context.setTransform(scale, 0, 0, scale, 0, 0);
      context.clearRect(0, 0, width, height);
      context.fillStyle = color;
      context.strokeStyle = color;
      context.font = `700 11px ${fontFamily}`;
      context.textAlign = 'center';
      const drawing: Drawing = {
        context,
        width,
        top: EDGE_PX,
        bottom: height - EDGE_PX,
        pxPerMs: width / LANE_MS,
        x: atMs => width - ((shownMs - atMs) / LANE_MS) * width,
      };
      const isShown = (atMs: number) => atMs <= shownMs && atMs >= shownMs - LANE_MS;
      drawRequests(
        drawing,
        spans.filter(({ fromMs, toMs }) => fromMs <= shownMs && toMs >= shownMs - LANE_MS),
      );
      drawEdges(drawing);
      const flights = [...publications].map(([seq, publishedMs]) => {
        const arrivedMs = arrivals.get(seq);
        const hasArrived = arrivedMs !== undefined && arrivedMs <= shownMs;
        return { publishedMs, arrivedMs: hasArrived ? arrivedMs : null };
      });
      drawArrivals(
        drawing,
        flights.filter(
          ({ publishedMs, arrivedMs }) => isShown(publishedMs) || (arrivedMs !== null && isShown(arrivedMs)),
        ),
      );
    },
  };
}
