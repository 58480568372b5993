import { systemFile } from './system-file.ts';

/** Traces that containers leave; null where there is none, or where it may not be read. */
export interface ContainerMarks {
  /** Whether this process has the variables that Kubernetes gives to every pod. */
  kubernetes: boolean;
  /** /proc/1/environ */
  initEnvironment: string | null;
  /** /run/.containerenv, made by podman */
  containerenv: string | null;
  /** /.dockerenv */
  dockerenv: string | null;
  /** /proc/1/cgroup */
  initGroups: string | null;
}

/** The runtime that creates a control group names it. */
const GROUPS: [RegExp, string][] = [
  [/kubepods/, 'kubernetes'],
  [/docker/, 'docker'],
  [/libpod/, 'podman'],
  [/containerd/, 'containerd'],
  [/lxc/, 'lxc'],
];

/** The kind of container that these marks show; null if they show none. */
export function containerOf(marks: ContainerMarks): string | null {
  if (marks.kubernetes) return 'kubernetes';
  const named = marks.initEnvironment?.match(/(?:^|\0)container=([^\0]+)/)?.[1];
  if (named !== undefined) return named;
  if (marks.containerenv !== null) return 'podman';
  if (marks.dockerenv !== null) return 'docker';
  return GROUPS.find(([pattern]) => pattern.test(marks.initGroups ?? ''))?.[1] ?? null;
}

/** The kind of container that this process runs in; null outside a container. */
export function detectContainer(): string | null {
  return containerOf({
    kubernetes: process.env.KUBERNETES_SERVICE_HOST !== undefined,
    initEnvironment: systemFile('/proc/1/environ'),
    containerenv: systemFile('/run/.containerenv'),
    dockerenv: systemFile('/.dockerenv'),
    initGroups: systemFile('/proc/1/cgroup'),
  });
}
