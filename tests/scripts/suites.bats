#!/usr/bin/env bats
# Which Ubuntu the build machine has, and which one the locked packages are for.

setup() {
  STEP=test
  . scripts/lib/step.sh
  release=$BATS_TEST_TMPDIR/os-release
  eval "$(sed -n '/^require_suite()/,/^}/p' scripts/customize/download-tools.sh | sed "s:/etc/os-release:$release:")"
}

@test "the same Ubuntu passes in silence" {
  printf 'ID=ubuntu\nVERSION_CODENAME=noble\n' >"$release"
  SUITE=noble run require_suite
  [ "$status" -eq 0 ]
  [ -z "$output" ]
}

@test "another Ubuntu is named with the one of the lock" {
  printf 'ID=ubuntu\nVERSION_CODENAME=jammy\n' >"$release"
  SUITE=noble run require_suite
  [ "$status" -eq 1 ]
  [[ "$output" == *"the base image is Ubuntu jammy, and the locked packages are for noble"*"image.base"* ]]
}

@test "any Ubuntu passes where no package is locked" {
  printf 'ID=ubuntu\nVERSION_CODENAME=jammy\n' >"$release"
  SUITE='' run require_suite
  [ "$status" -eq 0 ]
}

@test "another system is unknown, and says so" {
  printf 'ID=debian\nVERSION_CODENAME=bookworm\n' >"$release"
  SUITE=noble run require_suite
  [ "$status" -eq 0 ]
  [[ "$output" == *"this is debian, not Ubuntu: whether the locked packages fit is unknown"* ]]
}
