# Where packages come from: the archive or the organisation's copy of it, the publishers' own repositories.
# Data: STAGE, and that of the libraries apt and fetch.

# move_archive FROM TO: the organisation's own copy of the archive takes the original's place.
move_archive() {
  each_list move_list "$1" "$2"
}
move_list() {
  if grep -qF -- "$1" "$3"; then
    FROM=$1 TO=$2 awk '{
      while ((at = index($0, ENVIRON["FROM"])) > 0) {
        printf "%s%s", substr($0, 1, at - 1), ENVIRON["TO"]
        $0 = substr($0, at + length(ENVIRON["FROM"]))
      }
      print
    }' "$3" >"$STAGE/list"
    cat "$STAGE/list" >"$3"
    say "$3: $2 stands for $1"
  fi
}

# What a minimal image lacks is installed first; the index is read a second time only then.
install_missing() {
  missing=
  for pair in curl:curl gpg:gpg unzip:unzip update-ca-certificates:ca-certificates; do
    command -v "${pair%%:*}" >/dev/null || missing="$missing ${pair##*:}"
  done
  if [ -n "$missing" ]; then
    pin_archive
    apt_update
    say "installing what the steps need:$missing"
    # shellcheck disable=SC2086 # a list of package names
    patiently install --no-install-recommends $missing ||
      apt_failed "installing$missing failed" "see apt's own lines above"
  fi
}

# repositories LIST: each address in a list of apt's, in either format, one a line.
repositories() {
  awk '
    /^[ \t]*#/ { next }
    /^[ \t]*deb(-src)?[ \t]/ {
      sub(/^[ \t]*deb(-src)?[ \t]+(\[[^]]*\][ \t]*)?/, "")
      print $1
      next
    }
    tolower($1) == "uris:" { uris = 1; for (i = 2; i <= NF; i++) print $i; next }
    /^[ \t]/ && uris { for (i = 1; i <= NF; i++) print $i; next }
    { uris = 0 }' "$1" | sed 's:/*$::' | sort -u
}

# set_aside NAME REPOSITORY LIST: a list of this repository alone makes room for the pinned one. A list that others
# share is nobody's to change here.
set_aside() {
  repositories "$3" | grep -qxF -- "${2%/}" || return 0
  others=$(repositories "$3" | grep -vxF -- "${2%/}" | tr '\n' ' ')
  if [ -n "$others" ]; then
    fail "$3 names the repository of $1, $2, beside others: $others" \
      "give $1 a list of its own in the base image, or remove it there: apt accepts one key for a repository"
  fi
  rm -f -- "$3"
  say "$3 named only the repository of $1, and makes room for the pinned one"
}

# add_source NAME KEY-URL FINGERPRINT REPOSITORY SUITE COMPONENT
add_source() {
  key="$STAGE/$1.asc"
  fetch "the key of $1" "$2" "$key" '' '' 1048576 || exit 1
  install -d -m 0700 "$STAGE/gnupg"
  keys=$(gpg --homedir "$STAGE/gnupg" --batch --with-colons --show-keys "$key" 2>&1) || :
  found=$(printf '%s\n' "$keys" |
    awk -F: '$1 == "pub" { wanted = 1 } $1 == "fpr" && wanted { printf "%s%s", sep, $10; sep = " "; wanted = 0 }')
  if [ -z "$found" ]; then
    fail "the key of $1 from $2 cannot be read: $(printf '%s\n' "$keys" | tail -n 1)" \
      "open the address: a page or another file may stand in the key's place, on a mirror too"
  fi
  if [ "$found" != "$3" ]; then
    fail "the key of $1 from $2 has the fingerprint '$found', the catalogue says $3" \
      "do not trust it: if the publisher announced a new key, put its fingerprint into scripts/tools.json"
  fi
  # Two lists for one repository with different keys stop apt ("Conflicting values set for option Signed-By").
  each_list set_aside "$1" "$4"
  install -D -m 0644 "$key" "/etc/apt/keyrings/$1.asc"
  printf 'Types: deb\nURIs: %s/\nSuites: %s\nComponents: %s\nArchitectures: %s\nSigned-By: %s\n' \
    "$4" "$5" "$6" "$(dpkg --print-architecture)" "/etc/apt/keyrings/$1.asc" >"$STAGE/publishers/$1.sources"
  install -m 0644 "$STAGE/publishers/$1.sources" /etc/apt/sources.list.d/
  say "$1: $4 $5, signed by $3"
}
