# uses: step apt
# The publishers' packages, at the pinned versions, in one transaction.
# Data: STAGE, PINS_DIGEST, packages CALLBACK, and that of the library.

become_root
hold_services
test "$(cat "$STAGE/verified" 2>/dev/null)" = "$PINS_DIGEST" ||
  fail "the downloads were not verified for pins $PINS_DIGEST" "the step download-tools must come before this one"

wanted=
# The file is already here under the name that apt gives it: apt holds it against the signed index and loads nothing.
use_package() {
  wanted="$wanted $7=$8"
  file="$7_$(printf '%s' "$8" | sed 's/:/%3a/g')_${4##*_}"
  mv -fT -- "$STAGE/packages/$4" "/var/cache/apt/archives/$file" ||
    fail "$1 $2 could not be handed to apt as $file" "see the line of mv above: the disk may be full"
}
packages use_package

# What they need is mostly there. Then the publishers' own indexes say enough, and the archive's, which take apt a
# second, are left out.
sources=$PUBLISHERS
# shellcheck disable=SC2086 # lists of words
apt_get -s $sources install --allow-downgrades $wanted >/dev/null 2>&1 || sources=

# shellcheck disable=SC2086 # lists of words
patiently $sources install --allow-downgrades $wanted ||
  apt_failed "installing$wanted failed" "see apt's own lines above"
