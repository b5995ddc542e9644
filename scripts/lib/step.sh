# Speaking, failing and becoming root: the first library of every step.
# Data: STEP, the step's name.

umask 022
PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
LC_ALL=C.UTF-8
export PATH LC_ALL

say() {
  printf 'jumpbox: %s\n' "$*"
}

# complain WHAT CURE: says what failed, with which value, and what to do.
complain() {
  printf 'jumpbox: FAILED %s: %s\n' "$STEP" "$1" >&2
  printf 'jumpbox: cure: %s\n' "$2" >&2
}

# fail WHAT CURE: complains and ends the step.
fail() {
  complain "$1" "$2"
  exit 1
}

# The image builder runs a step as an ordinary user who may use sudo: the step's file starts itself again as root.
become_root() {
  if [ "$(id -u)" -ne 0 ]; then
    [ -r "$0" ] || fail "the step's own file '$0' cannot be read" "run the step as a file, as Azure Image Builder does"
    sudo -n true || fail "user $(id -un) may not use sudo without a password" "give it NOPASSWD in /etc/sudoers.d"
    exec sudo -n -- /bin/sh -e "$0"
  fi
  say "step $STEP"
}
