import type { Lecture } from '../lecture/lecture.ts';
import { inflated } from './inflate.ts';

const NOTHING: Lecture = { rounds: [], withoutChart: [], conclusion: null, quiz: [] };

let lecture: Lecture | undefined;

const element = (): HTMLElement | null => document.getElementById('lecture-data');

/** The slides and the quiz of this page, unpacked at the first use; empty if it has none. */
export function lectureData(): Lecture {
  const text = element()?.textContent;
  lecture ??= text ? (JSON.parse(inflated(text)) as Lecture) : NOTHING;
  return lecture;
}

/** How many slides and claims there are, without unpacking them. */
export function lectureSize(): { slides: number; claims: number } {
  const { slides = '0', claims = '0' } = element()?.dataset ?? {};
  return { slides: Number(slides), claims: Number(claims) };
}
