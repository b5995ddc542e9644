#!/usr/bin/env bats
# The version that a tool answers with.

# answer TEXT EXPECTED: runs the validation on a tool that says TEXT.
answer() {
  {
    printf "STEP=tool-versions\nversions() { \"\$1\" tool 1.2.3 '%s' /usr/bin/printf printf '%%s\\\\n' '%s'; }\n" "$2" "$1"
    cat scripts/lib/step.sh scripts/validate/tool-versions.sh
  } >"$BATS_TEST_TMPDIR/step.sh"
  run sh -e "$BATS_TEST_TMPDIR/step.sh"
}

@test "the locked version passes in the words of any tool" {
  for text in 1.2.3 'Client Version: v1.2.3' 'jq-1.2.3' 'git hash: v1.2.3/abc' 'Version:"v1.2.3", BuildDate' '{"x": "1.2.3"}'; do
    expected=1.2.3
    case "$text" in *v1*) expected=v1.2.3 ;; esac
    answer "$text" "$expected"
    [ "$status" -eq 0 ]
  done
}

@test "a version that only contains the locked one is refused" {
  for text in 1.2.30 11.2.3 0.1.2.3 1.2.3.4 1.2.3-rc1 1.2.3+dirty; do
    answer "$text" 1.2.3
    [ "$status" -eq 1 ]
    [[ "$output" == *"the lock says 1.2.3, the tool says: $text"* ]]
  done
}
