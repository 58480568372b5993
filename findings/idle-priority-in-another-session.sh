#!/bin/bash
# SCHED_IDLE, the lowest priority of Linux, gives way only within its own session.
#
# Seen on Linux 6.18.44 (HZ 250, autogroup on) with util-linux 2.38.1: two endless loops on one core,
# one at normal priority, one started by `chrt --idle 0`.
#   same session:           the idle one gets at most 2% of the core
#   `setsid` before chrt:   the idle one gets about half of it
# Cause: with CONFIG_SCHED_AUTOGROUP each session is a group with the same weight, and priorities
# count only within a group (sched(7), "The autogroup feature").
# With autogroup off (/proc/sys/kernel/sched_autogroup_enabled) there is nothing to see: exit 0.
set -u
for tool in chrt taskset setsid getconf; do
  command -v "$tool" >/dev/null || { echo "$tool is not installed (util-linux, libc-bin)"; exit 1; }
done
echo "kernel $(uname -r), $(chrt --version)"
if [ "$(cat /proc/sys/kernel/sched_autogroup_enabled 2>/dev/null)" != 1 ]; then
  echo 'autogroup is off or not built in: nothing to see'
  exit 0
fi
folder=$(mktemp -d)
pids=()
end() {
  [ ${#pids[@]} -eq 0 ] || kill "${pids[@]}" 2>/dev/null
  wait 2>/dev/null
  pids=()
}
trap 'end; rm -rf "$folder"' EXIT
core=$(taskset -cp $$ | sed 's/.*: //; s/[,-].*//')
ticks() { awk '{ sub(/.*\) /, ""); print $12 + $13 }' "/proc/$1/stat"; }

# Prints the share of the core, in %, that the idle-priority loop got of what both got.
share() {
  setsid taskset -c "$core" sh -c "echo \$\$ > $folder/normal; $1 sh -c 'echo \$\$ > $folder/idle; while :; do :; done' & while :; do :; done" &
  pids+=($!)
  until [ -s "$folder/idle" ] && [ -s "$folder/normal" ]; do sleep 0.1; done
  normal=$(cat "$folder/normal") idle=$(cat "$folder/idle")
  pids+=("$normal" "$idle")
  local n0 i0
  n0=$(ticks "$normal") i0=$(ticks "$idle")
  sleep 8
  echo $(((100 * ($(ticks "$idle") - i0)) / ($(ticks "$normal") - n0 + $(ticks "$idle") - i0)))
  kill "$normal" "$idle" 2>/dev/null
  rm -f "$folder"/*
}

same=$(share 'chrt --idle 0')
end
other=$(share 'setsid chrt --idle 0')
end
echo "idle priority in the same session: $same% of what both got"
echo "idle priority in another session: $other%"
[ "$same" -le 5 ] && [ "$other" -ge 30 ] && echo 'as seen before' && exit 0
echo 'changed'
exit 1
