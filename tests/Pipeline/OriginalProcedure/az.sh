# shellcheck shell=bash
# Sourced: az as a function that prints each command, and runs the program or, below forks.py, a fork of one that is loaded already.
az() {
  # A sign-in has a secret.
  [ "$1" = login ] || echo "az $*" >&2
  set -- "$@" --only-show-errors
  if [ -z "${AZ_FORKS:-}" ]; then
    command az "$@"
    return
  fi
  local connection code
  exec {connection}<>"/dev/tcp/127.0.0.1/$AZ_FORKS"
  {
    printf '%s\0' "$#" "$@"
    env -0
    printf '\0'
  } >&"$connection"
  read -r code <&"$connection"
  cat <&"$connection"
  exec {connection}>&-
  return "${code:-1}"
}
