import { nameOf, TRAITS } from '../../scenarios/load/transport.ts';
import { axisEnds, namePlaces, radiiOf } from '../charts/bubble-layout.ts';
import type { TradeoffSpec } from '../charts/spec.ts';
import { roundTicks } from '../drawing/log-axis.ts';
import { given } from '../text/format.ts';
import { html, type Markup } from '../text/html.ts';

const [WIDTH, HEIGHT] = [480, 320];
/** Where the axes end, in pixels. */
const AREA = { left: 64, right: 456, top: 8, bottom: 268 };
/** About the width of a letter of a name, in pixels: nothing measures texts without a script. */
const LETTER = 7.2;
/** Ticks that are nearer to each other than this, in pixels, have one number. */
const LEAST_APART = 36;

/** Places on a logarithmic axis that runs from one pixel to another, and its numbers. */
function axisOf(values: readonly number[], [from, to]: readonly [from: number, to: number]) {
  const { min, max } = axisEnds(values);
  const at = (value: number) => from + ((to - from) * Math.log(value / min)) / Math.log(max / min);
  const ticks = roundTicks(min, max).map(({ value }) => ({ value, at: at(value) }));
  const shown: typeof ticks = [];
  for (const tick of ticks) {
    const last = shown.at(-1);
    if (!last || Math.abs(last.at - tick.at) >= LEAST_APART) shown.push(tick);
  }
  return { at, ticks: shown };
}

/** A number with one digit behind the point: the picture needs no more. */
const px = (value: number): string => String(Number(value.toFixed(1)));

/**
 * The trade-off as a picture that needs neither script nor style: its colours come from the style
 * sheet, where it applies.
 */
export function tradeoffPicture(spec: TradeoffSpec): Markup {
  const { bubbles, xAxis, yAxis } = spec;
  const x = axisOf(
    bubbles.map(({ latencyMs }) => latencyMs),
    [AREA.left, AREA.right],
  );
  const y = axisOf(
    bubbles.map(({ bytes }) => bytes),
    [AREA.bottom, AREA.top],
  );
  const radii = radiiOf(spec);
  const placed = bubbles.map(({ transport, latencyMs, bytes }, index) => ({
    transport,
    x: x.at(latencyMs),
    y: y.at(bytes),
    radius: radii[index] ?? 0,
    width: LETTER * nameOf(transport).length,
  }));
  const names = namePlaces(placed, AREA);
  return html`<svg class="tradeoff-picture" width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}" fill="currentColor" font-size="12">
<path fill="none" stroke="currentColor" d="M${AREA.left} ${AREA.top}V${AREA.bottom}H${AREA.right}"/>
${x.ticks.map(({ value, at }) => html`<text x="${px(at)}" y="${AREA.bottom + 18}" text-anchor="middle">${given(value)}</text> `)}
${y.ticks.map(({ value, at }) => html`<text x="${AREA.left - 6}" y="${px(at + 4)}" text-anchor="end">${given(value)}</text> `)}
<text x="${(AREA.left + AREA.right) / 2}" y="${HEIGHT - 8}" text-anchor="middle">${xAxis}</text>
<text transform="translate(14 ${(AREA.top + AREA.bottom) / 2}) rotate(-90)" text-anchor="middle">${yAxis}</text>
${placed.map(({ transport, ...own }) => html`<circle class="swatch ${transport}" cx="${px(own.x)}" cy="${px(own.y)}" r="${px(own.radius)}" stroke="currentColor" stroke-width="2" fill="currentColor" fill-opacity="${TRAITS[transport].isReference ? 0 : 0.4}"/>`)}
${names.map(({ left, at }, index) => html`<text x="${px(left)}" y="${px(at + 4)}" font-weight="600">${nameOf(placed[index]?.transport ?? 'sse')}</text> `)}
</svg>`;
}
