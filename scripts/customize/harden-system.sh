# uses: step apt hardening
# The profile's items that are not sshd's, each by its kind.
# Data: items CALLBACK (KIND, ID and the kind's own), opted_out CALLBACK, and that of the libraries.

become_root
hold_services

item() {
  kind=$1
  shift
  "apply_$kind" "$@" || fail "item $1 could not be applied" "see the lines above; customizer.optOuts leaves it out"
  count=$((count + 1))
}
count=0
items item
left_out() {
  say "item $1 is left out: $2"
}
opted_out left_out
say "$count items applied"
