import { Value } from 'typebox/value';
import { describe, expect, test } from 'vitest';
import { type ContainerMarks, containerOf } from '../../../bench/machine/container.ts';
import { type HypervisorMarks, hypervisorOf } from '../../../bench/machine/hypervisor.ts';
import { describePackages, directPackages, installedPackages } from '../../../bench/machine/packages.ts';
import { systemFile } from '../../../bench/machine/system-file.ts';
import { congestionControl } from '../../../bench/network/congestion-control.ts';
import { describeEnvironment } from '../../../bench/run/environment.ts';
import { Environment } from '../../../results/format/environment.ts';
import { madeRun } from '../../made/run.ts';

describe('the kind of container', () => {
  const none: ContainerMarks = {
    kubernetes: false,
    initEnvironment: null,
    containerenv: null,
    dockerenv: null,
    initGroups: null,
  };
  test.each<[string, Partial<ContainerMarks>, string | null]>([
    ['no mark', {}, null],
    ['a host', { initEnvironment: 'HOME=/\0TERM=linux\0', initGroups: '0::/init.scope\n' }, null],
    ['a pod of Docker containers', { kubernetes: true, dockerenv: '' }, 'kubernetes'],
    ['systemd’s own', { initEnvironment: 'PATH=/bin\0container=systemd-nspawn\0' }, 'systemd-nspawn'],
    ['a variable that only ends like it', { initEnvironment: 'mycontainer=x\0' }, null],
    ['podman', { containerenv: '' }, 'podman'],
    ['docker', { dockerenv: '' }, 'docker'],
    ['groups of Docker', { initGroups: '4:memory:/docker/0a1b2c\n' }, 'docker'],
    ['groups of a pod', { initGroups: '0::/kubepods/besteffort/pod1/docker-2\n' }, 'kubernetes'],
    ['groups of LXC', { initGroups: '4:memory:/lxc/web\n' }, 'lxc'],
  ])('%s', (_, marks, kind) => {
    expect(containerOf({ ...none, ...marks })).toBe(kind);
  });
});

describe('the hypervisor', () => {
  const none: HypervisorMarks = { detected: null, vendor: null, product: null, cpuinfo: null };
  const guest = 'processor\t: 0\nflags\t\t: fpu vme hypervisor lahf_lm\n';
  const bare = 'processor\t: 0\nflags\t\t: fpu vme lahf_lm\n';
  test.each<[string, Partial<HypervisorMarks>, string | null]>([
    ['no mark', {}, null],
    ['bare metal by systemd', { detected: 'none', vendor: 'QEMU', cpuinfo: guest }, null],
    ['found by systemd', { detected: 'kvm' }, 'kvm'],
    ['QEMU by its vendor', { vendor: 'QEMU\n', product: 'Standard PC\n', cpuinfo: guest }, 'qemu'],
    ['VMware', { vendor: 'VMware, Inc.\n', product: 'VMware7,1\n' }, 'vmware'],
    ['Hyper-V', { vendor: 'Microsoft Corporation\n', product: 'Virtual Machine\n' }, 'microsoft'],
    ['a Surface', { vendor: 'Microsoft Corporation\n', product: 'Surface Pro\n', cpuinfo: bare }, null],
    ['an EC2 guest', { vendor: 'Amazon EC2\n', product: 'm5.large\n' }, 'amazon'],
    ['an EC2 machine as a whole', { vendor: 'Amazon EC2\n', product: 'm5.metal\n', cpuinfo: bare }, null],
    ['one that only the processor tells of', { vendor: '', cpuinfo: guest }, 'unknown hypervisor'],
    ['a laptop', { vendor: 'LENOVO\n', product: '20XW\n', cpuinfo: bare }, null],
  ])('%s', (_, marks, name) => {
    expect(hypervisorOf({ ...none, ...marks })).toBe(name);
  });
});

describe('the packages', () => {
  test('each installed one has its version, one that is there twice has both', () => {
    const lock = JSON.stringify({
      packages: {
        'node_modules/ws': { version: '8.23.0' },
        'node_modules/@fastify/error': { version: '4.2.0' },
        'node_modules/fast-uri': { version: '3.1.0' },
        'node_modules/ajv/node_modules/fast-uri': { version: '4.0.0' },
        'node_modules/avvio/node_modules/fast-uri': { version: '3.1.0' },
        'node_modules/other': { name: 'its-real-name', version: '1.0.0' },
        'node_modules/linked': { link: true },
      },
    });
    expect(installedPackages(lock)).toEqual({
      ws: '8.23.0',
      '@fastify/error': '4.2.0',
      'fast-uri': '3.1.0, 4.0.0',
      'its-real-name': '1.0.0',
    });
  });

  test('the direct ones are those that package.json needs at run time', () => {
    const manifest = { dependencies: { ws: '8.23.0' }, devDependencies: { vitest: '5.1.1' } };
    expect(directPackages(JSON.stringify(manifest))).toEqual({ ws: '8.23.0' });
    expect(directPackages('{}')).toEqual({});
  });

  test('ours are all found, and those of packages with them', () => {
    const { dependencies, directDependencies } = describePackages();
    expect(Object.keys(dependencies)).toEqual(expect.arrayContaining(directDependencies));
    expect(directDependencies).toContain('fastify');
    expect(Object.keys(dependencies).length).toBeGreaterThan(directDependencies.length);
  });
});

test('a congestion control that cannot be asked for is unknown', () => {
  expect(congestionControl({ serverPrefix: ['false'] })).toBeNull();
  expect(congestionControl({ serverPrefix: ['/no/such/program'] })).toBeNull();
});

test('the whole description fits its schema, and has what the run found out', () => {
  const { hiccups, meter, transit, stealPercent } = madeRun([], []).environment;
  const description = describeEnvironment(
    { mode: 'loopback', notice: 'asked for', serverPrefix: [] },
    { server: '0', clients: '1', clientWorkers: 1, keepAwake: true },
    { hiccups, meter, transit, stealPercent },
  );
  expect([...Value.Errors(Environment, description)]).toEqual([]);
  expect(description).toMatchObject({
    network: 'loopback',
    networkNotice: 'asked for',
    tcpCongestionControl: systemFile('/proc/sys/net/ipv4/tcp_congestion_control')?.trim() ?? null,
    garbageCollected: true,
    hiccups,
    meter,
    transit,
    stealPercent,
  });
});
