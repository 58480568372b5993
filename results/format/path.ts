import { type Static, Type } from 'typebox';
import { Path } from '../../scenarios/load/path.ts';
import { count, exact, nullable, quantity } from './parts.ts';

/** What emulates a path: the lab's own relay alone (decision 0028). */
const PATH_BACK_ENDS = ['relay'] as const;

const DirectionCounts = Type.Object(
  {
    packets: count('that entered the path'),
    lostPackets: count('dropped by the loss of the path'),
    overflowedPackets: count('dropped because the queue before the bandwidth limit was full'),
    cutPackets: count('dropped while the path was gone'),
    queuedMaxBytes: quantity('largest length of the queue before the bandwidth limit'),
  },
  exact,
);
export type DirectionCounts = Static<typeof DirectionCounts>;

/** What the emulated path did in the window of a trial. */
export const PathFigures = Type.Object(
  {
    down: DirectionCounts,
    up: DirectionCounts,
    relayCpuPercent: quantity('CPU of the relay, of one core'),
    relayLateP99Ms: quantity(
      'lateness of the relay: packets that left it after they were due, with their wait before it',
    ),
    droppedAtEnds: Type.Optional(
      nullable(
        count(
          'packets that the kernel dropped at the interfaces of server or clients, by no parameter of the path; null if unknown, missing in older runs',
        ),
      ),
    ),
  },
  { ...exact, description: 'only over an emulated path' },
);
export type PathFigures = Static<typeof PathFigures>;

const RecoveredDirection = Type.Object(
  {
    probes: count('packets sent one by one'),
    wantedDelayMs: quantity(
      'mean delay by the settings of the path: half of the round trip, and the bits of a packet. In runs without delayBoundMs: as the emulator decided',
    ),
    measuredDelayMs: quantity('mean delay of them, without that of the emulator with an empty path'),
    delayBoundMs: Type.Optional(
      quantity('how far the measured delay may be from the wanted one, by the scatter of this machine'),
    ),
    relayedDelayMs: Type.Optional(quantity('mean delay as the emulator decided')),
    passedDelayBoundMs: Type.Optional(
      quantity('how far the measured delay may be from that one; missing in older runs'),
    ),
    wantedSpreadMs: quantity(
      'standard deviation of the delay by the settings: √(2/9) of the jitter. In runs without spreadToMs: as the emulator decided',
    ),
    measuredSpreadMs: quantity(
      'standard deviation of their delay, without that of the emulator with an empty path',
    ),
    spreadFromMs: Type.Optional(
      quantity('interval in which the spread must lie, by the number of values that the jitter drew'),
    ),
    spreadToMs: Type.Optional(quantity('')),
    relayedSpreadMs: Type.Optional(quantity('standard deviation of the delay as the emulator decided')),
    passedSpreadFromMs: Type.Optional(
      quantity(
        'interval in which the measured spread must lie by that one: 2%, and what the machine may add; missing in older runs',
      ),
    ),
    passedSpreadToMs: Type.Optional(quantity('')),
    drawnSpreadFromMs: Type.Optional(
      nullable(
        quantity(
          'interval in which the spread that the emulator decided must lie by the setting; null without jitter, missing in older runs',
        ),
      ),
    ),
    drawnSpreadToMs: Type.Optional(nullable(quantity(''))),
    counted: count('packets sent to count the lost ones'),
    lostPackets: count('of these, the packets that did not arrive'),
    lossFromPercent: quantity('interval in which the lost ones must lie, 99.9%'),
    lossToPercent: quantity(''),
    wantedKbitPerSecond: nullable(quantity('null: unlimited')),
    measuredKbitPerSecond: nullable(
      quantity(
        'with all headers; null: not measured, as where the limit is more than the machine can emulate or receive',
      ),
    ),
  },
  exact,
);
export type RecoveredDirection = Static<typeof RecoveredDirection>;

/** A path as its parameters say, and as it was before the first trial over it. */
export const PathCalibration = Type.Object(
  {
    path: Path,
    session: Type.Optional(count('place of its session in `sessions`, from 0; only in a joined run')),
    backEnd: Type.Enum(PATH_BACK_ENDS),
    congestionControl: Type.Optional(
      nullable(
        Type.String({
          description:
            'congestion control of what the server sends over the path, as the kernel has it; null if unknown, missing in older runs',
        }),
      ),
    ),
    down: RecoveredDirection,
    up: RecoveredDirection,
    baselineDelayMs: quantity('one way through the emulator with an empty path'),
    transitMs: nullable(
      quantity(
        'd of the models: one way over tcp-floor with one subscriber, the median over a path that loses, otherwise the mean; null if not measured',
      ),
    ),
    wantedTransitMs: Type.Optional(
      nullable(
        quantity(
          'half of the round trip, the bits of a segment, and a transit on the idle machine; null where that is not known',
        ),
      ),
    ),
    transitBoundMs: Type.Optional(nullable(quantity('how far one transit may be from the wanted one'))),
    burst: nullable(
      Type.Object(
        {
          connections: Type.Optional(count('to which a notification was sent; missing in older runs')),
          payloadBytes: Type.Optional(count('the largest of a burst; missing in older runs')),
          packets: count('that arrived'),
          missing: Type.Optional(count('that did not arrive')),
          retransmittedSegments: nullable(count('null: the system does not count them')),
        },
        {
          ...exact,
          description:
            'a notification to many connections at once, as large as the bursts of the trials, and as a limit lets through soon; null over a path that loses, and where not even one passes soon',
        },
      ),
    ),
    attempts: Type.Optional(
      count('how often the path was measured until this one, those that failed included'),
    ),
    reasons: Type.Array(Type.String(), {
      description: 'what was not recovered; empty if all was. Otherwise no trial over the path counts',
    }),
    unchecked: Type.Optional(
      Type.Array(Type.String(), { description: 'what could not be checked; trials over the path count' }),
    ),
  },
  exact,
);
export type PathCalibration = Static<typeof PathCalibration>;
