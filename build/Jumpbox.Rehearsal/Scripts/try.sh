#!/bin/sh
# try.sh FOLDER: whether the kernel lays an overlay over a folder here. Runs in namespaces as a rehearsal does, and leaves the
# folder empty. Exit code 7 where the namespaces are there and only the overlay is not.

set -eu
cd "$1"
mkdir lower upper work root
overlay="lowerdir=$1/lower,upperdir=$1/upper,workdir=$1/work"
code=0
mount -t overlay overlay -o "$overlay,userxattr" root 2>/dev/null ||
  mount -t overlay overlay -o "$overlay" root 2>/dev/null || code=7
umount root 2>/dev/null || :
rm -rf lower upper work root
exit "$code"
