import { fragmentOf } from '../lecture/deck.ts';
import { stagesOf } from '../lecture/guess.ts';
import { renderCompared, renderTheoryText } from '../lecture/guess-view.ts';
import type { Round } from '../lecture/round.ts';
import { html, type Markup } from '../text/html.ts';
import { fillGuessForm } from './guess-form.ts';
import { goOn, predictionOf } from './predictions.ts';

const button = (text: string): Markup => html`<p><button type="button" data-on>${text}</button></p>`;

/** The link to the other charts of a scenario, which are guessed as slides. */
function others(round: Round, further: Round | undefined): Markup | null {
  if (!further) return null;
  const fragment = fragmentOf({ deck: 'slide', id: further.id, predict: true, only: null });
  return html`<p><a href="${fragment}">Guess the other charts of “${round.title}”</a></p>`;
}

/** A panel above the results of one scenario: a guess, then theory, then the results. */
export interface GuessPanel {
  /** Shows the stage that the scenario has. */
  show(): void;
}

/**
 * Puts a panel before the results of a scenario's section, in place of the button that would reveal
 * them. `further` is the scenario's next chart.
 */
export function addGuessPanel(section: HTMLElement, round: Round, further: Round | undefined): GuessPanel {
  const panel = document.createElement('div');
  panel.className = 'guess';
  panel.tabIndex = -1;
  section.querySelector(':scope > .reveal')?.replaceWith(panel);

  const goOnAndShow = () => {
    goOn(round);
    show();
    panel.focus({ preventScroll: true });
  };
  const show = () => {
    const { stage, guesses } = predictionOf(round);
    section.classList.toggle('revealed', stage === 'measurement' || stage === 'compared');
    if (stage === 'guess') {
      panel.innerHTML = html`<h3>Predict first</h3><div></div>`.text;
      const form = panel.querySelector('div');
      if (form) {
        fillGuessForm(form, round, () => {
          show();
          panel.focus({ preventScroll: true });
        });
      }
      return;
    }
    const isLast = stage === stagesOf(round).at(-1);
    panel.innerHTML =
      html`<div class="beside">${renderTheoryText(round)}${stage === 'compared' && renderCompared(round, guesses)}</div>
${!isLast && button(stage === 'theory' ? 'Show the measurement' : 'Compare with the guess')}
${isLast && others(round, further)}`.text;
    panel.querySelector('[data-on]')?.addEventListener('click', goOnAndShow);
  };
  return { show };
}
