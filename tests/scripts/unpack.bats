#!/usr/bin/env bats
# Programs out of archives that nobody trusts.

setup() {
  STEP=test
  # Small, so that a zip bomb of the tests is small as well.
  UNPACKED_BYTES=1048576
  . scripts/lib/step.sh
  . scripts/lib/fetch.sh
  work=$BATS_TEST_TMPDIR
  mkdir -p "$work/in/bin"
  printf '#!/bin/sh\necho 1.2.3\n' >"$work/in/bin/tool"
  out="$work/out"
}

@test "the program of a tar.gz is taken out and can be run" {
  tar -czf "$work/a.tar.gz" -C "$work/in" bin
  unpack tool tar.gz "$work/a.tar.gz" bin/tool "$out"
  [ "$("$out")" = 1.2.3 ]
}

@test "the program of a zip is taken out and can be run" {
  (cd "$work/in" && zip -q ../a.zip bin/tool)
  unpack tool zip "$work/a.zip" bin/tool "$out"
  [ "$("$out")" = 1.2.3 ]
}

@test "a missing program is named with the cure" {
  tar -czf "$work/a.tar.gz" -C "$work/in" bin
  run unpack tool tar.gz "$work/a.tar.gz" tool "$out"
  [ "$status" -eq 1 ]
  [[ "$output" == *"holds no regular file 'tool'"*"scripts/tools.json"* ]]
  [ ! -e "$out" ]
}

@test "a symbolic link in place of the program is refused and not followed" {
  for form in tar.gz zip; do
    ln -sfn /etc/passwd "$work/in/bin/link"
    tar -czf "$work/a.tar.gz" -C "$work/in" bin
    (cd "$work/in" && rm -f ../a.zip && zip -qy ../a.zip bin/link)
    run unpack tool "$form" "$work/a.$form" bin/link "$out"
    [ "$status" -eq 1 ]
    [ ! -e "$out" ]
  done
}

@test "a hard link to a file outside is refused" {
  printf 'x' >"$work/in/bin/a"
  ln -f "$work/in/bin/a" "$work/in/bin/b"
  tar -czf "$work/a.tar.gz" -C "$work/in" bin/a bin/b
  run unpack tool tar.gz "$work/a.tar.gz" bin/b "$out"
  [ "$status" -eq 1 ]
  [ ! -e "$out" ]
}

@test "a device in place of the program is refused" {
  mkfifo "$work/in/bin/pipe"
  tar -czf "$work/a.tar.gz" -C "$work/in" bin
  run unpack tool tar.gz "$work/a.tar.gz" bin/pipe "$out"
  [ "$status" -eq 1 ]
  [ ! -e "$out" ]
}

@test "an archive whose other entries escape writes nothing outside" {
  printf 'evil' >"$work/evil"
  tar -P -czf "$work/a.tar.gz" -C "$work/in" --transform "s,^$work/evil,../../escaped," "$work/evil" bin/tool
  unpack tool tar.gz "$work/a.tar.gz" bin/tool "$out"
  [ -z "$(find "$work" -name escaped)" ]
}

@test "a program that grows without end is stopped at the limit" {
  head -c 3000000 /dev/zero >"$work/in/bin/bomb"
  tar -czf "$work/a.tar.gz" -C "$work/in" bin
  (cd "$work/in" && zip -q ../a.zip bin/bomb)
  for form in tar.gz zip; do
    run unpack tool "$form" "$work/a.$form" bin/bomb "$out"
    [ "$status" -eq 1 ]
    [[ "$output" == *"is bigger than 1048576 bytes unpacked"* ]]
    [ ! -e "$out" ]
  done
}

@test "a truncated archive is refused" {
  head -c 200000 /dev/urandom >"$work/in/bin/tool"
  tar -czf "$work/whole.tar.gz" -C "$work/in" bin
  (cd "$work/in" && zip -q ../whole.zip bin/tool)
  for form in tar.gz zip; do
    head -c 100000 "$work/whole.$form" >"$work/a.$form"
    run unpack tool "$form" "$work/a.$form" bin/tool "$out"
    [ "$status" -eq 1 ]
    [ ! -e "$out" ]
  done
}

@test "a file that is no archive is refused" {
  printf 'not found' >"$work/a.tar.gz"
  run unpack tool tar.gz "$work/a.tar.gz" bin/tool "$out"
  [ "$status" -eq 1 ]
  [[ "$output" == *"holds no regular file"* ]]
}
