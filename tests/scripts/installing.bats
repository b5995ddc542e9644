#!/usr/bin/env bats
# Microsoft's script is run only with Microsoft's signature. Here the key is the test's own, and its fingerprint stands in the
# place of Microsoft's; downloads come from a folder.

setup() {
  command -v gpg >/dev/null || skip "gpg is not installed"
  served=$BATS_TEST_TMPDIR/served
  mkdir -p "$served" "$BATS_TEST_TMPDIR/bin"
  mkdir -m 700 "$BATS_TEST_TMPDIR/keys"
  # shellcheck disable=SC2016 # The script's own arguments.
  printf 'echo "installs: $*"\n' >"$served/dotnet-install.sh"
  key maker
  pgp --export maker >"$served/dotnet-install.asc"
  sign maker
  fingerprint=$(pgp --with-colons --list-keys maker | awk -F: '$1 == "fpr" { print $10; exit }')
  sed "s/2B930AB1228D11D5D7F6B6ACB9CF1A51FC7D3ACF/$fingerprint/" build/install-sdk.sh >"$BATS_TEST_TMPDIR/install-sdk.sh"
  # curl … URL --output FILE
  # shellcheck disable=SC2016 # The stand-in's own variables.
  printf '#!/bin/sh\nfor at; do case $at in http*) from=$at ;; esac; to=$at; done\ncp "%s/${from##*/}" "$to"\n' "$served" \
    >"$BATS_TEST_TMPDIR/bin/curl"
  chmod +x "$BATS_TEST_TMPDIR/bin/curl"
}

teardown() {
  if command -v gpgconf >/dev/null; then gpgconf --homedir "$BATS_TEST_TMPDIR/keys" --kill all; fi
}

pgp() { gpg --homedir "$BATS_TEST_TMPDIR/keys" --batch --quiet --pinentry-mode loopback --passphrase '' "$@"; }
key() { pgp --quick-generate-key "$1" ed25519 sign never 2>/dev/null; }

# sign KEY: signs the script that is served.
sign() { pgp --yes --local-user "$1" --output "$served/dotnet-install.sig" --detach-sign "$served/dotnet-install.sh"; }

install() { PATH=$BATS_TEST_TMPDIR/bin:$PATH run bash "$BATS_TEST_TMPDIR/install-sdk.sh" 10.0.1 /tmp/none; }

@test "a script with the right signature is run" {
  install
  [ "$status" -eq 0 ]
  [[ "$output" == *"installs: --jsonfile global.json"* ]]
}

@test "a script that was changed after it was signed is not run" {
  echo 'echo evil' >>"$served/dotnet-install.sh"
  install
  [ "$status" -eq 1 ]
  [[ "$output" == *"is not signed by Microsoft's key"*"install the .NET SDK 10.0.1 manually"* ]]
  [[ "$output" != *evil* && "$output" != *"installs:"* ]]
}

@test "a script that another key signed is not run, although that key is served" {
  key other
  sign other
  pgp --export other maker >"$served/dotnet-install.asc"
  install
  [ "$status" -eq 1 ]
  [[ "$output" == *"is not signed by Microsoft's key"* ]]
  [[ "$output" != *"installs:"* ]]
}

@test "a script without a signature is not run" {
  rm "$served/dotnet-install.sig"
  install
  [ "$status" -eq 1 ]
  [[ "$output" != *"installs:"* ]]
}

@test "a script of the user's own needs none" {
  DOTNET_INSTALL_SCRIPT=$served/dotnet-install.sh install
  [ "$status" -eq 0 ]
  [[ "$output" == *"installs:"* ]]
}
