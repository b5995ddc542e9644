#!/usr/bin/env bash
# Installs the pipeline at the version in dotnet-tools.json and runs it with the arguments given: ./build.sh --target=Build
# Installs the .NET SDK of global.json first where it is missing.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
if [ -z "${HOME:-}" ]; then
  echo "HOME is not set, but .NET and the Azure CLI keep files below it. Set it to a folder that you can write: HOME=DIR $0" >&2
  exit 2
fi
user_dotnet=${DOTNET_INSTALL_DIR:-$HOME/.dotnet}
say() { echo "build.sh: $*" >&2; }

die() {
  say "$*"
  exit 1
}

# The version that a JSON file has after a name.
version_in() {
  [[ $(<"$1") =~ $2[^}]*\"version\":\ *\"([^\"]+)\" ]] || die "$1 has no version for $2: restore it with git"
  echo "${BASH_REMATCH[1]}"
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

install_sdk() {
  from=${DOTNET_INSTALL_SCRIPT:-https://dot.net/v1/dotnet-install.sh}
  by_hand="install the .NET SDK $sdk manually from https://dot.net/download"
  say "the .NET SDK $sdk required by global.json is missing; installing it to $user_dotnet with $from"
  work=$(mktemp -d)
  trap 'rm -rf "$work"' EXIT
  script=$work/dotnet-install.sh
  if [ -f "$from" ]; then
    cp "$from" "$script"
  else
    download "$from" "$script"
  fi
  if [ -z "${DOTNET_INSTALL_SCRIPT:-}" ]; then verify; fi
  bash "$script" --jsonfile global.json --install-dir "$user_dotnet" --no-path >&2 || die "$from failed: $by_hand"
  rm -rf "$work"
  trap - EXIT
}

sdk=$(version_in global.json sdk)
version=$(version_in dotnet-tools.json aksjumpbox.pipeline)
if ! dotnet --version </dev/null >/dev/null 2>&1; then
  if [ ! -d "$user_dotnet/sdk/$sdk" ]; then install_sdk; fi
  export DOTNET_ROOT="$user_dotnet" PATH="$user_dotnet:$PATH"
fi
program=${NUGET_PACKAGES:-$HOME/.nuget/packages}/aksjumpbox.pipeline/$version/tools/net10.0/any/Build.dll
if [ ! -f "$program" ]; then
  say "installing the pipeline $version (once)"
  dotnet tool restore </dev/null >&2 || die "cannot install AksJumpbox.Pipeline $version: check your package source (nuget.config) and the network"
fi
# The program itself, so that signals and exit codes are its own; through the CLI where packages are kept elsewhere.
if [ -f "$program" ]; then exec dotnet "$program" "$@"; fi
exec dotnet tool run jumpbox -- "$@"
