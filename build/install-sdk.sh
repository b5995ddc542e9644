#!/usr/bin/env bash
# Installs the SDK of global.json with Microsoft's script, without root: build/install-sdk.sh VERSION FOLDER
set -euo pipefail
sdk=$1
folder=$2
from=${DOTNET_INSTALL_SCRIPT:-https://dot.net/v1/dotnet-install.sh}
by_hand="install the .NET SDK $sdk manually from https://dot.net/download"

say() { echo "build.sh: $*" >&2; }

die() {
  say "$*"
  exit 1
}

download() {
  if command -v curl >/dev/null; then
    curl --fail --silent --show-error --location --retry 3 "$1" --output "$2" || die "cannot download $1: $by_hand"
  elif command -v wget >/dev/null; then
    wget --quiet "$1" --output-document "$2" || die "cannot download $1: $by_hand"
  else
    die "curl or wget is required to download $1: install one of them, or $by_hand"
  fi
}

# Microsoft signs the script; the fingerprint is of its key. Source: .NET documentation, "dotnet-install scripts reference",
# signature validation of dotnet-install.sh. A script that DOTNET_INSTALL_SCRIPT names is its user's choice.
verify() {
  local at=https://dot.net/v1/dotnet-install fingerprint=2B930AB1228D11D5D7F6B6ACB9CF1A51FC7D3ACF status
  command -v gpg >/dev/null || die "gpg is required to verify the signature of $from: install gnupg, or $by_hand"
  mkdir -m 700 "$work/keys"
  download "$at.asc" "$work/key"
  download "$at.sig" "$work/signature"
  gpg --homedir "$work/keys" --batch --quiet --import "$work/key" 2>/dev/null || die "$at.asc is not a key: $by_hand"
  status=$(gpg --homedir "$work/keys" --batch --status-fd 1 --verify "$work/signature" "$script" 2>/dev/null) || true
  # VALIDSIG ends in the fingerprint of the primary key.
  [[ $'\n'$status =~ $'\n'"[GNUPG:] VALIDSIG "[^$'\n']*$fingerprint($'\n'|$) ]] ||
    die "$from is not signed by Microsoft's key $fingerprint, so it was not run: $by_hand"
}

say "the .NET SDK $sdk required by global.json is missing; installing it to $folder with $from"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
script=$work/dotnet-install.sh
if [ -f "$from" ]; then
  cp "$from" "$script"
else
  download "$from" "$script"
fi
if [ -z "${DOTNET_INSTALL_SCRIPT:-}" ]; then verify; fi
bash "$script" --jsonfile global.json --install-dir "$folder" --no-path >&2 || die "$from failed: $by_hand"
