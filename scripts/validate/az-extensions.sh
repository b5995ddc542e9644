# uses: step
# az shows an ordinary user, who has no extension of their own, each extension in exactly the locked version.
# Data: extensions CALLBACK (name, version and file of each).

say "step $STEP"
AZURE_CONFIG_DIR=$(mktemp -d) AZURE_CORE_COLLECT_TELEMETRY=no
export AZURE_CONFIG_DIR AZURE_CORE_COLLECT_TELEMETRY
wrong=0
listed=$(timeout 120 az extension list --query '[].[name, version]' --output tsv </dev/null) ||
  fail "az cannot list its extensions" "see its lines above"

# extension NAME VERSION FILE
extension() {
  found=$(printf '%s\n' "$listed" | awk -F '\t' -v name="$1" '$1 == name { print $2; exit }')
  if [ "$found" != "$2" ]; then
    complain "az's extension $1 is '${found:-not installed}', and the lock has $2" \
      "the base image or a later step brought another one: remove it there"
    wrong=$((wrong + 1))
  else
    say "az's extension $1 $2"
  fi
}
extensions extension
rm -rf -- "$AZURE_CONFIG_DIR"
test "$wrong" -eq 0 || fail "$wrong extensions of az are not as the lock has them" "see the fix for each one above"
