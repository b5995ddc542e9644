#!/bin/sh
# guard.sh IDENTITY FOLDER FOLDER COMMAND ARGUMENT ...: runs a command until it ends or standard input does, which the end of
# the program that started this brings about, whatever ended that. Then all that the command started ends and both folders go.
# IDENTITY: as for hold.sh.

trap '' INT TERM HUP
identity=$1
one=$2
other=$3
shift 3

if [ "$identity" = user ]; then
  as_owner() { unshare --user --map-root-user --map-auto "$@"; }
else
  as_owner() { "$@"; }
fi

# A session of its own is a group that can be killed at once.
setsid "$@" </dev/null &
child=$!
exec 3<&0
{
  while read -r _; do :; done
  kill -s KILL -- "-$child"
} <&3 >/dev/null 2>&1 &
watch=$!

code=0
wait "$child" || code=$?
kill -s KILL "$watch" 2>/dev/null
as_owner rm -rf -- "$one" "$other"
exit "$code"
