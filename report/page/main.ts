import { startDecisionRecord } from './decision-record.ts';
import { drawNow, drawWhenSeen, redraw } from './drawing.ts';
import { linkWords } from './glossary.ts';
import { startMatrix } from './matrix.ts';
import { markCurrentSection, startMenu } from './nav.ts';
import { startPlanner } from './planner.ts';
import { startPredictFirst } from './predict-first.ts';
import { startPrinting } from './print.ts';
import { ownRun, startDownloads } from './raw-data.ts';
import { startRunComparison } from './run-comparison.ts';
import { startSlides } from './slides.ts';
import { addTools } from './tools.ts';
import { unfoldTarget } from './unfold.ts';
import { unpackWhenSeen } from './unpack.ts';

/** Adds charts, tools and glossary links to a part of the page. */
function enliven(part: Element): void {
  drawWhenSeen(part);
  addTools(part, document.title);
  linkWords(part);
}

document.querySelector('.unscripted')?.remove();
for (const section of document.querySelectorAll('main > section')) enliven(section);
const packed = unpackWhenSeen(enliven);
startMatrix();
startSlides(startPredictFirst());
startDownloads(startRunComparison(ownRun, part => addTools(part, document.title)));
startPlanner();
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', redraw);
startPrinting(packed.all, drawNow);
startDecisionRecord();
markCurrentSection();
startMenu();
unfoldTarget(packed.all);
