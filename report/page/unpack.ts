import { inflated } from './inflate.ts';

const IDLE_MS = 50;

/**
 * The packed parts of the page. Each is unpacked shortly before it becomes visible, or when the
 * page is idle.
 */
export interface Packed {
  /** Unpacks all remaining parts at once. */
  all(): void;
}

/** Unpacks parts as needed; calls `onOpened` with each part once it is in the page. */
export function unpackWhenSeen(onOpened: (part: Element) => void): Packed {
  const waiting = new Set(document.querySelectorAll('.packed'));
  const open = (part: Element) => {
    if (!waiting.delete(part)) return;
    observer.unobserve(part);
    const script = part.querySelector('script');
    if (script?.textContent) part.innerHTML = inflated(script.textContent);
    part.classList.remove('packed');
    onOpened(part);
  };
  const observer = new IntersectionObserver(
    entries => {
      for (const { isIntersecting, target } of entries) if (isIntersecting) open(target);
    },
    { rootMargin: '600px' },
  );
  for (const part of waiting) observer.observe(part);
  // Not every browser has idle callbacks.
  const whenIdle = (act: () => void) =>
    'requestIdleCallback' in globalThis ? requestIdleCallback(act) : setTimeout(act, IDLE_MS);
  // The browser's text search must find every part.
  const openNext = () => {
    const [next] = waiting;
    if (!next) return;
    open(next);
    whenIdle(openNext);
  };
  whenIdle(openNext);
  return { all: () => waiting.forEach(open) };
}
