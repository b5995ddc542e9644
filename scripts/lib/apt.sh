# apt that prompts for nothing, restarts nothing, and waits for a lock or a busy archive instead of failing on it.
# Data: STAGE, APT_LOCK_SECONDS, APT_SECONDS (the most that one call may take), APT_PATIENCE_SECONDS (how long a busy
# archive is waited for, in all), APT_SNAPSHOT (where Ubuntu's archive is as it was at the pinned time).

POLICY=/usr/sbin/policy-rc.d
APT_SOURCES=/etc/apt

# What every apt here reads before the machine's own configuration; pin_archive writes it.
APT_CONFIG="$STAGE/apt/apt.conf"
export APT_CONFIG

# The publishers' sources alone: options that leave the archive's many packages out.
# shellcheck disable=SC2034 # for the steps that use this library
PUBLISHERS="-o Dir::Etc::SourceList=/dev/null -o Dir::Etc::SourceParts=$STAGE/publishers"

# While packages are installed no service is (re)started: a restarted sshd or network ends the builder's connection.
hold_services() {
  [ -e "$POLICY" ] || printf '#!/bin/sh\n# jumpbox: no restarts while the image is built\nexit 101\n' >"$POLICY"
  chmod 0755 "$POLICY"
}

release_services() {
  if [ -f "$POLICY" ] && grep -q '^# jumpbox:' "$POLICY"; then rm -f "$POLICY"; fi
}

# each_list COMMAND ...: runs it once for each of the machine's lists of sources, whose path comes last.
each_list() {
  for list in "$APT_SOURCES"/sources.list "$APT_SOURCES"/sources.list.d/*.list \
    "$APT_SOURCES"/sources.list.d/*.sources; do
    if [ -f "$list" ]; then "$@" "$list"; fi
  done
}

# pin_archive: copies the machine's sources, with the snapshot in the place of Ubuntu's own hosts. The machine's stay as
# they are. apt's option for snapshots reads the archive of today beside them; descriptions are for people only.
# Source: Ubuntu Server documentation, "Snapshot service"; the hosts of apt's Acquire::Snapshots::URI.
pin_archive() {
  rm -rf -- "$STAGE/apt"
  install -d "$STAGE/apt/sources.list.d"
  each_list pin_list
  if grep -qsF -- "$APT_SNAPSHOT" "$STAGE/apt/sources.list" "$STAGE/apt/sources.list.d"/*; then
    : >"$STAGE/apt/snapshot"
  else
    say "no source is Ubuntu's own archive: packages are read as they are today, not as of the locked time"
  fi
  printf 'Dir::Etc::%s "%s";\n' SourceList "$STAGE/apt/sources.list" SourceParts "$STAGE/apt/sources.list.d" \
    >"$APT_CONFIG"
  printf 'Acquire::Languages "none";\n' >>"$APT_CONFIG"
}
pin_list() {
  SNAPSHOT=$APT_SNAPSHOT awk '{
    while (match($0, /https?:\/\/([a-z0-9.-]+\.)?(archive|security|ports)\.ubuntu\.com\/ubuntu(-ports)?\/?/)) {
      printf "%s%s", substr($0, 1, RSTART - 1), ENVIRON["SNAPSHOT"]
      $0 = substr($0, RSTART + RLENGTH)
    }
    print
  }' "$1" >"$STAGE/apt/${1#"$APT_SOURCES"/}"
}

# Nothing waits for the disk after each file: a machine that dies here is built again, and hygiene writes all of it.
apt_get() {
  apt_code=0
  env DEBIAN_FRONTEND=noninteractive NEEDRESTART_SUSPEND=1 NEEDRESTART_MODE=l UCF_FORCE_CONFFOLD=1 \
    timeout -k 30 "$APT_SECONDS" apt-get -q -y -o "DPkg::Lock::Timeout=$APT_LOCK_SECONDS" -o Acquire::Retries=3 \
    -o Dpkg::Options::=--force-confdef -o Dpkg::Options::=--force-confold \
    -o Dpkg::Options::=--force-unsafe-io -o Dpkg::Use-Pty=0 "$@" </dev/null || apt_code=$?
  return "$apt_code"
}

# Why the archive was busy until the patience was over; apt_failed tells it.
apt_reason=

# heard ARGUMENT ...: apt_get with its errors kept in a file and still shown while it runs.
heard() {
  {
    {
      apt_get "$@" 2>&1 >&3 3>&- || :
      printf '%s\n' "$apt_code" >"$STAGE/apt.code"
    } | tee "$STAGE/apt.errors" >&2
  } 3>&1
  apt_code=$(cat "$STAGE/apt.code")
  return "$apt_code"
}

# What apt says of an archive that is busy, between two states, or cut off. Sources: apt's acquire-item.cc,
# acquire-method.cc and methods/http.cc; RFC 9110, 15 "Status Codes".
APT_PASSING='Mirror sync in progress|Hash Sum mismatch|unexpected size|invalid for another|'
APT_PASSING="$APT_PASSING"' (408|425|429|500|502|503|504)  ?[A-Z][A-Za-z -]*|Temporary failure resolving|'
APT_PASSING="$APT_PASSING"'Connection (failed|timed out|reset by peer|refused)|Could not connect to|'
APT_PASSING="$APT_PASSING"'Unable to connect to|Network is unreachable|Error reading from server|Read error|'
APT_PASSING="$APT_PASSING"'Undetermined Error|connection was non-properly terminated|Empty files can.t be valid'

# passing: why the last call may succeed later; nothing if waiting does not help.
passing() {
  if [ -n "$(holders /var/lib/apt/lists/lock)" ]; then
    printf 'another process reads the package lists'
  elif ! grep -q 'dpkg returned an error code' "$STAGE/apt.errors"; then
    # Only apt's own lines: the scripts of packages complain about connections too.
    grep -E '^[EW]: ' "$STAGE/apt.errors" | grep -oE -- "$APT_PASSING" | tail -n 1 | sed 's/  */ /g; s/^ //; s/ $//'
  fi
}

# patiently ARGUMENT ...: apt_get, and again with growing pauses while the archive is only busy. Before an
# installation is repeated, the lists are read again: an archive that has moved on has other files.
# shellcheck disable=SC2086 # lists of words
patiently() {
  apt_began=$(date +%s) apt_pause=2 apt_spent=0 apt_again=
  until heard $apt_again "$@"; do
    apt_reason=$(passing)
    apt_most=$APT_PATIENCE_SECONDS
    case "$apt_reason" in
      '') return "$apt_code" ;;
      another*) apt_most=$APT_LOCK_SECONDS ;;
    esac
    apt_spent=$(($(date +%s) - apt_began))
    if [ $((apt_spent + apt_pause)) -gt "$apt_most" ]; then return "$apt_code"; fi
    say "apt: $apt_reason: trying again in $apt_pause seconds, for $apt_most seconds in all; $apt_spent are over"
    sleep "$apt_pause"
    apt_pause=$((apt_pause * 2))
    if [ "$apt_pause" -gt 60 ]; then apt_pause=60; fi
    # A cache on the way may have kept the file of the moment. Source: apt-transport-http(1).
    apt_again='-o Acquire::http::No-Cache=true -o Acquire::https::No-Cache=true'
    case " $* " in *' update '*) ;; *) heard $apt_again update || : ;; esac
  done
  apt_reason=
}

# holders FILE: the processes that hold a lock on the file, with their commands.
holders() {
  [ -e "$1" ] || return 0
  inode=$(stat -c %i "$1")
  awk -v "inode=$inode" '{ split($6, part, ":"); if (part[3] == inode) print $5 }' /proc/locks | sort -u |
    while read -r pid; do
      printf '%s (%s) ' "$pid" "$(tr '\0' ' ' <"/proc/$pid/cmdline" 2>/dev/null || printf 'gone')"
    done
}

# apt_failed WHAT CURE: after apt_get; blames the lock if another process holds it, and time if apt was ended.
apt_failed() {
  for lock in /var/lib/dpkg/lock-frontend /var/lib/dpkg/lock /var/lib/apt/lists/lock /var/cache/apt/archives/lock; do
    held=$(holders "$lock")
    if [ -n "$held" ]; then
      fail "$1: $lock is held by process $held, and was for $APT_LOCK_SECONDS seconds" \
        "find out what else installs packages at boot (cloud-init, extensions, policies) and let it finish first"
    fi
  done
  # Source: timeout's manual, "Exit status": 124, and 137 where it had to kill.
  case "$apt_code" in 124 | 137) fail "$1: apt was ended after $APT_SECONDS seconds" "$2" ;; esac
  if [ -n "$apt_reason" ]; then
    fail "$1: $apt_reason, still after $apt_spent of at most $APT_PATIENCE_SECONDS seconds" \
      "start the build again later, or set a mirror in jumpbox.json"
  fi
  fail "$1" "$2"
}

# The option waits for dpkg's locks only, so the lock of the package lists is waited for here. A step that needs
# the index makes apt's cache of it.
apt_update() {
  patiently update --error-on=any -o pkgCacheFile::Generate=false ||
    apt_failed "the package index could not be read" \
      "see apt's own lines above: check egress to the archive's hosts, or set a mirror in jumpbox.json"
}
