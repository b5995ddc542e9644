# uses: step
# The command "jumpbox": its doctor, which people and the target Smoke use, and its kubectl.
# Data: doctor, a function that prints the program.

become_root
target=/usr/local/bin/jumpbox
if [ -d "$target" ] || { [ -e "$target" ] && ! grep -q '^"""jumpbox doctor:' "$target"; }; then
  fail "$target is something else, and the command of this name should go there" \
    "find out what created it (dpkg -S $target, or a step of your own) and rename it there; nothing here deletes it"
fi
install -d -m 0755 "${target%/*}"
{ doctor >"$target.new" && chmod 0755 "$target.new" && mv -fT -- "$target.new" "$target"; } ||
  fail "$target could not be written" "see the line above: the disk may be full"
if [ -x /usr/bin/python3 ]; then
  "$target" doctor --help >/dev/null || fail "$target does not run" "see the lines of python3 above"
  say "$target is in place and runs"
else
  say "$target is in place, and needs python3, which every image with cloud-init or Azure's agent has, but not this one"
fi
