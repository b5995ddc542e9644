# uses: step
# What only a started machine shows. Each answer is a line with tabs between its parts: "check", a name, pass, fail,
# unknown or none (nothing to check), the reason; or "fact", a name, a value. "begin" and "end" show that no line is
# missing. Only the package lists change.
# Data: LOGIN_USER, PINS_DIGEST, AGAIN, WANTS_SECURE_BOOT, CLOUD_INIT_SECONDS, CLOCK_SECONDS, APT_SECONDS.

become_root
seen=$(mktemp -d)
trap 'rm -rf -- "$seen"' EXIT

# one_line: the text of standard input as one short line.
one_line() {
  tr -s '\000-\040' ' ' | head -c 600
}

check() {
  printf 'check\t%s\t%s\t%s\n' "$1" "$2" "$(printf '%s' "$3" | one_line)"
}

fact() {
  printf 'fact\t%s\t%s\n' "$1" "$(printf '%s' "$2" | one_line)"
}

have() {
  command -v "$1" >/dev/null 2>&1
}

# Without systemd nothing has booted: a rehearsed root file system, or a container.
booted() {
  [ -d /run/systemd/system ]
}
not_booted='systemd does not run here, so nothing has booted'

# Source: cloud-init, "exported errors" and "return codes": 0 done, 1 failed, 2 done with recoverable errors, among
# which are mere notices of what is deprecated.
check_cloud_init() {
  if ! have cloud-init; then
    check cloud-init unknown 'the image has no cloud-init'
    return
  fi
  if ! booted; then
    check cloud-init unknown "$not_booted"
    return
  fi
  code=0
  timeout "$CLOUD_INIT_SECONDS" cloud-init status --wait >/dev/null 2>&1 || code=$?
  cloud-init status --long >"$seen/cloud-init" 2>&1 || :
  said=$(one_line <"$seen/cloud-init")
  case $code in
    0) check cloud-init pass 'done without errors' ;;
    2)
      if cloud-init status --format json 2>/dev/null | python3 -c '
import json, sys
found = json.load(sys.stdin)
sys.exit(bool(found.get("errors")) or bool(set(found.get("recoverable_errors", {})) - {"DEPRECATED", "INFO"}))
' 2>/dev/null; then
        check cloud-init pass "done; some of its configuration is deprecated: $said"
      else
        check cloud-init fail "done with errors: $said"
      fi
      ;;
    124) check cloud-init fail "not done after $CLOUD_INIT_SECONDS seconds: $said" ;;
    *) check cloud-init fail "it ended with exit code $code: $said" ;;
  esac
}

# machine-id(5): confidential, so only its digest leaves the machine.
check_identity() {
  id=$(tr -dc '0-9a-f' </etc/machine-id 2>/dev/null || :)
  if [ "${#id}" -eq 32 ]; then
    check machine-id pass '32 hexadecimal digits'
    digest=$(printf '%s' "$id" | sha256sum)
    fact machine-id "${digest%% *}"
  elif booted; then
    check machine-id fail "/etc/machine-id has ${#id} hexadecimal digits, expected 32"
  else
    check machine-id unknown "$not_booted"
  fi
  boot=$(awk '$1 == "btime" { print $2 }' /proc/stat)
  count=0
  old=
  for key in /etc/ssh/ssh_host_*_key.pub; do
    [ -f "$key" ] || continue
    count=$((count + 1))
    print=$(ssh-keygen -l -E sha256 -f "$key" 2>/dev/null | awk '{ print $2 " " $NF }')
    fact host-key "$print"
    # The first boot creates them; a later one keeps them.
    [ "$(stat -c %Y "$key")" -ge "$((boot - 120))" ] || old="$old ${key##*/}"
  done
  if ! booted; then
    check host-keys unknown "$not_booted"
  elif [ "$count" -eq 0 ]; then
    check host-keys fail 'there is no host key: sshd refuses every connection'
  elif [ -n "$old" ] && [ "$AGAIN" -eq 0 ]; then
    check host-keys fail "older than this machine's first start, so every machine has them:$old"
  else
    check host-keys pass "$count"
  fi
}

check_sshd() {
  if ! have sshd && [ ! -x /usr/sbin/sshd ]; then
    check sshd fail 'the image has no sshd'
    return
  fi
  if ! booted; then
    check sshd unknown "$not_booted"
    return
  fi
  wrong=$(/usr/sbin/sshd -t 2>&1) || {
    check sshd fail "sshd -t: $wrong"
    return
  }
  active=
  for unit in ssh.socket ssh.service; do
    ! systemctl is-active --quiet "$unit" 2>/dev/null || active="$active$unit "
  done
  listening=$(ss -Hltn 2>/dev/null | awk '$4 ~ /:22$/ { print $4 }' | sort -u | one_line)
  if [ -n "$active" ] && [ -n "$listening" ]; then
    check sshd pass "$active listens on $listening"
  else
    check sshd fail "active: ${active:-none}; listening on port 22: ${listening:-nothing}"
  fi
}

# Every other user who can sign in stayed from the build.
check_users() {
  others=$(awk -F: -v login="$LOGIN_USER" \
    '$3 >= 1000 && $3 < 60000 && $1 != login { print $1 }' /etc/passwd | one_line)
  homes=
  for home in /home/*; do
    [ -d "$home" ] || continue
    [ "${home#/home/}" = "$LOGIN_USER" ] || homes="$homes $home"
  done
  if booted && ! id -- "$LOGIN_USER" >/dev/null 2>&1; then
    check users fail "the machine's own user $LOGIN_USER does not exist: cloud-init did not create it"
  elif [ -z "$others$homes" ]; then
    check users pass "no user but $LOGIN_USER"
  elif booted; then
    check users fail "left from the build: users: ${others:-none}, homes:${homes:- none}"
  else
    check users unknown "$not_booted: the agent removes the build's user, ${others:-none}, when the image is captured"
  fi
}

# Two units fail on machines without their hardware or while cloud-init unmounts: Azure/AgentBaker,
# ValidateNoFailedSystemdUnits.
check_units() {
  if ! booted; then
    check failed-units unknown "$not_booted"
    return
  fi
  timeout 120 systemctl is-system-running --wait >"$seen/state" 2>/dev/null || :
  failed=$(systemctl --failed --plain --no-legend --no-pager |
    awk '$1 != "fwupd-refresh.service" && $1 !~ /^run-cloud\\x2dinit-tmp-.*\.mount$/ { print $1 }' | one_line)
  if [ -z "$failed" ]; then
    check failed-units pass "none; the system is $(one_line <"$seen/state")"
  else
    check failed-units fail "$failed"
  fi
}

check_clock() {
  if ! booted; then
    check clock unknown "$not_booted"
    return
  fi
  waited=0
  while [ "$(timedatectl show --property=NTPSynchronized --value 2>/dev/null)" != yes ]; do
    if [ "$waited" -ge "$CLOCK_SECONDS" ]; then
      check clock fail "not synchronised after $CLOCK_SECONDS seconds"
      return
    fi
    waited=$((waited + 5))
    sleep 5
  done
  check clock pass 'synchronised'
}

# The first boot grows partition and file system to the disk.
check_disk() {
  source=$(findmnt -nvo SOURCE / 2>/dev/null || :)
  disk=$(lsblk -nro PKNAME "$source" 2>/dev/null | head -n 1 || :)
  if ! booted; then
    check disk unknown "$not_booted"
    return
  fi
  if [ -z "$disk" ]; then
    check disk unknown "the disk of ${source:-/} is not known"
    return
  fi
  whole=$(lsblk -bdnro SIZE "/dev/$disk")
  part=$(lsblk -bdnro SIZE "$source")
  inside=$(df -B1 --output=size / | tail -n 1 | tr -d ' ')
  fact disk-bytes "$whole"
  # Boot partitions and the file system's own tables take less than these.
  if [ "$((whole - part))" -gt $((3 * 1024 * 1024 * 1024)) ]; then
    check disk fail "the partition has $part bytes of the disk's $whole: it did not grow"
  elif [ "$((inside * 10 / 8))" -lt "$part" ]; then
    check disk fail "the file system has $inside bytes of the partition's $part: it did not grow"
  else
    check disk pass "$inside of $whole bytes"
  fi
}

check_kernel() {
  running=$(uname -r)
  newest=$(find /boot -maxdepth 1 -name 'vmlinuz-*' -printf '%f\n' 2>/dev/null |
    sed 's/^vmlinuz-//' | sort -V | tail -n 1)
  fact kernel "$running"
  if ! booted; then
    check kernel unknown "$not_booted; the newest installed is ${newest:-none}"
  elif [ -z "$newest" ]; then
    check kernel unknown 'no kernel is in /boot'
  elif [ "$running" = "$newest" ]; then
    check kernel pass "$running is the newest installed"
  else
    check kernel fail "$running runs, and $newest is installed"
  fi
  if [ ! -d "/lib/modules/$running" ] && booted; then
    check kernel-modules fail "/lib/modules/$running does not exist"
  elif booted; then
    check kernel-modules pass "$running"
  else
    check kernel-modules unknown "$not_booted"
  fi
}

# Source: needrestart, README.batch.md.
check_restart() {
  if [ -e /run/reboot-required ] || [ -e /var/run/reboot-required ]; then
    check restart fail "a restart is required by: $(one_line </run/reboot-required.pkgs 2>/dev/null)"
  elif ! booted; then
    check restart unknown "$not_booted"
  elif ! have needrestart; then
    check restart none 'needrestart is not installed; no package requires a restart'
  else
    timeout 120 needrestart -b -r l >"$seen/needrestart" 2>/dev/null || :
    services=$(sed -n 's/^NEEDRESTART-SVC: //p' "$seen/needrestart" | one_line)
    state=$(sed -n 's/^NEEDRESTART-KSTA: //p' "$seen/needrestart" | head -n 1)
    if [ -n "$services" ] || [ "${state:-0}" -gt 1 ]; then
      check restart fail "to restart: ${services:-the kernel}; state of the kernel: ${state:-unknown}"
    else
      check restart pass 'nothing to restart'
    fi
  fi
}

check_apt() {
  code=0
  timeout "$APT_SECONDS" apt-get update -q -o DPkg::Lock::Timeout="$APT_SECONDS" -o APT::Update::Error-Mode=any \
    >"$seen/apt" 2>&1 </dev/null || code=$?
  if [ "$code" -eq 0 ]; then
    check apt-update pass "$(grep -c '^Get\|^Hit' "$seen/apt" || :) lists"
  else
    check apt-update fail "exit code $code: $(tail -n 5 "$seen/apt" | one_line)"
  fi
}

check_image() {
  if grep -qxF "PINS_DIGEST=\"$PINS_DIGEST\"" /etc/jumpbox-release 2>/dev/null; then
    check image pass "pins $PINS_DIGEST"
  else
    check image fail "/etc/jumpbox-release does not name pins $PINS_DIGEST: this is another image"
  fi
}

# Source: UEFI specification, "SecureBoot" variable: four bytes of attributes, then 1 if it is on.
check_secure_boot() {
  variable=/sys/firmware/efi/efivars/SecureBoot-8be4df61-93ca-11d2-aa0d-00e098032b8c
  if [ "$WANTS_SECURE_BOOT" -eq 0 ]; then
    check secure-boot none 'the machine was created without Trusted Launch'
  elif ! booted; then
    check secure-boot unknown "$not_booted"
  elif [ ! -r "$variable" ]; then
    check secure-boot fail 'Trusted Launch was requested, and the firmware has no variable SecureBoot'
  elif [ "$(tail -c 1 "$variable" | od -An -tu1 | tr -d ' ')" = 1 ]; then
    check secure-boot pass 'on'
  else
    check secure-boot fail 'Trusted Launch was requested, and Secure Boot is off'
  fi
}

tell_times() {
  fact boot-id "$(cat /proc/sys/kernel/random/boot_id 2>/dev/null)"
  if booted && have systemd-analyze; then
    fact boot-time "$(systemd-analyze time 2>/dev/null | head -n 1)"
  fi
}

echo begin
check_cloud_init
check_identity
check_sshd
check_users
check_units
check_clock
check_disk
check_kernel
check_restart
check_apt
check_image
check_secure_boot
tell_times
echo end
