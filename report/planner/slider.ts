import { type Control, clamped } from './controls.ts';

/** Neighbouring places are 12% apart: two significant digits distinguish all of them. */
const STEPS_PER_DECADE = 20;

/** The last place of a control's slider; the first is 0. */
export function lastPlace({ min, max, step }: Control): number {
  return step === null ? Math.ceil(STEPS_PER_DECADE * Math.log10(max / min)) : Math.round((max - min) / step);
}

/** The number at a place of the slider, rounded to two significant digits or to its step. */
export function valueAt(control: Control, place: number): number {
  const { min, max, step } = control;
  const value =
    step === null
      ? Number((min * (max / min) ** (place / lastPlace(control))).toPrecision(2))
      : Number((min + place * step).toFixed(6));
  return clamped(control, value);
}

/** The place of the slider nearest to a number. */
export function placeOf(control: Control, value: number): number {
  const { min, max, step } = control;
  const share = step === null ? Math.log(value / min) / Math.log(max / min) : (value - min) / (max - min);
  return Math.round(share * lastPlace(control));
}
