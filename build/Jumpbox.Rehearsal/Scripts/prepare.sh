#!/bin/sh
# prepare.sh ROOT: makes a cloud image of a bare root file system: Packer's user, and cloud-init's own setting for sshd,
# which a step has to win against. Source of the latter: Ubuntu's cloud images, /etc/ssh/sshd_config.d/50-cloud-init.conf.

set -eu
root=$1
chroot "$root" useradd --create-home --shell /bin/bash packer
printf 'packer ALL=(ALL) NOPASSWD:ALL\n' >"$root/etc/sudoers.d/90-packer"
chmod 0440 "$root/etc/sudoers.d/90-packer"
printf 'PasswordAuthentication yes\n' >"$root/etc/ssh/sshd_config.d/50-cloud-init.conf"
[ -e "$root/etc/hosts" ] || printf '127.0.0.1 localhost\n' >"$root/etc/hosts"
[ -e "$root/etc/resolv.conf" ] || : >"$root/etc/resolv.conf"
[ -s "$root/etc/machine-id" ] || tr -d - </proc/sys/kernel/random/uuid >"$root/etc/machine-id"
