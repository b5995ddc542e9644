# uses: step leftovers
# The image has nothing of the build machine. This runs on a machine started from the image: what it made itself is
# younger than its start, and everything else on its disk is the image's.
# Data: STAGE, PINS_DIGEST, LEFTOVERS_KEEP.

become_root
release=/etc/jumpbox-release
if ! grep -qxF "PINS_DIGEST=\"$PINS_DIGEST\"" "$release" 2>/dev/null; then
  complain "$release does not name pins $PINS_DIGEST" "the image was not made by these steps"
  unmade=1
fi
found=0
search image
found=$((found + ${unmade:-0}))
test "$found" -eq 0 || fail "the image carries $found things of the build machine" "see each one's own cure above"
say "the image carries nothing of the build machine"
