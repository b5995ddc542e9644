# What sshd does for everyone, by sshd (Perl, beside this file). Data: SSHD_DEMANDS.

# prove_sshd: sets wrong to how many demands are not met; each is reported with its place.
prove_sshd() {
  work=$(mktemp -d)
  ssh-keygen -q -t ed25519 -N '' -f "$work/key"
  install -d -m 0755 /run/sshd
  wrong=0
  if ! SSHD_DEMANDS="$SSHD_DEMANDS" sshd_blocks "$work/key" >"$work/answer" 2>"$work/errors"; then
    why=$(tail -n 1 "$work/errors")
    rm -rf -- "$work"
    fail "$why" "run sshd -t on the base image; a file that sshd includes may be unreadable"
  fi
  tab=$(printf '\t')
  while IFS=$tab read -r place what demand who; do
    if [ "$place" = PROVED ]; then
      say "sshd: $what Match blocks and everyone else, $demand demands each"
    else
      complain "$place: sshd has '$what' for $who, and '$demand' is demanded" \
        "remove the line, or put what is meant into the settings: customizer.profile and customizer.optOuts"
      wrong=$((wrong + 1))
    fi
  done <"$work/answer"
  rm -rf -- "$work"
}
