import {
  CONTROLS,
  type Control,
  clamped,
  INPUT_NAMES,
  type InputName,
  type PlanInput,
} from '../planner/controls.ts';
import { placeOf, valueAt } from '../planner/slider.ts';
import { given } from '../text/format.ts';

/** The number field and the slider of one number, and its last value. */
interface Fields {
  name: InputName;
  control: Control;
  number: HTMLInputElement;
  slider: HTMLInputElement;
  value: number;
}

function fieldsOf(form: HTMLFormElement): Fields[] {
  return INPUT_NAMES.flatMap(name => {
    const control = CONTROLS[name];
    const number = form.querySelector<HTMLInputElement>(`#plan-${control.key}`);
    const slider = form.querySelector<HTMLInputElement>(`#plan-${control.key}-slider`);
    return number && slider ? [{ name, control, number, slider, value: control.fallback }] : [];
  });
}

/** Screen readers announce the number, not the place of the slider. */
function speak({ control, slider, value }: Fields): void {
  slider.setAttribute('aria-valuetext', control.unit ? `${given(value)} ${control.unit}` : given(value));
}

function showPlace(fields: Fields): void {
  fields.slider.value = String(placeOf(fields.control, fields.value));
  speak(fields);
}

function showNumber({ number, value }: Fields): void {
  number.value = String(value);
}

/**
 * Calls back with each number that the reader sets by field or slider, within its bounds. A field
 * keeps the typed text, even if empty or out of bounds, until the reader leaves it. Returns a
 * function that shows other numbers.
 */
export function listenToForm(
  form: HTMLFormElement,
  onNumber: (name: InputName, value: number) => void,
): (input: PlanInput) => void {
  const all = fieldsOf(form);
  for (const fields of all) {
    const { name, control, number, slider } = fields;
    number.addEventListener('input', () => {
      if (Number.isNaN(number.valueAsNumber)) return;
      fields.value = clamped(control, number.valueAsNumber);
      showPlace(fields);
      onNumber(name, fields.value);
    });
    number.addEventListener('change', () => showNumber(fields));
    slider.addEventListener('input', () => {
      fields.value = valueAt(control, slider.valueAsNumber);
      speak(fields);
      showNumber(fields);
      onNumber(name, fields.value);
    });
  }
  return input => {
    for (const fields of all) {
      fields.value = input[fields.name];
      showNumber(fields);
      showPlace(fields);
    }
  };
}
