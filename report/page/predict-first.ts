/**
 * For teaching: hides what was measured until the class has predicted it. The switch hides all of it, a scenario's button shows that
 * scenario alone; `report.html?predict` begins with the switch on.
 */
export function startPredictFirst(): void {
  const box = document.querySelector<HTMLInputElement>('#predict-first');
  if (!box) return;
  const root = document.documentElement;
  const apply = () => {
    root.toggleAttribute('data-predict', box.checked);
    for (const section of document.querySelectorAll('.revealed')) section.classList.remove('revealed');
  };
  box.checked = new URLSearchParams(location.search).has('predict');
  apply();
  box.addEventListener('change', apply);
  for (const button of document.querySelectorAll('.reveal button')) {
    button.addEventListener('click', () => button.closest('section')?.classList.add('revealed'));
  }
}
