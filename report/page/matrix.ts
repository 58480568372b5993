/** What the sorted column shows in a row; null where it shows no ratio. */
function shownTimes(row: HTMLTableRowElement, transport: string): number | null {
  const text = row.querySelector<HTMLElement>(`td[data-transport="${transport}"]`)?.dataset.times;
  return text ? Number(text) : null;
}

/**
 * Sorts a table's rows by what a column shows: least first, then most first, then in the order of
 * the report. Rows without a ratio are the last in both.
 */
function makeSortable(table: HTMLTableElement): void {
  const body = table.tBodies[0];
  if (!body) return;
  const reported = [...body.rows];
  const heads = [...table.querySelectorAll<HTMLElement>('th[data-transport]')];
  for (const head of heads) {
    const { transport = '' } = head.dataset;
    const button = document.createElement('button');
    button.type = 'button';
    button.title = 'Sort by × of the lowest: best or tied first, “?” last';
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener('click', () => {
      const before = head.getAttribute('aria-sort');
      for (const other of heads) other.removeAttribute('aria-sort');
      if (before === 'descending') {
        body.append(...reported);
        return;
      }
      const sign = before === 'ascending' ? -1 : 1;
      head.setAttribute('aria-sort', sign === 1 ? 'ascending' : 'descending');
      body.append(
        ...reported.toSorted((a, b) => {
          const [own, other] = [shownTimes(a, transport), shownTimes(b, transport)];
          if (own === null || other === null) return Number(own === null) - Number(other === null);
          return sign * (own - other);
        }),
      );
    });
  }
}

/** Boxes that leave columns out of all tables below an element. */
function columnBoxes(matrices: HTMLElement): HTMLElement {
  const group = document.createElement('fieldset');
  const legend = document.createElement('legend');
  legend.textContent = 'Columns';
  group.append(legend);
  for (const head of matrices.querySelectorAll<HTMLElement>('table th[data-transport]')) {
    const { transport = '' } = head.dataset;
    if (group.querySelector(`[value="${transport}"]`)) continue;
    const box = document.createElement('input');
    box.type = 'checkbox';
    box.checked = true;
    box.value = transport;
    box.addEventListener('change', () => {
      for (const cell of matrices.querySelectorAll<HTMLElement>(`[data-transport="${transport}"]`)) {
        cell.hidden = !box.checked;
      }
    });
    const label = document.createElement('label');
    label.append(box, ` ${head.textContent?.trim() ?? transport}`);
    group.append(label);
  }
  return group;
}

/** Makes the tables of the answer sortable, and adds the boxes for their columns. */
export function startMatrix(): void {
  const matrices = document.querySelector<HTMLElement>('.matrices');
  if (!matrices) return;
  matrices.append(columnBoxes(matrices));
  for (const table of matrices.querySelectorAll<HTMLTableElement>('table.matrix')) makeSortable(table);
}
