# uses: step
# Every package that the image asks for is installed, in exactly the locked version.
# Data: PACKAGE_NAMES, LOCKED_PACKAGES (name and version first, one package a line).

say "step $STEP"
wrong=0
for name in $PACKAGE_NAMES; do
  locked=$(printf '%s\n' "$LOCKED_PACKAGES" | awk -v name="$name" '$1 == name { print $2; exit }')
  # shellcheck disable=SC2016 # dpkg-query's own placeholders
  found=$(dpkg-query --show --showformat '${db:Status-Abbrev}${Version}' "$name" 2>/dev/null) || found=
  if [ "$found" != "ii $locked" ]; then
    complain "$name is '${found:-not installed}', and the lock has $locked" \
      "a later step changed it: change that step, or name the package in no other one"
    wrong=$((wrong + 1))
  else
    say "$name $locked"
  fi
done
test "$wrong" -eq 0 || fail "$wrong packages are not as the lock has them" "see the fix for each one above"
