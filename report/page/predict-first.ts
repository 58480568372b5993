/**
 * For teaching: hides the results until the class has predicted them. The switch hides all results;
 * a scenario's button shows that scenario alone. `report.html?predict` starts with the switch on.
 */
export function startPredictFirst(): void {
  const box = document.querySelector<HTMLInputElement>('#predict-first');
  if (!box) return;
  // The switch is visible only with this script.
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
      // The button disappears: the focus moves to the revealed results.
      const shown = section?.querySelector<HTMLElement>('.measured');
      shown?.setAttribute('tabindex', '-1');
      shown?.focus({ preventScroll: true });
    });
  }
}
