/** What goes on paper. Without a script it is the summary: see print.css. */
export type Printed = 'summary' | 'everything' | 'record';

const root = document.documentElement;
const printed = (): Printed => (root.dataset.print ?? 'summary') as Printed;

/** Whether a chart is on the paper of the summary: folds are not. */
const isInSummary = (canvas: Element): boolean =>
  canvas.closest('.in-summary') !== null && canvas.closest('details') === null;

/** Prints one thing; the reader's choice holds again afterwards. */
export function printOnly(what: Printed): void {
  const before = root.dataset.print;
  root.dataset.print = what;
  addEventListener(
    'afterprint',
    () => {
      if (before === undefined) delete root.dataset.print;
      else root.dataset.print = before;
    },
    { once: true },
  );
  print();
}

/**
 * Before printing: draws what is printed in light colours. For everything it unpacks and unfolds
 * the page first. The order matters: unpacked parts contain folds, and folded charts have no size.
 * After printing: restores the page. Also starts the choice of what is printed.
 */
export function startPrinting(
  unpackAll: () => void,
  drawNow: (wanted: (canvas: HTMLCanvasElement) => boolean) => () => void,
): void {
  let unfolded: HTMLDetailsElement[] = [];
  let restore = () => {};
  addEventListener('beforeprint', () => {
    root.dataset.theme = 'print';
    const isWhole = printed() === 'everything';
    if (isWhole) unpackAll();
    unfolded = [
      ...document.querySelectorAll<HTMLDetailsElement>(
        isWhole ? 'details:not([open])' : '.in-summary > details:not([open])',
      ),
    ];
    for (const details of unfolded) details.open = true;
    restore = drawNow(isWhole ? () => true : isInSummary);
  });
  addEventListener('afterprint', () => {
    delete root.dataset.theme;
    for (const details of unfolded) details.open = false;
    unfolded = [];
    restore();
  });
  const choice = document.querySelector<HTMLSelectElement>('#print-what');
  const apply = () => {
    if (choice) root.dataset.print = choice.value;
  };
  apply();
  choice?.addEventListener('change', apply);
  document.querySelector('#print')?.addEventListener('click', () => print());
}
