import { expect, test } from 'vitest';
import { renderEnvironment } from '../../../report/sections/environment.ts';
import type { Run } from '../../../results/format/run.ts';
import { textOf } from '../../harness/report-text.ts';
import { madeCalibration } from '../../made/path.ts';
import { madeRun, madeTrial } from '../../made/run.ts';

/** The section as its reader sees it, after a change to the run. */
function section(change: (environment: Run['environment'], run: Run['run']) => void = () => {}): string {
  const run = madeRun([], []);
  change(run.environment, run.run);
  return renderEnvironment(run)
    .text.replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ');
}

test('says why the network is not the isolated one, and nothing where it is', () => {
  expect(section()).toContain('Why this network the loopback was asked for');
  const isolated = section(environment => {
    Object.assign(environment, { network: 'isolated', networkNotice: null });
  });
  expect(isolated).not.toContain('Why this network');
});

test('names the congestion control of TCP, or says that it is not known', () => {
  expect(section()).toContain('TCP congestion control cubic');
  for (const unknown of [null, undefined]) {
    const older = section(environment => Object.assign(environment, { tcpCongestionControl: unknown }));
    expect(older).toContain('TCP congestion control not known');
  }
});

test('names what paths used instead, as the kernel had it, or as older runs set it', () => {
  expect(section()).not.toContain('over paths');
  const bbr = { rttMs: 80, congestionControl: 'bbr' } as const;
  const run = madeRun([], []);
  run.environment.tcpCongestionControl = 'bbr';
  run.paths = [
    madeCalibration({ rttMs: 20 }, { congestionControl: 'cubic' }),
    madeCalibration({ rttMs: 80 }),
    madeCalibration(bbr),
  ];
  expect(textOf(renderEnvironment(run).text)).toContain(
    'TCP congestion control bbr TCP congestion control over paths cubic and bbr',
  );
});

test('names the versions and ciphers of TLS, each once, and nothing without TLS', () => {
  expect(section()).not.toContain('TLS ');
  const run = madeRun([], []);
  const tls = { downBytes: 0, upBytes: 0, fullHandshakes: 0, resumedHandshakes: 0 };
  const trials = [['TLSv1.3 with A'], ['TLSv1.3 with A', 'TLSv1.3 with B'], undefined].map(
    (agreed, block) => {
      const trial = madeTrial({ scenario: 's', point: 'p0', transport: 'sse', block });
      trial.bandwidth.tls = { ...tls, ...(agreed && { agreed }) };
      return trial;
    },
  );
  expect(textOf(renderEnvironment({ ...run, trials }).text)).toContain(
    'TLS TLSv1.3 with A and TLSv1.3 with B; certificate ECDSA P-256, made for the run',
  );
});

test('names governor, container and hypervisor, or says that none was found', () => {
  expect(section()).toMatch(/governor performance .*Container none found Virtual machine kvm/);
  const other = section(environment => {
    environment.cpu.governor = null;
    Object.assign(environment, { container: 'podman', virtualization: null });
  });
  expect(other).toMatch(/governor not reported by the system .*Container podman Virtual machine none found/);
});

test('gives the cost of the meter, or says that it cannot be seen or was not measured', () => {
  expect(section()).toContain(
    'CPU cost of the load meter 0.150% of a core: an idle server uses 0.350% with the meter and 0.200% without it, measured for 2 s each',
  );
  const meter = { seconds: 2, idleCpuPercent: 0.4, meteredCpuPercent: 0.3 };
  expect(section(environment => Object.assign(environment, { meter }))).toContain('too small to measure');
  expect(section(environment => Object.assign(environment, { meter: null }))).toContain(
    'cost of the load meter not known: the system does not report it',
  );
});

test('gives hiccups, steal and transit of the idle machine', () => {
  const text = section();
  expect(text).toMatch(/a timer of an idle event loop runs 1\.20 ms late at p99/);
  expect(text).toContain(
    'Time stolen by the hypervisor 0.300% of the time for which the idle machine was measured',
  );
  expect(text).toMatch(/One-way transit mean 0\.400 ms, median 0\.360 ms, .*\(80 deliveries/);
  expect(text).not.toContain('quota');
  const stopped = section(({ hiccups }) => Object.assign(hiccups, { throttledPercent: 12 }));
  expect(stopped).toContain('Time stopped by a CPU quota 12.0% of the time for which the idle machine');
  const unknown = section(({ hiccups }) => Object.assign(hiccups, { throttledPercent: null }));
  expect(unknown).toContain('Time stopped by a CPU quota not known');
  const without = section(environment => Object.assign(environment, { stealPercent: null, transit: null }));
  expect(without).toMatch(/Time stolen by the hypervisor not known.*One-way transit not measured/);
});

test('shows the libraries of the lab, and theirs behind a click', () => {
  const page = renderEnvironment(madeRun([], [])).text;
  expect(page).toContain(
    '<dd>fastify 5.12.8 and ws 8.23.0<details><summary>All 2 other installed packages</summary>' +
      'avvio 9.1.0 and fast-uri 3.1.0, 4.0.0</details></dd>',
  );
});

test('names the run that it repeats', () => {
  expect(section()).not.toContain('Repeats');
  expect(
    section((_, run) => {
      run.repeats = '2026-02-01-first';
    }),
  ).toContain('Repeats 2026-02-01-first');
});
