import type { ChartSpec } from '../charts/spec.ts';
import { drawChart } from '../drawing/chart.ts';
import { drawLegendEntry } from '../drawing/chart-legend.ts';
import { readTheme, type Theme } from '../drawing/theme.ts';

/** The width of a slide in CSS pixels; the picture has twice as many. */
const WIDTH = 1000;
const SCALE = 2;
const MARGIN = 24;
const LEGEND_HEIGHT = 26;

/** Breaks a text into lines that fit the width. */
function linesOf(context: CanvasRenderingContext2D, text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    const longer = last === undefined ? word : `${last} ${word}`;
    if (last === undefined || context.measureText(longer).width > width) lines.push(word);
    else lines[lines.length - 1] = longer;
  }
  return lines;
}

/** The colours for print, independent of the page's colours: slides are light. */
function paperTheme(): Theme {
  const root = document.documentElement;
  root.dataset.theme = 'print';
  const theme = readTheme();
  delete root.dataset.theme;
  return theme;
}

/**
 * A chart as a picture for a slide: title, legend, chart and run. It is drawn again from its data,
 * in the colours for print.
 */
export async function pngOf(figure: Element, spec: ChartSpec, source: string): Promise<Blob> {
  const theme = paperTheme();
  const height = Math.max(300, Math.min(640, figure.querySelector('.frame')?.clientHeight ?? 400));
  const picture = document.createElement('canvas');
  const context = picture.getContext('2d');
  if (!context) throw new Error('this browser cannot draw pictures');
  const titleFont = `600 22px ${theme.font}`;
  context.font = titleFont;
  const title = linesOf(context, figure.querySelector('h4')?.textContent ?? '', WIDTH - 2 * MARGIN);
  const top = MARGIN + title.length * 28 + LEGEND_HEIGHT + 8;
  picture.width = WIDTH * SCALE;
  picture.height = (top + height + MARGIN + 18) * SCALE;
  context.scale(SCALE, SCALE);
  context.fillStyle = theme.surface;
  context.fillRect(0, 0, picture.width, picture.height);
  context.fillStyle = theme.text;
  context.font = titleFont;
  for (const [index, line] of title.entries()) context.fillText(line, MARGIN, MARGIN + 18 + index * 28);
  context.font = `13px ${theme.font}`;
  context.textBaseline = 'middle';
  let x = MARGIN;
  for (const item of figure.querySelectorAll('.legend li')) {
    x += drawLegendEntry(context, item, theme, x, MARGIN + title.length * 28 + LEGEND_HEIGHT / 2) + 20;
  }
  const canvas = document.createElement('canvas');
  canvas.width = WIDTH - 2 * MARGIN;
  canvas.height = height;
  const chart = drawChart(canvas, spec, theme, SCALE);
  context.drawImage(canvas, MARGIN, top, WIDTH - 2 * MARGIN, height);
  chart.destroy();
  context.fillStyle = theme.muted;
  context.font = `12px ${theme.font}`;
  context.fillText(source, MARGIN, top + height + 16);
  return new Promise((resolve, reject) =>
    picture.toBlob(
      blob => (blob ? resolve(blob) : reject(new Error('the browser made no picture'))),
      'image/png',
    ),
  );
}
