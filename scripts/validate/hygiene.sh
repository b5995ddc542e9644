# uses: step leftovers
# The image has no left-overs of the build VM. This runs on a machine started from the image: what it created itself is
# younger than its start, and everything else on its disk is the image's.
# Data: STAGE, PINS_DIGEST, LEFTOVERS_KEEP.

become_root
release=/etc/jumpbox-release
if ! grep -qxF "PINS_DIGEST=\"$PINS_DIGEST\"" "$release" 2>/dev/null; then
  complain "$release does not name pins $PINS_DIGEST" "the image was not built by these steps"
  unmade=1
fi
found=0
search image
found=$((found + ${unmade:-0}))
test "$found" -eq 0 || fail "the image contains $found left-overs of the build VM" "see the fix for each one above"
say "the image contains no left-overs of the build VM"
