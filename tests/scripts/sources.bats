#!/usr/bin/env bats
# Which sources apt reads while the image is built. The machine is a root file system of two files.

setup() {
  STEP=test
  STAGE="$BATS_TEST_TMPDIR/stage"
  APT_SNAPSHOT=https://snapshot.ubuntu.com/ubuntu/20261007T000000Z/
  . scripts/lib/step.sh
  . scripts/lib/apt.sh
  APT_SOURCES="$BATS_TEST_TMPDIR/apt"
  mkdir -p "$STAGE" "$APT_SOURCES/sources.list.d"
}

@test "the snapshot takes the place of each of Ubuntu's own hosts" {
  cat >"$APT_SOURCES/sources.list.d/ubuntu.sources" <<'END'
Types: deb
URIs: http://azure.archive.ubuntu.com/ubuntu/ http://archive.ubuntu.com/ubuntu
Suites: noble noble-updates

Types: deb
URIs: https://security.ubuntu.com/ubuntu/
Suites: noble-security
END
  cat >"$APT_SOURCES/sources.list" <<'END'
deb [arch=arm64] http://ports.ubuntu.com/ubuntu-ports noble main
END
  pin_archive
  [ "$(grep -c "$APT_SNAPSHOT" "$STAGE/apt/sources.list.d/ubuntu.sources")" -eq 2 ]
  [ "$(cat "$STAGE/apt/sources.list")" = "deb [arch=arm64] $APT_SNAPSHOT noble main" ]
  ! grep -rE '(archive|security|ports)\.ubuntu' "$STAGE/apt"
}

@test "the machine's own sources stay as they are" {
  printf 'deb http://archive.ubuntu.com/ubuntu noble main\n' >"$APT_SOURCES/sources.list"
  pin_archive
  [ "$(cat "$APT_SOURCES/sources.list")" = 'deb http://archive.ubuntu.com/ubuntu noble main' ]
}

@test "other sources are read as they are" {
  printf 'deb https://store.example/ubuntu noble main\n' >"$APT_SOURCES/sources.list.d/own.list"
  run pin_archive
  [ "$status" -eq 0 ]
  [ "$(cat "$STAGE/apt/sources.list.d/own.list")" = 'deb https://store.example/ubuntu noble main' ]
  [[ "$output" == *"packages are read as they are today, not as of the locked time"* ]]
}

@test "a source that is gone is not read any more" {
  printf 'deb http://archive.ubuntu.com/ubuntu noble main\n' >"$APT_SOURCES/sources.list.d/a.list"
  pin_archive
  rm "$APT_SOURCES/sources.list.d/a.list"
  pin_archive
  [ ! -e "$STAGE/apt/sources.list.d/a.list" ]
}

@test "apt reads the copies and no descriptions" {
  command -v apt-get >/dev/null || skip "apt is missing"
  printf 'deb http://archive.ubuntu.com/ubuntu noble main\n' >"$APT_SOURCES/sources.list"
  pin_archive
  addresses=$(apt-get update --print-uris -o "Dir::State::lists=$BATS_TEST_TMPDIR/lists")
  [[ "$addresses" == *"$APT_SNAPSHOT"dists/noble/InRelease* ]]
  [[ "$addresses" != *archive.ubuntu.com* && "$addresses" != *Translation* ]]
}

@test "whether packages are as of the locked time is noted for the file that names the image" {
  printf 'deb http://archive.ubuntu.com/ubuntu noble main\n' >"$APT_SOURCES/sources.list"
  pin_archive
  [ -e "$STAGE/apt/snapshot" ]
  printf 'deb https://mirror.example/ubuntu noble main\n' >"$APT_SOURCES/sources.list"
  pin_archive
  [ ! -e "$STAGE/apt/snapshot" ]
}
