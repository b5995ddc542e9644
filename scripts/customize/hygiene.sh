# uses: step apt leftovers origins
# Nothing of the build machine goes into the image: what writes is stopped, what was written is removed, and the whole
# disk is searched again. What cannot be removed without knowing why it is there ends the step.
# Data: STAGE, BUILD_STARTED (a file, whose modification is the start of the build), SOURCE_DATE_EPOCH, LEFTOVERS_KEEP.

become_root
release=/etc/jumpbox-release
test -f "$release" || fail "$release is missing" "the step release-file must come before this one"
release_services

# The first step noted when the build began; the file that names the image keeps it, and its own change is the end.
if [ -f "$BUILD_STARTED" ]; then
  touch -r "$BUILD_STARTED" "$release"
else
  touch -d "@$(awk '$1 == "btime" { print $2 }' /proc/stat)" "$release"
fi

# What writes until the machine stops would leave its last words. The agent stays: the service needs it after this.
if [ -d /run/systemd/system ]; then
  if ! journalctl --rotate --quiet || ! journalctl --relinquish-var --quiet; then
    say "the journal is still written to the disk"
  fi
  systemctl stop '*.timer' || say "not all timers could be stopped"
  for unit in syslog.socket rsyslog.service auditd.service systemd-random-seed.service systemd-timesyncd.service \
    chrony.service snapd.socket snapd.service udisks2.service packagekit.service multipathd.service \
    hv-kvp-daemon.service; do
    if systemctl --quiet is-active "$unit"; then systemctl stop "$unit" || say "$unit could not be stopped"; fi
  done
fi

# Packages that nothing needs, with their configuration, and kernels that are neither new nor running.
apt_get autoremove --purge || apt_failed "removing the packages that nothing needs failed" "see apt's own lines above"
removed=$(dpkg-query --show --showformat '${db:Status-Abbrev}${Package}:${Architecture}\n' | sed -n 's/^rc *//p')
for package in $removed; do
  dpkg --purge "$package" >/dev/null || say "the configuration of $package could not be removed"
done
held=$(apt-mark showhold)
# shellcheck disable=SC2086 # a list of names
test -z "$held" || apt-mark unhold $held
package_origins || say "where the packages are from could not be read from apt's lists"
apt_get clean
rm -rf -- "$STAGE"

# Files that must be there, without what the build wrote into them.
: >/etc/machine-id
if [ -f /var/lib/dbus/machine-id ] && [ ! -L /var/lib/dbus/machine-id ]; then
  ln -sfn /etc/machine-id /var/lib/dbus/machine-id
fi
resolver() {
  if [ -e /usr/lib/systemd/systemd-resolved ]; then
    ln -sfn ../run/systemd/resolve/stub-resolv.conf "$1"
  else
    : >"$1"
  fi
}
if [ ! -L /etc/resolv.conf ] && ! mountpoint -q /etc/resolv.conf; then resolver /etc/resolv.conf; fi
if [ -s /etc/hostname ] && ! mountpoint -q /etc/hostname; then printf 'localhost\n' >/etc/hostname; fi
# without FILE PATTERN: takes the lines that match out of a file.
without() {
  if grep -Eqs -- "$2" "$1"; then
    grep -Ev -- "$2" "$1" >"$1.kept" || :
    cat "$1.kept" >"$1"
    rm -f -- "$1.kept"
    say "$1 has no line like $2 any more"
  fi
}
without /etc/iscsi/initiatorname.iscsi '^InitiatorName='
without /etc/popularity-contest.conf '^MY_HOSTID='
without /etc/mdadm/mdadm.conf '^ARRAY'
if [ -f /etc/iscsi/initiatorname.iscsi ]; then printf 'GenerateName=yes\n' >/etc/iscsi/initiatorname.iscsi; fi
if grep -qs '^Value:' /var/cache/debconf/passwords.dat; then : >/var/cache/debconf/passwords.dat; fi
# snapd asks for another identity when it has none.
if [ -s /var/lib/snapd/state.json ] && command -v python3 >/dev/null; then
  python3 - <<'END_OF_PYTHON' || say "snapd's identity could not be removed from its state"
import json
path = "/var/lib/snapd/state.json"
with open(path) as file:
    state = json.load(file)
device = state.get("data", {}).get("auth", {}).get("device", {})
for name in ("serial", "key-id", "session-macaroon"):
    device.pop(name, None)
with open(path, "w") as file:
    json.dump(state, file)
END_OF_PYTHON
fi
# The same bytecode on every machine, instead of none, which would cost every start of a program.
for python in /usr/bin/python3 /opt/az/bin/python3; do
  [ -x "$python" ] || continue
  "$python" -m compileall -q -f --invalidation-mode unchecked-hash \
    "$("$python" -c 'import sysconfig; print(sysconfig.get_path("stdlib"))')" /usr/lib/python3/dist-packages \
    >/dev/null 2>&1 || say "not all of $python could be compiled"
done

found=0
search clean
test "$found" -eq 0 || fail "$found left-overs of the build VM would be captured in the image" \
  "see the fix for each one above"
# What the build wrote gets the time of the lock, so that another build of the same content has the same. Only the file
# that names the image keeps the start of the build, which the search reads. Ubuntu's images have /boot on a file system
# of its own.
set -- /
if mountpoint -q /boot; then set -- / /boot; fi
find "$@" -xdev \( -path /proc -o -path /sys -o -path /dev -o -path /run -o -path "$release" \) -prune -o \
  -newer "$release" -newermt "@$SOURCE_DATE_EPOCH" -exec touch -h -d "@$SOURCE_DATE_EPOCH" -- {} + ||
  say "not all times could be set to the lock's"
# Again, for what dpkg and the shell wrote since.
chmod 0644 "$release"
# apt did not wait for the disk; the image is taken from it.
sync
say "no left-overs of the build VM remain"
