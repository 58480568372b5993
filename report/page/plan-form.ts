import { type Checked, isDecimal, type PlanTexts } from '../planner/checked.ts';
import {
  CHOICE_NAMES,
  CHOICES,
  CONTROLS,
  type Control,
  defaultOf,
  INPUT_NAMES,
  type InputName,
  type PlanInput,
} from '../planner/controls.ts';
import { placeOf, valueAt } from '../planner/slider.ts';
import { given } from '../text/format.ts';

/** The number field and the slider of one number, and the place for what is wrong with it. */
interface Fields {
  name: InputName;
  control: Control;
  number: HTMLInputElement;
  slider: HTMLInputElement;
  fault: HTMLElement;
}

function fieldsOf(form: HTMLFormElement): Fields[] {
  return INPUT_NAMES.flatMap(name => {
    const control = CONTROLS[name];
    const number = form.querySelector<HTMLInputElement>(`#plan-${control.key}`);
    const slider = form.querySelector<HTMLInputElement>(`#plan-${control.key}-slider`);
    const fault = form.querySelector<HTMLElement>(`#plan-${control.key}-fault`);
    return number && slider && fault ? [{ name, control, number, slider, fault }] : [];
  });
}

/** Shows at a field what is wrong with it; nothing if the text is empty. */
function showFault(field: HTMLElement, place: HTMLElement, text: string): void {
  if (place.textContent !== text) place.textContent = text;
  if (text === '') field.removeAttribute('aria-invalid');
  else field.setAttribute('aria-invalid', 'true');
}

/** Moves the slider to a number. Screen readers announce the number, not the place. */
function showPlace({ control, slider }: Fields, value: number): void {
  slider.value = String(placeOf(control, value));
  slider.setAttribute('aria-valuetext', `${given(value)} ${control.unit}`);
}

/** What the page's script shows in the form. */
export interface PlanForm {
  /** Fills the fields; a field keeps only what is a number. */
  fill(texts: PlanTexts): void;
  /** Shows what is wrong at each field, and the sliders of the numbers that are right. */
  show(checked: Checked): void;
}

/** `typing`: the reader may not be done. `done`: the field was left, or a slider moved. */
export type Stage = 'typing' | 'done';

/**
 * Calls back with the text of each field that the reader changes, by number or by slider. No text
 * is replaced by another.
 */
export function listenToForm(
  form: HTMLFormElement,
  onText: (name: keyof PlanInput, text: string, stage: Stage) => void,
): PlanForm {
  const listen = (field: HTMLInputElement, name: keyof PlanInput) => {
    field.addEventListener('input', () => onText(name, field.value, 'typing'));
    field.addEventListener('change', () => onText(name, field.value, 'done'));
  };
  const all = fieldsOf(form);
  for (const { name, control, number, slider } of all) {
    listen(number, name);
    slider.addEventListener('input', () => {
      number.value = String(valueAt(control, slider.valueAsNumber));
      onText(name, number.value, 'done');
    });
  }
  const choices = CHOICE_NAMES.flatMap(name => {
    const { key } = CHOICES[name];
    const select = form.querySelector<HTMLSelectElement>(`#plan-${key}`);
    const fault = form.querySelector<HTMLElement>(`#plan-${key}-fault`);
    return select && fault ? [{ name, select, fault }] : [];
  });
  for (const { name, select } of choices) {
    select.addEventListener('change', () => onText(name, select.value, 'done'));
  }
  const distance = form.querySelector<HTMLInputElement>('#plan-rtt');
  const distanceFault = form.querySelector<HTMLElement>('#plan-rtt-fault');
  if (distance) listen(distance, 'roundTrips');
  return {
    fill(texts) {
      for (const { name, select } of choices) select.value = texts[name] ?? defaultOf(name);
      if (distance) distance.value = texts.roundTrips ?? '0';
      for (const { name, number } of all) number.value = isDecimal(texts[name]) ? texts[name].trim() : '';
    },
    show({ faults }) {
      for (const { name, select, fault } of choices) showFault(select, fault, faults[name] ?? '');
      if (distance && distanceFault) showFault(distance, distanceFault, faults.roundTrips ?? '');
      for (const fields of all) {
        const { name, number, fault } = fields;
        const text = faults[name] ?? '';
        showFault(number, fault, text);
        if (text === '') showPlace(fields, Number(number.value));
      }
    },
  };
}
