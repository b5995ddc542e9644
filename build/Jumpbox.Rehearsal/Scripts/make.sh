#!/bin/sh
# make.sh IDENTITY PARTIAL PLACE COMMAND ARGUMENT ...: makes a base: COMMAND writes PARTIAL/base.tar, which becomes PLACE.
# IDENTITY: as for hold.sh.

set -eu
identity=$1
partial=$2
place=$3
shift 3

# apt reads the keyring and works as a user who may not enter the cache.
chmod 0755 "$TMPDIR"
if [ "$identity" = user ]; then
  # The command makes its own namespaces.
  "$@"
  as_owner() { unshare --user --map-root-user --map-auto "$@"; }
else
  unshare --mount --pid --fork --kill-child "$@"
  as_owner() { "$@"; }
fi
# Devices cannot be made in a user namespace, and the sandbox has its own.
as_owner mkdir "$partial/root"
as_owner tar -xpf "$partial/base.tar" -C "$partial/root" --numeric-owner --exclude='./dev/*'
# After the command, which empties the machine-id at its end.
as_owner /bin/sh "$partial/prepare.sh" "$partial/root"
mv -T "$partial/root" "$place"
