# uses: step
# The image carries nothing of the build machine. This runs on a machine started from the image, which has made its own
# host keys and machine-id by then: those must be younger than the image.
# Data: STAGE, PINS_DIGEST.

become_root
wrong=0
found() {
  complain "$1" "$2"
  wrong=$((wrong + 1))
}

# older FILE: whether the file was there when the image was made.
older() {
  [ -e "$1" ] && [ -z "$(find "$1" -newer "$release")" ]
}

release=/etc/jumpbox-release
grep -qxF "PINS_DIGEST=\"$PINS_DIGEST\"" "$release" 2>/dev/null ||
  found "$release does not name pins $PINS_DIGEST" "the image was not made by these steps"
for key in /etc/ssh/ssh_host_*_key; do
  if older "$key"; then
    found "$key is older than the image" \
      "every machine would have the same host key: the step hygiene must come last"
  fi
done
if [ -s /etc/machine-id ] && older /etc/machine-id && ! grep -qx uninitialized /etc/machine-id; then
  found "/etc/machine-id is older than the image" \
    "every machine would have the same id: the step hygiene must come last"
fi
for lists in /var/lib/apt/lists/*_Packages /var/lib/apt/lists/*_Packages.lz4; do
  if older "$lists"; then
    found "$lists is left over" "the step hygiene must come last"
  fi
done
test ! -e "$STAGE" || found "$STAGE is left over" "the step hygiene must come last"
if [ -e /usr/sbin/policy-rc.d ] && grep -q '^# jumpbox:' /usr/sbin/policy-rc.d; then
  found "/usr/sbin/policy-rc.d still keeps services from starting" "the step hygiene must come last"
fi

test "$wrong" -eq 0 || fail "the image carries $wrong things of the build machine" "see each one's own cure above"
say "the image carries nothing of the build machine"
