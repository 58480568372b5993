/** When each notification was published, by seq, as received by any panel. */
export type Publications = ReadonlyMap<number, number>;

/** A drawing of one panel's last seconds, with the server at the top and the page at the bottom. */
export interface Lane {
  requestBegan(atMs: number): void;
  requestEnded(atMs: number): void;
  arrived(seq: number, atMs: number): void;
  draw(nowMs: number, publications: Publications): void;
}

/** The time span that is shown. */
export const LANE_MS = 10_000;
const EDGE_PX = 16;
const DOT_PX = 4;

interface Span {
  fromMs: number;
  toMs: number;
}

/**
 * Draws into a canvas in the transport's colour: time runs to the right, and each notification
 * falls from the server to the page.
 */
export function createLane(canvas: HTMLCanvasElement): Lane {
  const spans: Span[] = [];
  const arrivals = new Map<number, number>();
  const context = canvas.getContext('2d') as CanvasRenderingContext2D;

  function forget(beforeMs: number): void {
    while (spans[0] && spans[0].toMs < beforeMs) spans.shift();
    for (const [seq, atMs] of arrivals) if (atMs < beforeMs) arrivals.delete(seq);
  }

  return {
    requestBegan: atMs => void spans.push({ fromMs: atMs, toMs: Number.POSITIVE_INFINITY }),
    requestEnded(atMs) {
      const open = spans.findLast(({ toMs }) => toMs === Number.POSITIVE_INFINITY);
      if (open) open.toMs = atMs;
    },
    arrived: (seq, atMs) => void arrivals.set(seq, atMs),

    draw(nowMs, publications) {
      const { clientWidth: width, clientHeight: height } = canvas;
      const scale = devicePixelRatio;
      if (canvas.width !== Math.round(width * scale)) canvas.width = Math.round(width * scale);
      if (canvas.height !== Math.round(height * scale)) canvas.height = Math.round(height * scale);
      forget(nowMs - LANE_MS);
      const colour = getComputedStyle(canvas).color;
      const [top, bottom] = [EDGE_PX, height - EDGE_PX];
      const x = (atMs: number) => width - ((nowMs - atMs) / LANE_MS) * width;
      context.setTransform(scale, 0, 0, scale, 0, 0);
      context.clearRect(0, 0, width, height);
      context.fillStyle = colour;
      context.strokeStyle = colour;

      // Requests and connections in progress, with their start.
      for (const { fromMs, toMs } of spans) {
        const from = Math.max(0, x(fromMs));
        const to = toMs === Number.POSITIVE_INFINITY ? width : x(toMs);
        context.globalAlpha = 0.16;
        context.fillRect(from, top, Math.max(1, to - from), bottom - top);
        context.globalAlpha = 0.65;
        if (x(fromMs) >= 0) context.fillRect(from, top, 1.5, bottom - top);
      }

      context.globalAlpha = 0.5;
      context.lineWidth = 1;
      context.beginPath();
      for (const y of [top, bottom]) {
        context.moveTo(0, y);
        context.lineTo(width, y);
      }
      context.stroke();

      context.globalAlpha = 1;
      context.lineWidth = 2;
      for (const [seq, publishedMs] of publications) {
        const arrivedMs = arrivals.get(seq);
        const from = x(publishedMs);
        if (arrivedMs === undefined) {
          // Published, and not received here.
          if (from < 0) continue;
          context.beginPath();
          context.arc(from, top, DOT_PX, 0, 2 * Math.PI);
          context.stroke();
          continue;
        }
        const to = x(arrivedMs);
        context.beginPath();
        context.moveTo(from, top);
        context.lineTo(to, bottom);
        context.stroke();
        context.beginPath();
        context.arc(to, bottom, DOT_PX, 0, 2 * Math.PI);
        context.fill();
      }
    },
  };
}
