/** The reader's own numbers. */
export interface PlanInput {
  subscribers: number;
  /** Each event goes to one subscriber. */
  eventsPerUserHour: number;
  payloadBytes: number;
  /** The limit for the p99 latency. */
  acceptableMs: number;
  cores: number;
  pricePerGb: number;
  pricePerCoreMonth: number;
}
export type InputName = keyof PlanInput;

/** The form field of a number, and its bounds. */
export interface Control {
  /** Its name in the URL's hash. */
  key: string;
  label: string;
  unit: string;
  min: number;
  max: number;
  fallback: number;
  /** The difference between two places of its slider; null for a logarithmic slider. */
  step: number | null;
  whole: boolean;
}

/** The numbers of the form, in its order. */
export const CONTROLS: Record<InputName, Control> = {
  subscribers: {
    key: 'subscribers',
    label: 'Subscribers',
    unit: '',
    min: 10,
    max: 1_000_000,
    fallback: 2000,
    step: null,
    whole: true,
  },
  eventsPerUserHour: {
    key: 'events',
    label: 'Events per user per hour',
    unit: '',
    min: 0.1,
    max: 36_000,
    fallback: 60,
    step: null,
    whole: false,
  },
  payloadBytes: {
    key: 'payload',
    label: 'Payload per event',
    unit: 'B',
    min: 10,
    max: 100_000,
    fallback: 300,
    step: null,
    whole: true,
  },
  acceptableMs: {
    key: 'latency',
    label: 'Acceptable p99 latency',
    unit: 'ms',
    min: 1,
    max: 60_000,
    fallback: 500,
    step: null,
    whole: false,
  },
  cores: {
    key: 'cores',
    label: 'Cores available',
    unit: '',
    min: 1,
    max: 128,
    fallback: 4,
    step: 1,
    whole: true,
  },
  pricePerGb: {
    key: 'gb',
    label: 'Price per GB',
    unit: '',
    min: 0,
    max: 1,
    fallback: 0.09,
    step: 0.01,
    whole: false,
  },
  pricePerCoreMonth: {
    key: 'core',
    label: 'Price per core per month',
    unit: '',
    min: 0,
    max: 500,
    fallback: 20,
    step: 5,
    whole: false,
  },
};

export const INPUT_NAMES = Object.keys(CONTROLS) as InputName[];

/** All numbers, each computed from its control. */
export function inputFrom(numberOf: (name: InputName, control: Control) => number): PlanInput {
  return Object.fromEntries(INPUT_NAMES.map(name => [name, numberOf(name, CONTROLS[name])])) as Record<
    InputName,
    number
  >;
}

/** The default numbers of the form. */
export const FIRST_INPUT = inputFrom((_, { fallback }) => fallback);

/** The nearest number that a control allows. */
export function clamped({ min, max, whole }: Control, value: number): number {
  return Math.min(Math.max(whole ? Math.round(value) : value, min), max);
}
