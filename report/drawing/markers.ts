import type { PointStyle } from 'chart.js';
import { type Marker, TRAITS, type Transport } from '../../scenarios/load/transport.ts';

const STYLES = {
  square: 'rect',
  triangle: 'triangle',
  diamond: 'rectRot',
  circle: 'circle',
  cross: 'cross',
  star: 'star',
} as const satisfies Record<Marker, PointStyle>;

/** Chart.js's name for the marker of a transport. */
export const pointStyleOf = (transport: Transport): PointStyle => STYLES[TRAITS[transport].marker];
