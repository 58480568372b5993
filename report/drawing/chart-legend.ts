import { drawPoint } from 'chart.js/helpers';
import { TRAITS, TRANSPORTS, type Transport } from '../../scenarios/load/transport.ts';
import { FILLS } from './fills.ts';
import { pointStyleOf } from './markers.ts';
import { MODEL_LINE } from './model-lines.ts';
import type { Theme } from './theme.ts';

/** The second cue beside a colour, as charts draw it. */
function marker(context: CanvasRenderingContext2D, transport: Transport, x: number, y: number): void {
  context.lineWidth = 2;
  drawPoint(context, { pointStyle: pointStyleOf(transport), radius: 5, borderWidth: 2 } as never, x, y);
}

type Draw = (context: CanvasRenderingContext2D, theme: Theme, x: number, y: number) => void;

/**
 * The symbols of entries that are not transports, by the class of their element; each is 28 wide.
 */
const SYMBOLS: Record<string, Draw> = {
  dot(context, theme, x, y) {
    context.fillStyle = `${theme.muted}99`;
    context.beginPath();
    context.arc(x + 14, y, 5, 0, 2 * Math.PI);
    context.fill();
  },
  bar(context, theme, x, y) {
    context.fillStyle = theme.text;
    context.fillRect(x + 12.5, y - 8, 3, 16);
  },
  box(context, theme, x, y) {
    context.strokeStyle = theme.muted;
    context.lineWidth = 1.5;
    context.strokeRect(x + 5, y - 6, 18, 12);
  },
  model(context, theme, x, y) {
    context.strokeStyle = theme.text;
    context.lineWidth = 2;
    context.setLineDash([6, 4]);
    context.beginPath();
    context.moveTo(x, y);
    context.lineTo(x + 28, y);
    context.stroke();
    context.setLineDash([]);
  },
  'model-line'(context, theme, x, y) {
    context.save();
    context.globalAlpha = MODEL_LINE.alpha;
    context.strokeStyle = theme.text;
    context.lineWidth = MODEL_LINE.width;
    context.lineCap = 'round';
    context.beginPath();
    context.moveTo(x + 5, y);
    context.lineTo(x + 23, y);
    context.stroke();
    context.restore();
  },
};

const SYMBOL_WIDTH = 34;

function drawPart(part: number): Draw {
  return (context, theme, x, y) => {
    context.fillStyle = FILLS[part]?.(theme.muted) ?? theme.muted;
    context.strokeStyle = theme.muted;
    context.lineWidth = 1.5;
    context.fillRect(x + 6, y - 6, 16, 12);
    context.strokeRect(x + 6, y - 6, 16, 12);
  };
}

const drawTransport =
  (transport: Transport): Draw =>
  (context, theme, x, y) => {
    context.strokeStyle = theme.colour(transport);
    context.fillStyle = theme.colour(transport);
    context.lineWidth = 2.5;
    context.setLineDash([...TRAITS[transport].dash]);
    context.beginPath();
    context.moveTo(x, y);
    context.lineTo(x + 28, y);
    context.stroke();
    context.setLineDash([]);
    marker(context, transport, x + 14, y);
  };

/** How an entry of the page's legend is drawn; undefined for an entry of text alone. */
function symbolOf(item: Element): Draw | undefined {
  const transport = TRANSPORTS.find(one => item.querySelector(`.swatch.${one}`));
  if (transport) return drawTransport(transport);
  const part = /part-(\d)/.exec(item.querySelector('.part')?.className ?? '')?.[1];
  if (part) return drawPart(Number(part));
  return Object.entries(SYMBOLS).find(([name]) => item.querySelector(`.${name}`))?.[1];
}

/** Draws one entry of the page's legend at a place; returns its width. */
export function drawLegendEntry(
  context: CanvasRenderingContext2D,
  item: Element,
  theme: Theme,
  x: number,
  y: number,
): number {
  const text = item.textContent?.trim() ?? '';
  const symbol = symbolOf(item);
  symbol?.(context, theme, x, y);
  const left = symbol ? x + SYMBOL_WIDTH : x;
  context.fillStyle = theme.text;
  context.fillText(text, left, y);
  return left + context.measureText(text).width - x;
}
