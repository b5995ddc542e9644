#!/usr/bin/env bash
# Compiles the pipeline when a source changed and runs it with the arguments given: ./build.sh --target=Build
# The program is in build/Build/bin/run/<stamp>, where the stamp is a hash of everything that the compiler reads: a start
# costs one hash, no edit is missed, and a new build takes nothing away from a program that still runs.
# JUMPBOX_REPOSITORY is the folder of another repository, with settings of its own.
set -euo pipefail
if [ -n "${JUMPBOX_REPOSITORY:-}" ]; then JUMPBOX_REPOSITORY=$(CDPATH='' cd -- "$JUMPBOX_REPOSITORY" && pwd); fi
cd "$(dirname "${BASH_SOURCE[0]}")"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
runs=build/Build/bin/run
if [ -z "${HOME:-}" ]; then
  echo "HOME is not set, but .NET and the Azure CLI keep files below it. Set it to a folder that you can write: HOME=DIR $0" >&2
  exit 2
fi
user_dotnet=${DOTNET_INSTALL_DIR:-$HOME/.dotnet}
[[ $(<global.json) =~ \"version\":\ *\"([^\"]+)\" ]] && sdk=${BASH_REMATCH[1]}
sha256=(sha256sum)
command -v sha256sum >/dev/null || sha256=(shasum -a 256)

dotnet_root() { dirname "$(readlink -f "$(command -v dotnet)")"; }

use_user_dotnet() { export DOTNET_ROOT="$user_dotnet" PATH="$user_dotnet:$PATH"; }

stamp() {
  {
    find "$(dotnet_root)/sdk" -mindepth 1 -maxdepth 1 -name '[0-9]*' 2>/dev/null | LC_ALL=C sort
    find build ./*.props ./*.targets ./global.json ./.editorconfig -name bin -prune -o -name obj -prune \
      -o -type f -print0 | LC_ALL=C sort -z | xargs -0 "${sha256[@]}"
  } | "${sha256[@]}" | cut -c1-16
}

if [ -d "$user_dotnet/sdk/$sdk" ] && { ! command -v dotnet >/dev/null || [ ! -d "$(dotnet_root)/sdk/$sdk" ]; }; then
  use_user_dotnet
fi
now=none
if command -v dotnet >/dev/null; then now=$(stamp); fi
if [ ! -d "$runs/$now" ]; then
  . build/compile.sh
  now=$(stamp)
  build/ahead.sh "$runs/$now" </dev/null >/dev/null 2>&1 &
fi
if [ -d "$runs/$now.ahead" ]; then now=$now.ahead; fi
program=$PWD/$runs/$now/Build.dll
cd "${JUMPBOX_REPOSITORY:-.}"
exec dotnet "$program" "$@"
