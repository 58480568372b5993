type Fill = (colour: string) => CanvasPattern | string;

const TILE = 8;

/**
 * A fill that repeats a small drawing in one colour; the plain colour if drawing is not possible.
 */
function pattern(draw: (context: CanvasRenderingContext2D) => void): Fill {
  return colour => {
    const tile = document.createElement('canvas');
    tile.width = TILE;
    tile.height = TILE;
    const context = tile.getContext('2d');
    if (!context) return colour;
    context.strokeStyle = colour;
    context.fillStyle = colour;
    draw(context);
    return context.createPattern(tile, 'repeat') ?? colour;
  };
}

/** Diagonal lines, from lower left to upper right or mirrored. */
const hatch = (mirrored: boolean, lineWidth: number): Fill =>
  pattern(context => {
    const y = (value: number) => (mirrored ? TILE - value : value);
    context.lineWidth = lineWidth;
    for (const shift of [-TILE, 0, TILE]) {
      context.moveTo(shift - 1, y(TILE + 1));
      context.lineTo(shift + TILE + 1, y(-1));
    }
    context.stroke();
  });

const dots = pattern(context => {
  for (const [x, y] of [
    [2, 2],
    [6, 6],
  ] as const) {
    context.beginPath();
    context.arc(x, y, 1.1, 0, 2 * Math.PI);
    context.fill();
  }
});

/** Level lines. */
const lines = pattern(context => {
  context.lineWidth = 1;
  for (const y of [2, 6]) {
    context.moveTo(0, y);
    context.lineTo(TILE, y);
  }
  context.stroke();
});

/** Upright lines. */
const uprights = pattern(context => {
  context.lineWidth = 1;
  for (const x of [2, 6]) {
    context.moveTo(x, 0);
    context.lineTo(x, TILE);
  }
  context.stroke();
});

/**
 * The fills of the parts of a stacked bar, in order; the style sheet has the same fills for
 * legends.
 */
export const FILLS: readonly Fill[] = [
  colour => colour,
  hatch(false, 2),
  () => 'transparent',
  hatch(true, 1.2),
  dots,
  lines,
  uprights,
];
