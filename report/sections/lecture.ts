import type { ClaimVerdict } from '../../analysis/claims/claims.ts';
import type { Run } from '../../results/format/run.ts';
import { lectureOf } from '../lecture/lecture.ts';
import { answersOf } from '../model/needs.ts';
import type { PointView } from '../model/point.ts';
import { html, Markup } from '../text/html.ts';
import { deflated } from '../text/packed.ts';
import { headline } from '../words/headline.ts';
import { verdictInShort } from '../words/verdict.ts';
import { pictured } from './answer.ts';

/**
 * The data of the slides and of the quiz, for the page's script. Null where the run has neither:
 * without trials, of one transport against itself, or of preset `smoke`.
 */
export function renderLecture(
  run: Run,
  scenarios: readonly PointView[][],
  claims: readonly ClaimVerdict[],
): Markup | null {
  if (run.run.aa || run.run.preset === 'smoke' || run.trials.length === 0) return null;
  const [picture = null] = pictured(scenarios);
  const answers = answersOf(scenarios, run.run.preset);
  // The values are in the matrix below it.
  const said = headline(answers) && verdictInShort(answers);
  const lecture = lectureOf(run, scenarios, claims, said, picture);
  const { rounds, conclusion, quiz } = lecture;
  const slides = rounds.length + (conclusion ? 1 : 0) + (conclusion?.picture ? 1 : 0);
  return html`<script type="text/plain" id="lecture-data" data-slides="${slides}" data-claims="${quiz.length}">${new Markup(deflated(JSON.stringify(lecture)))}</script>`;
}
