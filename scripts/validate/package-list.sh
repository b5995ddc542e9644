# uses: step
# The installed packages, for the bill of materials: the log is the only way out of the build machine.

say "step $STEP"
# shellcheck disable=SC2016 # dpkg-query's own placeholders
packages=$(dpkg-query --show --showformat '${db:Status-Abbrev}\t${Package}\t${Version}\t${Architecture}\n') ||
  fail "the installed packages could not be listed" "see dpkg-query's line above: the package database may be damaged"
printf '%s\n' '-----BEGIN JUMPBOX PACKAGES-----'
printf '%s\n' "$packages" | awk -F '\t' '$1 ~ /^.i/ { print $2 "\t" $3 "\t" $4 }' | sort
printf '%s\n' '-----END JUMPBOX PACKAGES-----'
