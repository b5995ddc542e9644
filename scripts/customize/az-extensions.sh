# uses: step
# Extensions of az for every user, from the wheels that download-tools has verified, and from nothing else.
# Data: STAGE, PINS_DIGEST, extensions CALLBACK (name, version and file of each).

become_root
test "$(cat "$STAGE/verified" 2>/dev/null)" = "$PINS_DIGEST" ||
  fail "the downloads were not verified for pins $PINS_DIGEST" "the step download-tools must come before this one"

# pip takes what an extension depends on from the folder; there is no package index. Sources: pip's user guide,
# "Environment Variables"; azure-cli's core/extension/operations.py.
AZURE_CONFIG_DIR="$STAGE/az" AZURE_CORE_COLLECT_TELEMETRY=no PIP_CONFIG_FILE=/dev/null PIP_NO_INDEX=1 PIP_NO_COMPILE=1
PIP_FIND_LINKS="$STAGE/wheels" PIP_ROOT_USER_ACTION=ignore
export AZURE_CONFIG_DIR AZURE_CORE_COLLECT_TELEMETRY PIP_CONFIG_FILE PIP_NO_INDEX PIP_NO_COMPILE PIP_FIND_LINKS \
  PIP_ROOT_USER_ACTION

# extension NAME VERSION FILE
extension() {
  if ! timeout -k 30 600 az extension add --system --yes --source "$STAGE/wheels/$3" --debug \
    >"$STAGE/az.said" 2>&1 </dev/null; then
    grep -E 'ERROR|No matching distribution|not compatible' "$STAGE/az.said" | tail -n 5 >&2 || :
    fail "az cannot install its extension $1 $2" \
      "see its lines above; run --target=Update: it may need another az, or a wheel for another Python than the lock's"
  fi
  say "az's extension $1 $2 is installed for every user"
}
extensions extension
rm -rf -- "$STAGE/az" "$STAGE/az.said" "$STAGE/wheels"
