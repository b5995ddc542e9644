# uses: step apt
# The publishers' packages, at the pinned versions, in one transaction.
# Data: STAGE, LOCK_DIGEST, packages CALLBACK, and that of the library.

become_root
hold_services
test "$(cat "$STAGE/verified" 2>/dev/null)" = "$LOCK_DIGEST" ||
  fail "the downloads were not verified for lock $LOCK_DIGEST" "the step download-tools must come before this one"

wanted=
# The file is already here under the name that apt gives it: apt holds it against the signed index and loads nothing.
use_package() {
  wanted="$wanted $7=$8"
  file="$7_$(printf '%s' "$8" | sed 's/:/%3a/g')_${4##*_}"
  mv -fT -- "$STAGE/packages/$4" "/var/cache/apt/archives/$file"
}
packages use_package

# shellcheck disable=SC2086 # a list of packages
apt_get install --allow-downgrades $wanted || apt_failed "installing$wanted failed" "see apt's own lines above"
