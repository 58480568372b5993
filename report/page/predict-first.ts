/**
 * For teaching: hides what was measured until the class has predicted it. The switch hides all of it, a scenario's button shows that
 * scenario alone; `report.html?predict` begins with the switch on.
 */
export function startPredictFirst(): void {
  const box = document.querySelector<HTMLInputElement>('#predict-first');
  if (!box) return;
  // Without this script it would be a box that does nothing.
  box.closest<HTMLElement>('[hidden]')?.removeAttribute('hidden');
  const root = document.documentElement;
  const apply = () => {
    root.toggleAttribute('data-predict', box.checked);
    for (const section of document.querySelectorAll('.revealed')) section.classList.remove('revealed');
  };
  box.checked = new URLSearchParams(location.search).has('predict');
  apply();
  box.addEventListener('change', apply);
  for (const button of document.querySelectorAll('.reveal button')) {
    button.addEventListener('click', () => {
      const section = button.closest('section');
      section?.classList.add('revealed');
      // The button is gone: the keyboard goes on with what it has shown.
      const shown = section?.querySelector<HTMLElement>(':scope > .measured');
      shown?.setAttribute('tabindex', '-1');
      shown?.focus({ preventScroll: true });
    });
  }
}
