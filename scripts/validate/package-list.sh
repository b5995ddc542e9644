# uses: step
# The installed packages, for the bill of materials: the log is the only way out of the build machine.

say "step $STEP"
printf '%s\n' '-----BEGIN JUMPBOX PACKAGES-----'
# shellcheck disable=SC2016 # dpkg-query's own placeholders
dpkg-query --show --showformat '${db:Status-Abbrev}\t${Package}\t${Version}\t${Architecture}\n' |
  awk -F '\t' '$1 ~ /^.i/ { print $2 "\t" $3 "\t" $4 }' | sort
printf '%s\n' '-----END JUMPBOX PACKAGES-----'
