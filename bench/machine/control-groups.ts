const GROUPS = '/sys/fs/cgroup';

/**
 * Folders of this process's control group and of all groups above it, its own first, of version 2
 * or of version 1's controller (cgroups(7)). A limit of any of them applies. In a container without
 * a namespace for groups only the last folder exists: it is the container's. Groups above a
 * container are not visible in it. `selfText` is the text of /proc/self/cgroup. Empty if it has
 * neither version.
 */
export function groupFolders(selfText: string | null, controller: string): string[] {
  const groups = [...(selfText ?? '').matchAll(/^(\d+):([^:]*):(.*)$/gm)];
  const own = groups.find(([, , controllers]) => controllers?.split(',').includes(controller));
  const unified = groups.find(([, id, controllers]) => id === '0' && controllers === '');
  const path = (own ?? unified)?.[3];
  if (path === undefined) return [];
  const names = path.split('/').filter(name => name !== '');
  const root = own ? `${GROUPS}/${controller}` : GROUPS;
  return Array.from({ length: names.length + 1 }, (_, above) =>
    [root, ...names.slice(0, names.length - above)].join('/'),
  );
}
