import {
  type Address,
  addressIn,
  type Command,
  commandOf,
  countOf,
  type DeckName,
  fragmentOf,
  keysAt,
  moved,
} from '../lecture/deck.ts';
import { html, type Markup } from '../text/html.ts';
import { lectureSize } from './lecture-data.ts';
import { eraseSlideChart } from './slide-chart.ts';
import type { SlideView } from './slide-view.ts';
import { slidesOf } from './slide-views.ts';

interface Shown {
  deck: DeckName;
  only: readonly string[] | null;
  slides: SlideView[];
  at: number;
}

const keyRow = ({ shown, does }: { shown: string; does: string }): Markup =>
  html`<tr><th scope="row"><kbd>${shown}</kbd></th><td>${does}</td></tr>`;

const ANSWER_KEYS = { shown: '1 2 3 …', does: 'answers a claim, marks a point' };

/** The keys that do something at the shown slide. */
function keysTable({ deck, slides, at }: Shown): Markup {
  const keys = [...keysAt(deck, slides, at), ...(slides[at]?.answer ? [ANSWER_KEYS] : [])];
  return html`<div class="slide-keys" hidden><table><caption>Keys</caption><tbody>${keys.map(keyRow)}</tbody></table></div>`;
}

function countInWords({ slides, at }: Shown): string {
  const { group, groups, within, size } = countOf(slides, at);
  return `${group} of ${groups}${size > 1 ? `, chart ${within} of ${size} (↓)` : ''}`;
}

const BUTTONS: readonly { command: Command; text: string; label: string }[] = [
  { command: 'previous', text: '←', label: 'Back' },
  { command: 'next', text: '→', label: 'On' },
  { command: 'further', text: '↓', label: 'Next chart of this scenario' },
  { command: 'full screen', text: 'Full screen', label: 'Full screen' },
  { command: 'keys', text: '?', label: 'Keys' },
  { command: 'close', text: '×', label: 'End the presentation' },
];

function frameOf(shown: Shown): Markup {
  const slide = shown.slides[shown.at];
  const { size } = countOf(shown.slides, shown.at);
  const buttons = BUTTONS.filter(({ command }) => command !== 'further' || size > 1);
  return html`<header><p class="slide-where">${slide?.where}</p><h2 id="slide-title">${slide?.title}</h2></header>
<div class="slide-body" tabindex="0" role="group" aria-label="Slide"></div>
<footer><p class="slide-count">${countInWords(shown)}</p><p class="slide-buttons">${buttons.map(
    ({ command, text, label }) =>
      html`<button type="button" data-command="${command}" aria-label="${label}" title="${label}">${text}</button> `,
  )}</p></footer>
${keysTable(shown)}`;
}

/** Links that start a presentation; they stand beside the switch of “predict first”. */
function addLinks(controls: Element | null): void {
  const { slides, claims } = lectureSize();
  const links = [
    ...(slides > 0
      ? [
          html`<a href="${fragmentOf({ deck: 'slide', id: '', predict: false, only: null })}">Present one chart a screen</a>`,
        ]
      : []),
    ...(claims > 0
      ? [
          html`<a href="${fragmentOf({ deck: 'quiz', id: '', predict: false, only: null })}">Claims as a quiz</a>`,
        ]
      : []),
  ];
  controls?.insertAdjacentHTML('beforeend', links.map(({ text }) => ` ${text}`).join(''));
  const revealClaims = document.querySelector('.claims-section > .reveal');
  if (claims > 0) revealClaims?.insertAdjacentHTML('beforeend', ` ${links.at(-1)?.text}`);
}

/**
 * The presentation of the report: its charts one a screen, or its claims as a quiz. It opens where
 * the address names a slide (`#slide.…`, `#quiz.…`), and stays there when the page is loaded again.
 * `onClosed` is called when it ends.
 */
export function startSlides(onClosed: () => void): void {
  const box = document.querySelector<HTMLInputElement>('#predict-first');
  addLinks(box?.closest('.controls') ?? null);
  const overlay = document.createElement('div');
  overlay.className = 'slides';
  overlay.tabIndex = -1;
  overlay.hidden = true;
  overlay.setAttribute('role', 'dialog');
  overlay.setAttribute('aria-modal', 'true');
  overlay.setAttribute('aria-labelledby', 'slide-title');
  document.body.append(overlay);
  let shown: Shown | null = null;

  const predicts = () => box?.checked === true;
  const body = () => overlay.querySelector<HTMLElement>('.slide-body');

  /** The page below can neither be reached nor scrolled. */
  function cover(isCovered: boolean): void {
    overlay.hidden = !isCovered;
    document.documentElement.classList.toggle('presenting', isCovered);
    for (const child of document.body.children) {
      if (child !== overlay) child.toggleAttribute('inert', isCovered);
    }
  }

  function show(): void {
    const slide = shown?.slides[shown.at];
    if (!shown || !slide) return;
    eraseSlideChart();
    overlay.innerHTML = frameOf(shown).text;
    const { deck, only } = shown;
    const fragment = fragmentOf({ deck, id: slide.id, predict: predicts(), only });
    history.replaceState(null, '', fragment);
    const element = body();
    if (element) slide.fill(element, predicts(), show);
    // The first Tab leads to what can be answered; a slide of text is focused to be scrolled.
    if (element?.querySelector('button, input, a')) element.removeAttribute('tabindex');
    overlay.focus({ preventScroll: true });
  }

  function open({ deck, id, predict, only }: Address): void {
    if (predict && !predicts()) box?.click();
    const isSame = shown?.deck === deck && String(shown.only) === String(only);
    const slides = isSame && shown ? shown.slides : slidesOf(deck, only);
    if (slides.length === 0) return;
    const at = slides.findIndex(slide => slide.id === id);
    shown = { deck, only, slides, at: Math.max(at, 0) };
    cover(true);
    show();
  }

  function close(): void {
    if (!shown) return;
    shown = null;
    eraseSlideChart();
    overlay.replaceChildren();
    cover(false);
    if (document.fullscreenElement) void document.exitFullscreen();
    if (addressIn(location.hash)) history.replaceState(null, '', location.href.split('#', 1)[0]);
    onClosed();
    box?.focus({ preventScroll: true });
  }

  /** Carries out a command; false where it changes nothing. */
  function run(command: Command): boolean {
    if (!shown) return false;
    switch (command) {
      case 'close': {
        const keys = overlay.querySelector<HTMLElement>('.slide-keys');
        // Escape ends what was opened last.
        if (keys && !keys.hidden) keys.hidden = true;
        else close();
        return true;
      }
      case 'keys': {
        const keys = overlay.querySelector<HTMLElement>('.slide-keys');
        if (keys) keys.hidden = !keys.hidden;
        return true;
      }
      case 'full screen':
        // A browser may refuse; the slide then keeps the size of the window.
        if (document.fullscreenElement) void document.exitFullscreen();
        else overlay.requestFullscreen?.().catch(() => {});
        return true;
      case 'predict':
        box?.click();
        return true;
      default: {
        const slide = shown.slides[shown.at];
        const hasMoved =
          (command === 'next' && slide?.goOn(predicts())) ||
          (command === 'previous' && slide?.goBack?.(predicts()));
        if (hasMoved) {
          show();
          return true;
        }
        const at = moved(shown.slides, shown.at, command);
        if (at === shown.at) return false;
        shown.at = at;
        show();
        return true;
      }
    }
  }

  overlay.addEventListener('click', ({ target }) => {
    const button = (target as Element).closest<HTMLElement>('[data-command]');
    if (button) run(button.dataset.command as Command);
  });
  document.addEventListener('keydown', event => {
    if (!shown || event.ctrlKey || event.metaKey || event.altKey) return;
    const target = event.target as Element;
    const isTyping = target.matches('input') && !/^(Escape|Page)/.test(event.key);
    const isPressing = event.key === ' ' && target.closest('button, a') !== null;
    // Whoever enters a guess has not said that it is complete.
    const isGuessing = /^( |Arrow(Left|Right))$/.test(event.key) && target.closest('.slide-guess') !== null;
    if (isTyping || isPressing || isGuessing) return;
    if (shown.slides[shown.at]?.answer?.(Number(event.key))) {
      show();
      return;
    }
    const command = commandOf(event.key);
    if (command && run(command)) event.preventDefault();
  });
  const redraw = () => {
    const element = body();
    if (shown && element?.querySelector('.slide-frame')) shown.slides[shown.at]?.redraw?.(element);
  };
  addEventListener('resize', redraw);
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', redraw);
  box?.addEventListener('change', show);
  const follow = () => {
    const address = addressIn(location.hash);
    if (address) open(address);
    else close();
  };
  addEventListener('hashchange', follow);
  follow();
}
