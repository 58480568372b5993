import type { Connections } from './connections.ts';
import { QUEUED } from './panel-words.ts';

const LOOK_EVERY_MS = 250;

/** The rates of the slider. */
const RATES_PER_SECOND = [0, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20];

const rateInWords = (perSecond: number): string =>
  perSecond === 0
    ? 'nothing'
    : perSecond < 1
      ? `one every ${Number((1 / perSecond).toFixed(1))} s`
      : `${Number(perSecond.toFixed(1))} a second`;

/** Shows a rate that any page has set. */
export type ShowRate = (perSecond: number) => void;

/** What the controls change in the page. */
export interface Changes {
  /** A new interval of short polling. */
  onInterval(intervalMs: number): void;
  /** A new rate, which the server has taken. */
  onRate(perSecond: number): void;
  /** The picture stands still, or goes on. */
  onFreeze(isOn: boolean): void;
}

/** Connects the controls. Their requests need connections too. */
export function startControls(
  form: HTMLFormElement,
  connections: Connections,
  { onInterval, onRate, onFreeze }: Changes,
): ShowRate {
  const find = <T extends HTMLElement>(selector: string) => form.querySelector(selector) as T;
  const rate = find<HTMLInputElement>('[name="rate"]');
  const rateText = find<HTMLOutputElement>('output');
  const interval = find<HTMLSelectElement>('[name="interval"]');
  const status = find<HTMLElement>('[role="status"]');
  const freeze = find<HTMLButtonElement>('[data-do="freeze"]');
  let isFrozen = false;
  let isSliding = false;

  async function send(body: object): Promise<Record<string, number>> {
    const request = connections.begin();
    const looking = setInterval(() => {
      if (request.waits()) status.textContent = `The order ${QUEUED}.`;
    }, LOOK_EVERY_MS);
    try {
      const response = await fetch('/demo', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      return response.ok ? await response.json() : {};
    } catch {
      status.textContent = 'The server does not answer.';
      return {};
    } finally {
      clearInterval(looking);
      request.end();
    }
  }

  function showRate(perSecond: number): void {
    if (isSliding) return;
    const distance = (index: number) => Math.abs((RATES_PER_SECOND[index] ?? 0) - perSecond);
    const nearest = [...RATES_PER_SECOND.keys()].reduce((best, index) =>
      distance(index) < distance(best) ? index : best,
    );
    rate.value = String(nearest);
    showRateText(perSecond);
  }

  function showRateText(perSecond: number): void {
    rateText.textContent = rateInWords(perSecond);
    rate.setAttribute('aria-valuetext', rateInWords(perSecond));
  }

  const chosenRate = () => RATES_PER_SECOND[Number(rate.value)] ?? 0;
  rate.max = String(RATES_PER_SECOND.length - 1);
  rate.addEventListener('input', () => {
    isSliding = true;
    showRateText(chosenRate());
  });
  rate.addEventListener('change', async () => {
    const { ratePerSecond } = await send({ do: 'rate', perSecond: chosenRate() });
    if (ratePerSecond !== undefined) onRate(ratePerSecond);
    isSliding = false;
  });
  interval.addEventListener('change', () => onInterval(Number(interval.value)));
  find('[data-do="publish"]').addEventListener('click', async () => {
    const { seq } = await send({ do: 'publish' });
    if (seq !== undefined) status.textContent = `Published #${seq}.`;
  });
  find('[data-do="cut"]').addEventListener('click', async () => {
    const { connections } = await send({ do: 'cut' });
    if (connections !== undefined)
      status.textContent = `Cut ${connections} ${connections === 1 ? 'connection' : 'connections'}.`;
  });
  freeze.addEventListener('click', () => {
    isFrozen = !isFrozen;
    freeze.textContent = isFrozen ? 'Go on' : 'Freeze';
    status.textContent = isFrozen ? 'The picture is frozen. Delivery goes on.' : '';
    onFreeze(isFrozen);
  });
  form.addEventListener('submit', event => event.preventDefault());
  return showRate;
}
