import { spawnSync } from 'node:child_process';
import { systemFile } from './system-file.ts';

/** Traces of a virtual machine; null where the system does not report them. */
export interface HypervisorMarks {
  /** Output of `systemd-detect-virt --vm`. */
  detected: string | null;
  /** /sys/class/dmi/id/sys_vendor and product_name */
  vendor: string | null;
  product: string | null;
  /** /proc/cpuinfo */
  cpuinfo: string | null;
}

/**
 * Vendor and product names that hypervisors give to their machines, with the names that
 * systemd-detect-virt uses.
 */
const MACHINES: [RegExp, string][] = [
  [/KVM|OpenStack/, 'kvm'],
  [/QEMU/, 'qemu'],
  [/VMware/, 'vmware'],
  [/VirtualBox|innotek/, 'oracle'],
  [/Xen/, 'xen'],
  [/Parallels/, 'parallels'],
  // These three vendors also build physical machines, with other product names.
  [/Microsoft Corporation Virtual Machine/, 'microsoft'],
  [/Google Compute Engine/, 'google'],
  [/Amazon EC2 (?!.*\.metal)/, 'amazon'],
];

const DETECTION_TIMEOUT_MS = 2_000;

/** The hypervisor that these marks show; null on bare metal, or where they show nothing. */
export function hypervisorOf({ detected, vendor, product, cpuinfo }: HypervisorMarks): string | null {
  if (detected === 'none') return null;
  if (detected) return detected;
  const machine = `${vendor?.trim() ?? ''} ${product?.trim() ?? ''}`;
  const known = MACHINES.find(([pattern]) => pattern.test(machine));
  if (known) return known[1];
  return /^flags\s*:.*\bhypervisor\b/m.test(cpuinfo ?? '') ? 'unknown hypervisor' : null;
}

/**
 * Uses systemd's own tool, which knows more marks than this file. It exits with 1 on bare metal.
 */
function detectedBySystemd(): string | null {
  const { stdout } = spawnSync('systemd-detect-virt', ['--vm'], {
    encoding: 'utf8',
    timeout: DETECTION_TIMEOUT_MS,
  });
  return stdout?.trim() || null;
}

/**
 * The hypervisor that this machine runs under; null on bare metal, or where the system does not
 * report it.
 */
export function detectHypervisor(): string | null {
  return hypervisorOf({
    detected: detectedBySystemd(),
    vendor: systemFile('/sys/class/dmi/id/sys_vendor'),
    product: systemFile('/sys/class/dmi/id/product_name'),
    cpuinfo: systemFile('/proc/cpuinfo'),
  });
}
