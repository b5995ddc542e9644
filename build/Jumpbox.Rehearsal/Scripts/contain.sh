#!/bin/sh
# contain.sh RUN COMMAND ARGUMENT ...: runs a container, whose first process ends when standard input does, and takes its folder
# away, however the program that started this ended.

trap '' INT TERM HUP
run=$1
shift
code=0
"$@" || code=$?
rm -rf -- "$run"
exit "$code"
