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

/** Goes on to the next stage of a chart; false at its last one. */
export function goOn(round: Round): boolean {
  const prediction = predictionOf(round);
  const stages = stagesOf(round);
  const next = stages[stages.indexOf(prediction.stage) + 1];
  if (next === undefined) return false;
  prediction.stage = next;
  return true;
}

/** Forgets every guess. */
export const forgetPredictions = (): void => predictions.clear();
