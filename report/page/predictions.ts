import { type Guess, type Stage, stagesOf } from '../lecture/guess.ts';
import type { Round } from '../lecture/round.ts';

/** What was guessed of a chart so far, and how much of it is shown. */
export interface Prediction {
  guesses: Guess[];
  stage: Stage;
}

/** Guesses stay in the page: nothing is sent or stored. */
const predictions = new Map<string, Prediction>();

/** The prediction of a chart; a new one hides everything that can be guessed. */
export function predictionOf(round: Round): Prediction {
  const known = predictions.get(round.id);
  if (known) return known;
  const [stage = 'measurement'] = stagesOf(round);
  const prediction: Prediction = { guesses: round.questions.map(() => null), stage };
  predictions.set(round.id, prediction);
  return prediction;
}

/** Shows another stage of a chart, so many further; false where there is none. */
function moveBy(round: Round, stages: 1 | -1): boolean {
  const prediction = predictionOf(round);
  const all = stagesOf(round);
  const next = all[all.indexOf(prediction.stage) + stages];
  if (next === undefined) return false;
  prediction.stage = next;
  return true;
}

/** Goes on to the next stage of a chart; false at its last one. */
export const goOn = (round: Round): boolean => moveBy(round, 1);

/** Goes back to the stage before; false at the first one. Guesses stay. */
export const goBack = (round: Round): boolean => moveBy(round, -1);

/** Forgets every guess. */
export const forgetPredictions = (): void => predictions.clear();
