# Each kind of a profile's items: apply_KIND makes it so in the root file system, check_KIND says whether it is so. Both
# get the item's id and its arguments. Checks set why where it is not so; a machine that runs is asked too.
# Data: that of the library apt.
# shellcheck disable=SC2034 # why is for the step that checks

SYSCTL=/etc/sysctl.d/99-zz-jumpbox.conf
MODPROBE=/etc/modprobe.d/99-jumpbox.conf

running() {
  [ -d /run/systemd/system ]
}

# once FILE LINE: adds a line unless the file has it.
once() {
  install -d -m 0755 "${1%/*}"
  grep -qxsF -- "$2" "$1" || printf '%s\n' "$2" >>"$1"
}

# module NAME ...: cannot be loaded, by name or by need.
apply_module() {
  shift
  for name in "$@"; do
    once "$MODPROBE" "install $name /bin/false"
    once "$MODPROBE" "blacklist $name"
  done
}
check_module() {
  shift
  for name in "$@"; do
    if ! grep -qxshF "install $name /bin/false" /etc/modprobe.d/*.conf ||
      ! grep -qxshF "blacklist $name" /etc/modprobe.d/*.conf; then
      why="the module $name can be loaded"
    elif running && grep -q "^$(printf '%s' "$name" | tr - _) " /proc/modules; then
      why="the module $name is loaded"
    fi
  done
}

# sysctl KEY=VALUE ...
apply_sysctl() {
  shift
  for pair in "$@"; do once "$SYSCTL" "${pair%%=*} = ${pair#*=}"; done
}
# What the last file says counts, by name over all folders. Source: sysctl.d(5).
sysctl_in_files() {
  find /etc/sysctl.d /run/sysctl.d /usr/lib/sysctl.d -name '*.conf' -printf '%f\t%p\n' 2>/dev/null |
    sort -s -u -t "$(printf '\t')" -k1,1 | cut -f2 | while read -r file; do
    sed -n "s|^[ \t-]*$(printf '%s' "$1" | sed 's/[.]/[.\/]/g')[ \t]*=[ \t]*||p" "$file"
  done | tail -n 1 | sed 's/[ \t]*$//'
}
check_sysctl() {
  shift
  for pair in "$@"; do
    is=$(sysctl_in_files "${pair%%=*}")
    if running; then is=$(cat "/proc/sys/$(printf '%s' "${pair%%=*}" | tr . /)" 2>/dev/null || printf '%s' "$is"); fi
    [ "$is" = "${pair#*=}" ] || why="${pair%%=*} is '$is', not ${pair#*=}"
  done
}

# absent PACKAGE ...
apply_absent() {
  shift
  unwanted=
  for name in "$@"; do
    if has_package "$name"; then unwanted="$unwanted $name"; fi
  done
  # shellcheck disable=SC2086 # a list of names
  test -z "$unwanted" || apt_get purge $unwanted || apt_failed "removing$unwanted failed" "see apt's own lines above"
}
has_package() {
  case "$(dpkg-query --show --showformat '${db:Status-Abbrev}' "$1" 2>/dev/null)" in
    ?i*) return 0 ;;
    *) return 1 ;;
  esac
}
check_absent() {
  shift
  for name in "$@"; do
    if has_package "$name"; then why="the package $name is installed"; fi
  done
}

# present PACKAGE ...
apply_present() {
  shift
  missing=
  for name in "$@"; do
    has_package "$name" || missing="$missing $name"
  done
  # shellcheck disable=SC2086 # a list of names
  test -z "$missing" || patiently install --no-install-recommends $missing ||
    apt_failed "installing$missing failed" "see apt's own lines above; customizer.optOuts leaves an item out"
}
check_present() {
  shift
  for name in "$@"; do
    has_package "$name" || why="the package $name is not installed"
  done
}

# masked UNIT ...
apply_masked() {
  shift
  for unit in "$@"; do ln -sfn /dev/null "/etc/systemd/system/$unit"; done
}
check_masked() {
  shift
  for unit in "$@"; do
    if [ "$(readlink "/etc/systemd/system/$unit")" != /dev/null ]; then
      why="$unit can be started"
    elif running && systemctl --quiet is-active "$unit"; then
      why="$unit runs"
    fi
  done
}

# mode MODE OWNER:GROUP PATH ...: at most these rights, where the path exists. A directory's path ends with a slash.
apply_mode() {
  mode=$2 owner=$3
  shift 3
  for path in "$@"; do
    [ -e "$path" ] || continue
    chown "$owner" "$path"
    # Rights are only taken, never given.
    chmod "$(printf '%04o' $(($(printf '0%s' "$(stat -c %a "$path")") & $(printf '0%s' "$mode"))))" "$path"
  done
}
check_mode() {
  mode=$2 owner=$3
  shift 3
  for path in "$@"; do
    [ -e "$path" ] || continue
    if [ "$(stat -c %U:%G "$path")" != "$owner" ]; then
      why="$path is of $(stat -c %U:%G "$path"), not of $owner"
    elif [ $((0$(stat -c %a "$path") & ~0$mode & 07777)) -ne 0 ]; then
      why="$path has mode $(stat -c %a "$path"), more than $mode"
    fi
  done
}

# text PATH MODE CONTENT: the whole file.
apply_text() {
  install -d -m 0755 "${2%/*}"
  printf '%s\n' "$4" >"$2.new"
  chmod "$3" "$2.new"
  mv -fT -- "$2.new" "$2"
}
check_text() {
  if [ "$(cat "$2" 2>/dev/null)" != "$4" ]; then
    why="$2 is not as the profile has it"
  elif [ $((0$(stat -c %a "$2") & ~0$3 & 07777)) -ne 0 ]; then
    why="$2 has mode $(stat -c %a "$2"), more than $3"
  fi
}

# gone PATH ...
apply_gone() {
  shift
  rm -f -- "$@"
}
check_gone() {
  shift
  for path in "$@"; do
    [ ! -e "$path" ] || why="$path exists"
  done
}

# pair FILE KEY VALUE: a line of a key and a value, as in login.defs; the first one counts there.
apply_pair() {
  if grep -Eq "^[[:space:]]*$3[[:space:]]" "$2"; then
    sed -i "s|^[[:space:]]*$3[[:space:]].*|$3\t$4|" "$2"
  else
    printf '%s\t%s\n' "$3" "$4" >>"$2"
  fi
}
check_pair() {
  is=$(awk -v "key=$3" '$1 == key { print $2; exit }' "$2" 2>/dev/null)
  [ "$is" = "$4" ] || why="$3 in $2 is '$is', not $4"
}

# line FILE LINE: a line of its own.
apply_line() {
  once "$2" "$3"
}
check_line() {
  grep -qxsF -- "$3" "$2" || why="$2 has no line '$3'"
}

# sudo LINE: a default of sudo.
SUDOERS=/etc/sudoers.d/00-jumpbox
apply_sudo() {
  once "$SUDOERS" "$2"
  chmod 0440 "$SUDOERS"
  visudo -c -q -f "$SUDOERS" || fail "sudo refuses $SUDOERS with the line $2" "opt out of $1 in customizer.optOuts"
}
check_sudo() {
  grep -qxsF -- "$2" "$SUDOERS" || why="$SUDOERS has no line '$2'"
  visudo -c -q || why="sudo refuses its configuration"
}

# pam PROFILE CONTENT WANTED ...: a profile for pam-auth-update, which keeps what others add, such as Entra login's.
# WANTED: what a file of the stacks must have then.
apply_pam() {
  install -d -m 0755 /usr/share/pam-configs
  printf '%s\n' "$3" >"/usr/share/pam-configs/$2"
  DEBIAN_FRONTEND=noninteractive pam-auth-update --package --enable "$2"
}
check_pam() {
  shift 3
  for wanted in "$@"; do
    grep -Eqsh -- "$wanted" /etc/pam.d/common-auth /etc/pam.d/common-account /etc/pam.d/common-password ||
      why="no stack of PAM has $wanted"
  done
}

# login WANTED COMMAND: what a login shell of an ordinary user says.
check_login() {
  is=$(su -s /bin/bash nobody -c "bash -lc '$3'" 2>/dev/null </dev/null || printf '')
  [ "$is" = "$2" ] || why="'$3' says '$is' in a login shell, not '$2'"
}
apply_login() {
  :
}

# mount WHERE OPTION ...
apply_mount() {
  where=$2
  shift 2
  sed -i "\\|[[:space:]]${where}[[:space:]]|d" /etc/fstab 2>/dev/null || :
  printf 'tmpfs %s tmpfs defaults,%s 0 0\n' "$where" "$(printf '%s,' "$@" | sed 's/,$//')" >>/etc/fstab
}
check_mount() {
  where=$2
  shift 2
  for option in "$@"; do
    if ! awk -v "where=$where" '$2 == where { print "," $4 "," }' /etc/fstab | grep -q ",$option,"; then
      why="$where has no $option in /etc/fstab"
    elif running && ! findmnt -kno OPTIONS "$where" | tr , '\n' | grep -qx "$option"; then
      why="$where is mounted without $option"
    fi
  done
}

# unit NAME WANTED-BY CONTENT: a unit that starts at boot, and not before.
apply_unit() {
  printf '%s\n' "$4" >"/etc/systemd/system/$2"
  install -d -m 0755 "/etc/systemd/system/$3.wants"
  ln -sfn "../$2" "/etc/systemd/system/$3.wants/$2"
}
check_unit() {
  if [ ! -L "/etc/systemd/system/$3.wants/$2" ]; then
    why="$2 does not start with $3"
  elif running && ! systemctl --quiet is-active "$2"; then
    why="$2 does not run"
  fi
}
