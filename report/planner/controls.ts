import type { Compression } from '../../scenarios/load/connection.ts';
import { DEFAULT_HEARTBEAT_SECONDS } from '../../scenarios/load/default-heartbeat.ts';
import type { RoundTrip } from './round-trips.ts';

/** The reader's own numbers. */
export interface PlanInput {
  subscribers: number;
  /** The events that each subscriber gets. */
  eventsPerUserHour: number;
  /** 1: each event goes to one subscriber. More: each event goes to that many. */
  subscribersPerEvent: number;
  payloadBytes: number;
  /** The limit for the p99 latency. */
  acceptableMs: number;
  /** Between two heartbeats of a push connection. */
  heartbeatSeconds: number;
  cores: number;
  pricePerCoreMonth: number;
  /** Of traffic from the server. */
  pricePerGbOut: number;
  /** Of traffic to the server: clouds charge nothing for it. */
  pricePerGbIn: number;
  /** Evenly spaced, as those of a ticker; absent: at random moments. */
  eventsCome?: 'evenly';
  /** TLS 1.3 under every connection; absent: none. */
  tls?: 'yes';
  /** HTTP/2, which is over TLS; absent: HTTP/1.1. */
  http?: '2';
  /** What the server sends is compressed; absent: nothing is. */
  compression?: Compression;
  /** From the users to the server; absent: as near as the clients of the run. */
  roundTrips?: readonly RoundTrip[];
}
/** The inputs that are one of a few words each. */
export type ChoiceName = 'eventsCome' | 'tls' | 'http' | 'compression';
/** The inputs that are one number each. */
export type InputName = Exclude<keyof PlanInput, 'roundTrips' | ChoiceName>;

/** The form field of a choice. */
export interface Choice {
  /** Its name in the URL’s hash. */
  key: string;
  label: string;
  /** Stands after “is not”. */
  what: string;
  /** The words of a link, and what the field shows. The first is the default. */
  options: Readonly<Record<string, string>>;
  /** Whether a list of the reader’s numbers names the default, too. */
  namesDefault: boolean;
}

/** The choices of the form, in its order. */
export const CHOICES: Record<ChoiceName, Choice> = {
  eventsCome: {
    key: 'come',
    label: 'Events come',
    what: 'a way in which events come',
    options: { random: 'at random', evenly: 'evenly' },
    namesDefault: true,
  },
  tls: {
    key: 'tls',
    label: 'TLS',
    what: 'an answer to TLS',
    options: { no: 'none', yes: 'TLS 1.3' },
    namesDefault: false,
  },
  http: {
    key: 'http',
    label: 'HTTP',
    what: 'a version of HTTP',
    options: { '1': 'HTTP/1.1', '2': 'HTTP/2 (TLS)' },
    namesDefault: false,
  },
  compression: {
    key: 'compression',
    label: 'Compression',
    what: 'a way to compress',
    options: {
      no: 'none',
      'per-message': 'each message by itself',
      'shared-context': 'with a shared context',
    },
    namesDefault: false,
  },
};

export const CHOICE_NAMES = Object.keys(CHOICES) as ChoiceName[];

/** The word that a choice has by default. */
export const defaultOf = (name: ChoiceName): string => Object.keys(CHOICES[name].options)[0] ?? '';

/** The form field of a number, and its bounds. */
export interface Control {
  /** Its name in the URL's hash. */
  key: string;
  label: string;
  /** Beside the number in its field. */
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
    unit: 'users',
    min: 10,
    max: 1_000_000,
    fallback: 2000,
    step: null,
    whole: true,
  },
  eventsPerUserHour: {
    key: 'events',
    label: 'Events that each user gets',
    unit: 'per hour',
    min: 0.1,
    max: 36_000,
    fallback: 60,
    step: null,
    whole: false,
  },
  subscribersPerEvent: {
    key: 'followers',
    label: 'Each event goes to',
    unit: 'users',
    min: 1,
    max: 1_000_000,
    fallback: 1,
    step: null,
    whole: false,
  },
  payloadBytes: {
    key: 'payload',
    label: 'Payload of an event',
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
  heartbeatSeconds: {
    key: 'heartbeat',
    label: 'Heartbeat of push every',
    unit: 's',
    min: 1,
    max: 600,
    fallback: DEFAULT_HEARTBEAT_SECONDS,
    step: null,
    whole: false,
  },
  cores: {
    key: 'cores',
    label: 'Cores available',
    unit: 'cores',
    min: 1,
    max: 128,
    fallback: 4,
    step: 1,
    whole: true,
  },
  pricePerCoreMonth: {
    key: 'core',
    label: 'Price of a core',
    unit: 'per month',
    min: 0,
    max: 500,
    fallback: 20,
    step: 5,
    whole: false,
  },
  pricePerGbOut: {
    key: 'gb',
    label: 'Price of traffic out',
    unit: 'per GB',
    min: 0,
    max: 1,
    fallback: 0.09,
    step: 0.01,
    whole: false,
  },
  pricePerGbIn: {
    key: 'gbin',
    label: 'Price of traffic in',
    unit: 'per GB',
    min: 0,
    max: 1,
    fallback: 0,
    step: 0.01,
    whole: false,
  },
};

export const INPUT_NAMES = Object.keys(CONTROLS) as InputName[];

/** One value for each number, computed from its control. */
export function eachInput<Value>(of: (name: InputName, control: Control) => Value) {
  return Object.fromEntries(INPUT_NAMES.map(name => [name, of(name, CONTROLS[name])])) as Record<
    InputName,
    Value
  >;
}

/** The default numbers of the form. */
export const FIRST_INPUT: PlanInput = eachInput((_, { fallback }) => fallback);

/** The nearest number that a control allows. */
export function clamped({ min, max, whole }: Control, value: number): number {
  return Math.min(Math.max(whole ? Math.round(value) : value, min), max);
}
