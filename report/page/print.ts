/**
 * Before printing: unpacks, unfolds and draws everything in light colours. After printing: restores
 * the page. The order matters: unpacked parts contain folds, and folded charts have no size.
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
