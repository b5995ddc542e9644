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

say "the .NET SDK $sdk required by global.json is missing; installing it to $folder with $from"
script=$(mktemp)
trap 'rm -f "$script"' EXIT
if [ -f "$from" ]; then
  cp "$from" "$script"
elif command -v curl >/dev/null; then
  curl --fail --silent --show-error --location --retry 3 "$from" --output "$script" || die "cannot download $from: $by_hand"
elif command -v wget >/dev/null; then
  wget --quiet "$from" --output-document "$script" || die "cannot download $from: $by_hand"
else
  die "curl or wget is required to download $from: install one of them, or $by_hand"
fi
bash "$script" --jsonfile global.json --install-dir "$folder" --no-path >&2 || die "$from failed: $by_hand"
