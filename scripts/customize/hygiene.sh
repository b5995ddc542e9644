# uses: step apt
# Nothing of the build machine goes into the image. /tmp is left alone: the service keeps its own deprovision script
# there, and without that the image does not boot as a new machine.
# Data: STAGE.

become_root
release_services
apt_get clean
rm -rf -- "$STAGE" /var/lib/apt/lists/*
find /var/log/apt /var/log/unattended-upgrades -type f -delete 2>/dev/null || :
rm -f /var/log/dpkg.log /var/log/alternatives.log /var/cache/debconf/*-old /var/lib/dpkg/*-old
for home in /root /home/*; do
  rm -rf -- "$home/.bash_history" "$home/.azure" "$home/.wget-hsts" "$home/.kube"
done

# Every machine makes its own identity at first boot. The connection that is open now does not need the keys any more.
rm -f /etc/ssh/ssh_host_*_key /etc/ssh/ssh_host_*_key.pub
: >/etc/machine-id
if [ -f /var/lib/dbus/machine-id ] && [ ! -L /var/lib/dbus/machine-id ]; then
  rm -f /var/lib/dbus/machine-id
  ln -s /etc/machine-id /var/lib/dbus/machine-id
fi
# apt did not wait for the disk; the image is taken from it.
sync
say "no host keys, no machine-id, no package lists, no files of the build"
