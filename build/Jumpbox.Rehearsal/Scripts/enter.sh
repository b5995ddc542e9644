#!/bin/sh
# enter.sh RUN NETWORK BASE NAME: the first process of a rehearsal's namespaces. Lays a fresh overlay over BASE, makes it the
# root, says READY with its process id as the machine sees it, and ends when standard input does.
# RUN holds: upper, work, root, shared, files to lay over the root's own, and their places. NETWORK: open or closed.

set -eu
run=$1
network=$2
base=$3
name=$4
root="$run/root"
read -r self _ </proc/self/stat

stop() {
  printf 'STOP %s\n' "$1"
  exit 1
}

mount --make-rprivate /
overlay="lowerdir=$base,upperdir=$run/upper,workdir=$run/work"
mount -t overlay overlay -o "$overlay,userxattr" "$root" 2>/dev/null ||
  mount -t overlay overlay -o "$overlay" "$root" 2>/dev/null ||
  stop "the kernel makes no overlay over $base"

mount -t proc proc "$root/proc" || stop "the kernel mounts no /proc in a new namespace"
mount -t sysfs -o ro sysfs "$root/sys" 2>/dev/null || mount --rbind /sys "$root/sys" 2>/dev/null || :
mount -t tmpfs -o mode=0755,nosuid tmpfs "$root/dev"
for device in null zero full random urandom tty; do
  : >"$root/dev/$device"
  mount --bind "/dev/$device" "$root/dev/$device"
done
mkdir "$root/dev/pts" "$root/dev/shm"
mount -t devpts -o newinstance,ptmxmode=0666,mode=0620 devpts "$root/dev/pts" || stop "the kernel mounts no devpts"
mount -t tmpfs -o mode=1777,nosuid,nodev tmpfs "$root/dev/shm"
ln -s pts/ptmx "$root/dev/ptmx"
ln -s /proc/self/fd "$root/dev/fd"
ln -s fd/0 "$root/dev/stdin"
ln -s fd/1 "$root/dev/stdout"
ln -s fd/2 "$root/dev/stderr"
mount -t tmpfs -o mode=0755,nosuid,nodev tmpfs "$root/run"
mkdir -m 1777 "$root/run/lock"
mkdir "$root/run/rehearsal"
mount --bind "$run/shared" "$root/run/rehearsal"

# Files that belong to the sandbox and not to the image are laid over the image's own, so nothing of them stays.
lay_over() {
  [ -e "$root$2" ] || : >"$root$2"
  mount --bind "$1" "$root$2"
}
if [ -L "$root/etc/resolv.conf" ]; then rm -f "$root/etc/resolv.conf"; fi
for file in "$run"/over/*; do
  [ ! -e "$file" ] || lay_over "$file" "$(cat "$run/places/${file##*/}")"
done

if [ "$network" = closed ]; then
  [ "$(readlink /proc/self/ns/net)" != "$MACHINE_NETWORK" ] || stop "the network would be the machine's own"
  ip link set lo up || stop "the loopback of the sandbox cannot be set up with ip"
  # Every address leads to the loopback, so that an attempt to reach one is seen and not only refused.
  ip route add local default dev lo || stop "the route of the sandbox cannot be set up with ip"
fi

cd "$root"
pivot_root . .
umount -l .
cd /
hostname "$name"
if [ "$network" = closed ]; then
  # shellcheck disable=SC2046 # a list of numbers
  perl /run/rehearsal/relay.pl /run/rehearsal 198.18.0.1 198.18.0.2 $(cat /run/rehearsal/ports) >/run/rehearsal/relay.log 2>&1 </dev/null &
  tries=0
  until [ -e /run/rehearsal/relaying ]; do
    tries=$((tries + 1))
    [ "$tries" -lt 100 ] || stop "the relay did not start: $(cat /run/rehearsal/relay.log)"
    sleep 0.05
  done
fi
printf 'READY %s\n' "$self"
while read -r _; do :; done
