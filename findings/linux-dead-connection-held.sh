#!/bin/bash
# How long Linux holds a TCP connection whose other end is gone without a word, with data under way.
#
# The kernel gives up at the first retransmission that is due after a hypothetical time: that of
# tcp_retries2 + 1 pauses which begin at 0.2 s, double, and grow no longer than 2 minutes (tcp(7),
# Documentation/networking/ip-sysctl). For the default 15 that is 924.6 s. The real pauses begin
# with the path's own, so the end comes later than that, by up to one more pause.
# Seen with Linux 6.18 over a path without delay, on 30 November 2026:
#   tcp_retries2  3: 6.8 s    at least 3.0 s by the rule
#   tcp_retries2  5: 13.5 s   at least 12.6 s
#   tcp_retries2  6: 26.8 s   at least 25.4 s
#   tcp_retries2 15: 939.7 s  at least 924.6 s
# `linux-dead-connection-held.sh 15` waits for the default: 15 minutes or more. A connection without
# data under way and without keepalive is held for ever.
set -u
for program in unshare ip python3; do
  command -v "$program" >/dev/null || { echo "$program is not installed"; exit 1; }
done
program='
import errno, pathlib, socket, subprocess, sys, time

retries = int(sys.argv[1])
ip = lambda words: subprocess.run(["ip", *words.split()], check=True)
ip("link set lo up")
# What reaches the other end of this cable is for nobody.
ip("link add gone type veth peer name nobody")
ip("link set nobody up")
ip("link set gone arp off")
ip("addr add 10.9.0.1/24 dev gone")
ip("link set gone up")
ip("addr add 10.9.0.2/32 dev lo")
pathlib.Path("/proc/sys/net/ipv4/tcp_retries2").write_text(str(retries))
listener = socket.create_server(("10.9.0.1", 0))
client = socket.create_connection(listener.getsockname(), source_address=("10.9.0.2", 0))
server, _ = listener.accept()
server.sendall(b"x")
client.recv(1)
time.sleep(0.5)
ip("addr del 10.9.0.2/32 dev lo")
began = time.monotonic()
server.sendall(b"x")
try:
    server.recv(1)
    print("not held at all")
except OSError as error:
    least = sum(min(0.2 * 2**k, 120) for k in range(retries + 1))
    name = errno.errorcode[error.errno]
    print(f"tcp_retries2 {retries}: {name} after {time.monotonic() - began:.1f} s, at least {least:.1f} s by the rule")
'
for retries in "${@:-3 5 6}"; do
  for one in $retries; do unshare --user --map-root-user --net python3 -c "$program" "$one" & done
done
wait
