/** Before printing: light colours, everything unfolded and drawn. Afterwards all is as it was. */
export function onPrint(drawAll: () => void, redraw: () => void): void {
  let unfolded: HTMLDetailsElement[] = [];
  addEventListener('beforeprint', () => {
    document.documentElement.dataset.theme = 'print';
    unfolded = [...document.querySelectorAll<HTMLDetailsElement>('details:not([open])')];
    for (const details of unfolded) details.open = true;
    drawAll();
  });
  addEventListener('afterprint', () => {
    delete document.documentElement.dataset.theme;
    for (const details of unfolded) details.open = false;
    redraw();
  });
}
