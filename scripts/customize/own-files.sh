# uses: step
# Files of the user's own, each with its owner and mode, in one move; certificates become trusted.
# Data: own_files CALLBACK, and a function for the bytes of each.

become_root
trusted=0

# own_file TARGET OWNER GROUP MODE SHA256 TRUST BYTES
own_file() {
  if [ -d "$1" ]; then
    fail "$1 is a directory, and one of the files should go there" "change its target in files/manifest.json"
  fi
  getent passwd "$2" >/dev/null || fail "$1: there is no account $2" "change its owner in files/manifest.json"
  getent group "$3" >/dev/null || fail "$1: there is no group $3" "change its group in files/manifest.json"
  install -d -m 0755 "${1%/*}"
  "$7" | base64 -d >"$1.new" || fail "$1 could not be written" "see the line above: the disk may be full"
  sum=$(sha256sum <"$1.new")
  if [ "${sum%% *}" != "$5" ]; then
    rm -f -- "$1.new"
    fail "$1 has SHA-256 ${sum%% *} on the disk, and $5 in files" "see whether the disk is full"
  fi
  chown "$2:$3" "$1.new"
  chmod "$4" "$1.new"
  mv -fT -- "$1.new" "$1"
  if [ "$6" = trust ]; then trusted=$((trusted + 1)); fi
  say "$1: $2:$3 $4, SHA-256 $5"
}
own_files own_file

if [ "$trusted" -gt 0 ]; then
  command -v update-ca-certificates >/dev/null ||
    fail "update-ca-certificates is missing, so $trusted certificates cannot be trusted" \
      "use a base image with the package ca-certificates"
  update-ca-certificates
fi
