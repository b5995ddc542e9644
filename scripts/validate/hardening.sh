# uses: step hardening
# Each item of the profile, as it is in the image and, where a machine runs, as it is in force.
# Data: items CALLBACK (KIND, ID and the kind's own), opted_out CALLBACK, PROFILE.

become_root
wrong=0
count=0

item() {
  kind=$1
  shift
  why=
  "check_$kind" "$@" || why=${why:-it cannot be checked}
  count=$((count + 1))
  if [ -n "$why" ]; then
    complain "item $1: $why" \
      "a later step or package changed it: change that, or leave the item out in customizer.optOuts with the reason"
    wrong=$((wrong + 1))
  fi
}
items item
left_out() {
  say "item $1 is left out: $2"
}
opted_out left_out
test "$wrong" -eq 0 || fail "the image does not comply with $wrong of $count items of the profile $PROFILE" \
  "see the fix for each one above"
say "the image complies with all $count items of the profile $PROFILE"
