# uses: step apt fetch sources
# Everything at once. Programs and packages load while the package index at the pinned time is read; each file is hashed
# when it is on the disk, and unpacked into a folder that nobody runs from, while the others still load. Nothing is
# installed before all of them are right, and whatever is wrong is reported before the upgrade, which takes minutes.
# Data: STAGE, PINS_DIGEST, SUITE (the Ubuntu of the locked packages, or empty), apt_sources, archive_mirrors,
# downloads, packages, wheels CALLBACK, and that of the libraries.

# A custom image does not say which Ubuntu it has until it runs; packages for another one would fail half-way or fit by
# chance.
require_suite() {
  # shellcheck disable=SC1091 # the machine's own
  is=$(. /etc/os-release && printf '%s %s' "$ID" "${VERSION_CODENAME:-}")
  case "$is" in
    "ubuntu $SUITE") ;;
    ubuntu*)
      if [ -n "$SUITE" ]; then
        fail "the base image is Ubuntu ${is#ubuntu }, and the locked packages are for $SUITE" \
          "choose image.base by publisher, offer and SKU, or add your image to baseImages in scripts/tools.json"
      fi
      ;;
    *) say "this is ${is% *}, not Ubuntu: whether the locked packages fit is unknown" ;;
  esac
}

become_root
hold_services
require_suite
rm -rf -- "$STAGE"
install -d -m 0700 "$STAGE" "$STAGE/files" "$STAGE/bin" "$STAGE/packages" "$STAGE/publishers" "$STAGE/wheels"
jobs=

# Each download is a process of its own; its two channels are kept apart from the others' until it ends.
start() {
  "$@" &
  jobs="$jobs $!"
}

# program NAME VERSION URL FILE SHA256 SIZE FORM MEMBER OTHER-URL
program() {
  fetch "$1 $2" "$3" "$STAGE/files/$4" "$5" "$6" '' "$9" &&
    unpack "$1 $2" "$7" "$STAGE/files/$4" "$8" "$STAGE/bin/$1" && rm -f -- "$STAGE/files/$4"
}
start_program() {
  start program "$@"
}

# start_package NAME VERSION URL FILE SHA256 SIZE PACKAGE PACKAGE-VERSION
start_package() {
  start fetch "$1 $2" "$3" "$STAGE/packages/$4" "$5" "$6"
}

# start_wheel NAME VERSION URL FILE SHA256 SIZE
start_wheel() {
  start fetch "$1 $2" "$3" "$STAGE/wheels/$4" "$5" "$6"
}

# require_indexed, with the same arguments: index and lock must name the same file.
require_indexed() {
  # shellcheck disable=SC2086 # a list of words
  indexed=$(apt-cache show $PUBLISHERS "$7=$8" 2>/dev/null | awk '$1 == "SHA256:" { print $2; exit }')
  if [ "$indexed" != "$5" ]; then
    complain "$1 $2: the signed package index says '${indexed:-nothing}' for $7=$8, the lock says SHA-256 $5" \
      "run --target=Check; the publisher may have withdrawn the version, or the suite does not have it"
    failed=$((failed + 1))
  fi
}

# weigh, with the arguments of both: what the lock says that all of them have together, as far as it knows.
weigh() {
  needed=$((needed + ${6:-0}))
}

# wait_all: how many of the jobs failed.
wait_all() {
  failed=0
  for job in $jobs; do
    wait "$job" || failed=$((failed + 1))
  done
}

read_index() {
  apt_sources add_source
  pin_archive
  apt_update
}

needed=0
packages weigh
downloads weigh
require_room "$needed"
archive_mirrors move_archive
install_missing
read_index &
index=$!
packages start_package
downloads start_program
wheels start_wheel
wait_all
if wait "$index"; then packages require_indexed; else failed=$((failed + 1)); fi
if [ "$failed" -ne 0 ]; then
  rm -rf -- "$STAGE"
  fail "$failed of the downloads failed" "see the fix for each one above; nothing was installed"
fi
printf '%s\n' "$PINS_DIGEST" >"$STAGE/verified"
