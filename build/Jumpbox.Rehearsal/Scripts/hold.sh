#!/bin/sh
# hold.sh RUN IDENTITY ENTER ARGUMENT ...: holds the namespaces of one rehearsal and takes its folder away, however the
# program that started it ended: the program's end closes standard input, which ends the namespaces' first process.
# IDENTITY: root, or user for a user namespace.

trap '' INT TERM HUP
run=$1
identity=$2
shift 2

if [ "$identity" = user ]; then
  as_owner() { unshare --user --map-root-user --map-auto "$@"; }
  kinds='--user --map-root-user --map-auto'
else
  as_owner() { "$@"; }
  kinds=
fi
# An open network is the machine's own; a closed one is a namespace with nothing but a loopback.
case "$3" in closed) kinds="$kinds --net" ;; esac

# The first process asks whether its network is really another one before it changes anything there.
MACHINE_NETWORK=$(readlink /proc/self/ns/net)
export MACHINE_NETWORK

code=0
# shellcheck disable=SC2086 # a list of options
unshare $kinds --mount --uts --ipc --pid --fork --kill-child /bin/sh "$@" || code=$?
as_owner rm -rf -- "$run"
exit "$code"
