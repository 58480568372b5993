/**
 * Before printing: everything unpacked, unfolded and, in light colours, drawn. Afterwards all is as it was. In this order: what is
 * unpacked has folds of its own, and what is folded has no size to draw in.
 */
export function onPrint(unpackAll: () => void, drawAll: () => void, restore: () => void): void {
  let unfolded: HTMLDetailsElement[] = [];
  addEventListener('beforeprint', () => {
    document.documentElement.dataset.theme = 'print';
    unpackAll();
    unfolded = [...document.querySelectorAll<HTMLDetailsElement>('details:not([open])')];
    for (const details of unfolded) details.open = true;
    drawAll();
  });
  addEventListener('afterprint', () => {
    delete document.documentElement.dataset.theme;
    for (const details of unfolded) details.open = false;
    restore();
  });
}
