// biome-ignore-all lint/suspicious/noApproximativeNumericConstant: these are measured.
import type { TestedTransport } from '../../scenarios/load/transport.ts';
import type { LayerCost } from './model.ts';

/** What a run measured below the transports, and its id. */
export interface KnownLayerCosts {
  run: string;
  costs: Partial<Record<TestedTransport, LayerCost[]>>;
}

/** Written by npm run sample from results/sample/layers; a test fails if it is out of date. */
export const KNOWN_LAYER_COSTS: KnownLayerCosts = {
  run: '2026-12-01T10-15-41-quick',
  costs: {
    'short-polling': [
      {
        connection: { tls: 'full' },
        cpu: { value: 1.05, least: 0.95, most: 1.16 },
        application: {
          out: { value: 1.08, least: 1.01, most: 1.15 },
          in: { value: 1.37, least: 1.26, most: 1.48 },
        },
        wire: {
          out: { value: 1.08, least: 1.01, most: 1.16 },
          in: { value: 1.18, least: 1.06, most: 1.3 },
        },
        points: 2,
        payloadBytes: { least: 200, most: 200 },
      },
      {
        connection: { tls: 'full', http: 2 },
        cpu: { value: 1.39, least: 1.17, most: 1.6 },
        application: {
          out: { value: 0.869, least: 0.764, most: 0.975 },
          in: { value: 0.796, least: 0.796, most: 0.797 },
        },
        wire: {
          out: { value: 0.934, least: 0.872, most: 0.996 },
          in: { value: 1.09, least: 1.04, most: 1.14 },
        },
        points: 2,
        payloadBytes: { least: 200, most: 200 },
      },
      {
        connection: { compression: 'shared-context' },
        cpu: { value: 0.933, least: 0.886, most: 1.16 },
        application: {
          out: { value: 0.42, least: 0.268, most: 0.943 },
          in: { value: 1.28, least: 1.27, most: 1.53 },
        },
        wire: {
          out: { value: 0.425, least: 0.268, most: 0.987 },
          in: { value: 0.847, least: 0.427, most: 1.34 },
        },
        points: 6,
        payloadBytes: { least: 160, most: 4100 },
      },
      {
        connection: { tls: 'full', compression: 'shared-context' },
        cpu: { value: 1.17, least: 1.09, most: 1.25 },
        application: {
          out: { value: 0.608, least: 0.29, most: 0.926 },
          in: { value: 1.54, least: 1.54, most: 1.55 },
        },
        wire: {
          out: { value: 0.617, least: 0.292, most: 0.941 },
          in: { value: 0.99, least: 0.749, most: 1.23 },
        },
        points: 2,
        payloadBytes: { least: 200, most: 200 },
      },
      {
        connection: { tls: 'full', http: 2, compression: 'shared-context' },
        cpu: { value: 1.81, least: 1.68, most: 1.94 },
        application: {
          out: { value: 0.403, least: 0.247, most: 0.56 },
          in: { value: 0.828, least: 0.811, most: 0.846 },
        },
        wire: {
          out: { value: 0.489, least: 0.271, most: 0.707 },
          in: { value: 0.916, least: 0.744, most: 1.09 },
        },
        points: 2,
        payloadBytes: { least: 200, most: 200 },
      },
      {
        connection: { compression: 'per-message' },
        cpu: { value: 1.01, least: 0.851, most: 1.19 },
        application: {
          out: { value: 0.395, least: 0.265, most: 0.537 },
          in: { value: 1.28, least: 1.27, most: 1.28 },
        },
        wire: {
          out: { value: 0.403, least: 0.265, most: 0.534 },
          in: { value: 0.846, least: 0.413, most: 0.848 },
        },
        points: 8,
        payloadBytes: { least: 160, most: 4100 },
      },
    ],
    'long-polling': [
      {
        connection: { tls: 'full' },
        cpu: { value: 1.31, least: 1.22, most: 1.39 },
        application: {
          out: { value: 1.04, least: 1.04, most: 1.04 },
          in: { value: 1.22, least: 1.22, most: 1.22 },
        },
        wire: {
          out: { value: 1.03, least: 1.03, most: 1.03 },
          in: { value: 1.13, least: 1.13, most: 1.13 },
        },
        points: 2,
        payloadBytes: { least: 200, most: 200 },
      },
      {
        connection: { tls: 'full', http: 2 },
        cpu: { value: 1.74, least: 1.39, most: 2.1 },
        application: {
          out: { value: 0.825, least: 0.81, most: 0.84 },
          in: { value: 0.673, least: 0.673, most: 0.673 },
        },
        wire: {
          out: { value: 0.961, least: 0.949, most: 0.972 },
          in: { value: 1.19, least: 1.19, most: 1.2 },
        },
        points: 2,
        payloadBytes: { least: 200, most: 200 },
      },
      {
        connection: { compression: 'shared-context' },
        cpu: { value: 1.25, least: 1.06, most: 1.26 },
        application: {
          out: { value: 0.908, least: 0.386, most: 0.972 },
          in: { value: 1.23, least: 1.23, most: 1.23 },
        },
        wire: {
          out: { value: 0.927, least: 0.405, most: 0.978 },
          in: { value: 1.14, least: 1.1, most: 1.14 },
        },
        points: 6,
        payloadBytes: { least: 160, most: 4100 },
      },
      {
        connection: { tls: 'full', compression: 'shared-context' },
        cpu: { value: 1.31, least: 1.29, most: 1.34 },
        application: {
          out: { value: 0.951, least: 0.949, most: 0.953 },
          in: { value: 1.44, least: 1.44, most: 1.45 },
        },
        wire: {
          out: { value: 0.961, least: 0.96, most: 0.962 },
          in: { value: 1.27, least: 1.27, most: 1.27 },
        },
        points: 2,
        payloadBytes: { least: 200, most: 200 },
      },
      {
        connection: { tls: 'full', http: 2, compression: 'shared-context' },
        cpu: { value: 2, least: 1.78, most: 2.22 },
        application: {
          out: { value: 0.649, least: 0.635, most: 0.662 },
          in: { value: 0.676, least: 0.667, most: 0.684 },
        },
        wire: {
          out: { value: 0.821, least: 0.81, most: 0.832 },
          in: { value: 1.21, least: 1.21, most: 1.22 },
        },
        points: 2,
        payloadBytes: { least: 200, most: 200 },
      },
      {
        connection: { compression: 'per-message' },
        cpu: { value: 1.26, least: 1.12, most: 1.43 },
        application: {
          out: { value: 0.893, least: 0.386, most: 0.973 },
          in: { value: 1.23, least: 1.23, most: 1.23 },
        },
        wire: {
          out: { value: 0.912, least: 0.404, most: 0.979 },
          in: { value: 1.14, least: 1.1, most: 1.14 },
        },
        points: 8,
        payloadBytes: { least: 160, most: 4100 },
      },
    ],
    sse: [
      {
        connection: { tls: 'full' },
        cpu: { value: 1.54, least: 1.07, most: 2.02 },
        application: {
          out: { value: 1.07, least: 1.07, most: 1.08 },
          in: { value: 1, least: 1, most: 1 },
        },
        wire: {
          out: { value: 1.06, least: 1.06, most: 1.07 },
          in: { value: 1.02, least: 1, most: 1.04 },
        },
        points: 2,
        payloadBytes: { least: 200, most: 200 },
      },
      {
        connection: { tls: 'full', http: 2 },
        cpu: { value: 1.91, least: 1.03, most: 2.78 },
        application: {
          out: { value: 1.08, least: 1.07, most: 1.08 },
          in: { value: 1, least: 1, most: 1 },
        },
        wire: {
          out: { value: 1.07, least: 1.06, most: 1.07 },
          in: { value: 1, least: 1, most: 1.01 },
        },
        points: 2,
        payloadBytes: { least: 200, most: 200 },
      },
      {
        connection: { compression: 'shared-context' },
        cpu: { value: 2.3, least: 1.41, most: 5.65 },
        application: {
          out: { value: 0.278, least: 0.224, most: 0.403 },
          in: { value: 1, least: 1, most: 1 },
        },
        wire: {
          out: { value: 0.387, least: 0.227, most: 0.516 },
          in: { value: 1, least: 0.577, most: 1.03 },
        },
        points: 6,
        payloadBytes: { least: 160, most: 4100 },
      },
      {
        connection: { tls: 'full', compression: 'shared-context' },
        cpu: { value: 3.46, least: 1.79, most: 5.13 },
        application: {
          out: { value: 0.38, least: 0.291, most: 0.469 },
          in: { value: 1, least: 1, most: 1 },
        },
        wire: {
          out: { value: 0.489, least: 0.41, most: 0.567 },
          in: { value: 1, least: 0.997, most: 1.01 },
        },
        points: 2,
        payloadBytes: { least: 200, most: 200 },
      },
      {
        connection: { tls: 'full', http: 2, compression: 'shared-context' },
        cpu: { value: 4.13, least: 1.74, most: 6.53 },
        application: {
          out: { value: 0.389, least: 0.301, most: 0.478 },
          in: { value: 1, least: 1, most: 1 },
        },
        wire: {
          out: { value: 0.497, least: 0.418, most: 0.576 },
          in: { value: 1, least: 1, most: 1.01 },
        },
        points: 2,
        payloadBytes: { least: 200, most: 200 },
      },
      {
        connection: { compression: 'per-message' },
        cpu: { value: 1.06, least: 0.911, most: 1.16 },
        application: {
          out: { value: 0.702, least: 0.346, most: 0.768 },
          in: { value: 1, least: 1, most: 1 },
        },
        wire: {
          out: { value: 0.747, least: 0.353, most: 0.812 },
          in: { value: 1, least: 0.787, most: 1 },
        },
        points: 4,
        payloadBytes: { least: 160, most: 4100 },
      },
    ],
    websocket: [
      {
        connection: { tls: 'full' },
        cpu: { value: 1.53, least: 1.02, most: 2.05 },
        application: {
          out: { value: 1.08, least: 1.07, most: 1.08 },
          in: { value: 5.19, least: 4.67, most: 5.7 },
        },
        wire: {
          out: { value: 1.07, least: 1.06, most: 1.07 },
          in: { value: 1.02, least: 1, most: 1.04 },
        },
        points: 2,
        payloadBytes: { least: 200, most: 200 },
      },
      {
        connection: { tls: 'full', http: 2 },
        cpu: { value: 1.69, least: 0.762, most: 2.63 },
        application: {
          out: { value: 1.11, least: 1.1, most: 1.12 },
          in: { value: 6.42, least: 6.17, most: 6.68 },
        },
        wire: {
          out: { value: 1.09, least: 1.08, most: 1.09 },
          in: { value: 1.01, least: 1, most: 1.03 },
        },
        points: 2,
        payloadBytes: { least: 200, most: 200 },
      },
      {
        connection: { compression: 'shared-context' },
        cpu: { value: 2.75, least: 1.54, most: 6.14 },
        application: {
          out: { value: 0.272, least: 0.206, most: 0.399 },
          in: { value: 1, least: 0.996, most: 1.29 },
        },
        wire: {
          out: { value: 0.384, least: 0.229, most: 0.528 },
          in: { value: 1, least: 0.708, most: 1.05 },
        },
        points: 6,
        payloadBytes: { least: 160, most: 4100 },
      },
      {
        connection: { tls: 'full', compression: 'shared-context' },
        cpu: { value: 4.02, least: 1.25, most: 6.8 },
        application: {
          out: { value: 0.372, least: 0.276, most: 0.467 },
          in: { value: 4.73, least: 4.64, most: 4.83 },
        },
        wire: {
          out: { value: 0.493, least: 0.406, most: 0.581 },
          in: { value: 1.01, least: 0.996, most: 1.03 },
        },
        points: 2,
        payloadBytes: { least: 200, most: 200 },
      },
      {
        connection: { tls: 'full', http: 2, compression: 'shared-context' },
        cpu: { value: 4.54, least: 1.4, most: 7.68 },
        application: {
          out: { value: 0.406, least: 0.312, most: 0.5 },
          in: { value: 6.1, least: 5.55, most: 6.65 },
        },
        wire: {
          out: { value: 0.523, least: 0.436, most: 0.609 },
          in: { value: 1, least: 1, most: 1.01 },
        },
        points: 2,
        payloadBytes: { least: 200, most: 200 },
      },
      {
        connection: { compression: 'per-message' },
        cpu: { value: 1.05, least: 0.979, most: 1.18 },
        application: {
          out: { value: 0.683, least: 0.342, most: 0.753 },
          in: { value: 1, least: 1, most: 1 },
        },
        wire: {
          out: { value: 0.734, least: 0.345, most: 0.804 },
          in: { value: 1, least: 0.866, most: 1 },
        },
        points: 4,
        payloadBytes: { least: 160, most: 4100 },
      },
    ],
  },
};
