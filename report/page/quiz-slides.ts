import { QUIZ_ANSWERS, type QuizGiven, type QuizQuestion, tallyOf } from '../lecture/quiz.ts';
import { renderAnswers, renderPointQuestion, renderTally, renderVerdict } from '../lecture/quiz-view.ts';
import type { SlideView } from './slide-view.ts';

/** The first answer to each claim counts, and its points as they are when the verdict is shown. */
const answers = new Map<string, QuizGiven>();
/** The points that are marked while they are asked. */
const marked = new Map<string, Set<number>>();

/** The claims whose verdict is shown without an answer. */
const unanswered = new Set<string>();

/** The points marked so far; empty at first. */
function marksOf(id: string): Set<number> {
  const own = marked.get(id) ?? new Set<number>();
  marked.set(id, own);
  return own;
}

/** Marks a point, or takes its mark away. */
function toggle(points: Set<number>, index: number): void {
  if (!points.delete(index)) points.add(index);
}

function claimSlide(question: QuizQuestion): SlideView {
  const { id, claim, where } = question;
  const isAsking = () => where !== null && answers.get(id)?.points === null;

  /** An answer to the claim, or a mark at a point; false where neither is asked. */
  function answer(number: number): boolean {
    if (isAsking()) {
      if (!where?.points[number - 1]) return false;
      toggle(marksOf(id), number - 1);
      return true;
    }
    const given = QUIZ_ANSWERS[number - 1];
    if (given === undefined || answers.has(id) || unanswered.has(id)) return false;
    answers.set(id, { answer: given, points: null });
    return true;
  }

  /** Shows the verdict, also without an answer: a class may vote by hands. */
  function showVerdict(): boolean {
    const given = answers.get(id);
    if (!given) {
      const isNew = !unanswered.has(id);
      unanswered.add(id);
      return isNew;
    }
    if (!isAsking()) return false;
    answers.set(id, { ...given, points: marksOf(id) });
    return true;
  }

  return {
    id,
    group: id,
    where: `Claim ${id}: true, false, or does it depend?`,
    title: `“${claim}”`,
    fill(body, _predict, again) {
      const given = answers.get(id) ?? null;
      if (!given && !unanswered.has(id)) body.innerHTML = renderAnswers().text;
      else if (given && where && given.points === null)
        body.innerHTML = renderPointQuestion(question, where, given.answer, marksOf(id)).text;
      else body.innerHTML = renderVerdict(question, given).text;
      for (const [index, button] of [...body.querySelectorAll('[data-answer]')].entries()) {
        button.addEventListener('click', () => {
          answer(index + 1);
          again();
        });
      }
      for (const [index, button] of [...body.querySelectorAll('[data-point]')].entries()) {
        button.addEventListener('click', () => {
          answer(index + 1);
          // The slide stays as it is: the button keeps the focus.
          button.setAttribute('aria-pressed', String(marksOf(id).has(index)));
        });
      }
      body.querySelector('[data-redo]')?.addEventListener('click', () => {
        answers.delete(id);
        unanswered.delete(id);
        marked.delete(id);
        again();
      });
      body.querySelector('[data-show]')?.addEventListener('click', () => {
        showVerdict();
        again();
      });
    },
    goOn: showVerdict,
    answer,
  };
}

const scoreSlide = (questions: readonly QuizQuestion[]): SlideView => ({
  id: 'score',
  group: 'score',
  where: 'Claims as a quiz',
  title: 'The score',
  fill(body, _predict, again) {
    body.innerHTML = renderTally(tallyOf(questions, answers)).text;
    body.querySelector('[data-again]')?.addEventListener('click', () => {
      answers.clear();
      unanswered.clear();
      marked.clear();
      again();
    });
  },
  goOn: () => false,
});

/** One slide for each claim, and the score; empty without claims. */
export const quizSlides = (quiz: readonly QuizQuestion[]): SlideView[] =>
  quiz.length > 0 ? [...quiz.map(claimSlide), scoreSlide(quiz)] : [];
