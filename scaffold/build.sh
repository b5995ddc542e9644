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

install_sdk() {
  local from=${DOTNET_INSTALL_SCRIPT:-https://dot.net/v1/dotnet-install.sh} script
  local by_hand="install the .NET SDK $sdk manually from https://dot.net/download"
  say "the .NET SDK $sdk required by global.json is missing; installing it to $user_dotnet with $from"
  script=$(mktemp)
  # shellcheck disable=SC2064 # The file's name is known now.
  trap "rm -f '$script'" EXIT
  if [ -f "$from" ]; then
    cp "$from" "$script"
  elif command -v curl >/dev/null; then
    curl --fail --silent --show-error --location --retry 3 "$from" --output "$script" || die "cannot download $from: $by_hand"
  else
    wget --quiet "$from" --output-document "$script" || die "cannot download $from with curl or wget: $by_hand"
  fi
  bash "$script" --jsonfile global.json --install-dir "$user_dotnet" --no-path >&2 || die "$from failed: $by_hand"
  rm -f "$script"
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
