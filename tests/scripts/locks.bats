#!/usr/bin/env bats
# Who holds a lock.

setup() {
  STEP=test
  . scripts/lib/step.sh
  . scripts/lib/apt.sh
}

@test "the process that holds a lock is named with its command" {
  command -v flock >/dev/null || skip "flock is missing"
  lock="$BATS_TEST_TMPDIR/lock"
  flock "$lock" sleep 30 3>&- &
  holder=$!
  for _ in 1 2 3 4 5 6 7 8 9 10; do [ -n "$(holders "$lock")" ] && break || sleep 0.1; done
  found=$(holders "$lock")
  pkill -P "$holder"
  kill "$holder" 2>/dev/null || :
  [[ "$found" == *"flock"* ]]
}

@test "a free lock and a missing file have no holder" {
  : >"$BATS_TEST_TMPDIR/free"
  [ -z "$(holders "$BATS_TEST_TMPDIR/free")" ]
  [ -z "$(holders "$BATS_TEST_TMPDIR/missing")" ]
}
