#!/usr/bin/env bash
# Builds the pipeline when a source changed and runs it with the arguments given: ./build.sh --target=Build
# What is compiled lies in build/Build/bin/run/<stamp>, where the stamp is a hash of everything that the compiler reads:
# a start costs one hash, no edit is missed, and a new build takes nothing away from a program that still runs.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
runs=build/Build/bin/run
own_dotnet=${DOTNET_INSTALL_DIR:-$HOME/.dotnet}
[[ $(<global.json) =~ \"version\":\ *\"([^\"]+)\" ]] && sdk=${BASH_REMATCH[1]}
sha256=(sha256sum)
command -v sha256sum >/dev/null || sha256=(shasum -a 256)

say() { echo "build.sh: $*" >&2; }

die() {
  say "$*"
  exit 1
}

dotnet_root() { dirname "$(readlink -f "$(command -v dotnet)")"; }

use_own_dotnet() { export DOTNET_ROOT="$own_dotnet" PATH="$own_dotnet:$PATH"; }

stamp() {
  {
    find "$(dotnet_root)/sdk" -mindepth 1 -maxdepth 1 -name '[0-9]*' 2>/dev/null | LC_ALL=C sort
    find build ./*.props ./*.targets ./global.json ./.editorconfig -name bin -prune -o -name obj -prune \
      -o -type f -print0 | LC_ALL=C sort -z | xargs -0 "${sha256[@]}"
  } | "${sha256[@]}" | cut -c1-16
}

# Takes the SDK of global.json with Microsoft's script into a folder of the user's; nothing needs root.
install_sdk() {
  local from=${DOTNET_INSTALL_SCRIPT:-https://dot.net/v1/dotnet-install.sh}
  local by_hand="install the .NET SDK $sdk by hand from https://dot.net/download"
  say "the .NET SDK $sdk that global.json asks for is not here; installing it into $own_dotnet with $from"
  script=$(mktemp)
  trap 'rm -f "$script"' EXIT
  if [ -f "$from" ]; then
    cp "$from" "$script"
  elif command -v curl >/dev/null; then
    curl --fail --silent --show-error --location --retry 3 "$from" --output "$script" || die "cannot fetch $from: $by_hand"
  elif command -v wget >/dev/null; then
    wget --quiet "$from" --output-document "$script" || die "cannot fetch $from: $by_hand"
  else
    die "neither curl nor wget is here to fetch $from: install one of them, or $by_hand"
  fi
  bash "$script" --jsonfile global.json --install-dir "$own_dotnet" --no-path >&2 || die "$from failed: $by_hand"
  rm -f "$script"
  use_own_dotnet
}

build() {
  dotnet --version >/dev/null 2>&1 || install_sdk
  local before after
  after=$(stamp)
  until [ -d "$runs/$after" ]; do
    before=$after
    dotnet build build/Build -c Release -v q -nologo -clp:NoSummary >&2 9>&- ||
      die "the pipeline does not compile; the errors are above"
    after=$(stamp)
    # What was edited meanwhile may or may not be in it: once more.
    if [ "$before" = "$after" ]; then
      rm -rf "$runs/$after.part"
      cp -R build/Build/bin/Release/net10.0 "$runs/$after.part"
      mv "$runs/$after.part" "$runs/$after"
    fi
  done
  find "$runs" -mindepth 1 -maxdepth 1 -name '*[0-9a-f]*' ! -name lock ! -name "$after*" -mtime +0 -exec rm -rf {} +
}

# Two builds at once: the second waits, then finds the first one's result.
lock() {
  mkdir -p "$runs"
  if command -v flock >/dev/null; then
    exec 9>"$runs/lock"
    flock 9
  else
    exec 9>/dev/null
    until mkdir "$runs/lock.held" 2>/dev/null; do
      say "another build is at work (if none is, remove $runs/lock.held)"
      sleep 2
    done
    trap 'rmdir "$runs/lock.held"' EXIT
  fi
}

unlock() {
  exec 9>&-
  if [ -d "$runs/lock.held" ]; then rmdir "$runs/lock.held" && trap - EXIT; fi
}

if [ -d "$own_dotnet/sdk/$sdk" ] && { ! command -v dotnet >/dev/null || [ ! -d "$(dotnet_root)/sdk/$sdk" ]; }; then
  use_own_dotnet
fi
now=none
if command -v dotnet >/dev/null; then now=$(stamp); fi
if [ ! -d "$runs/$now" ]; then
  lock
  build
  unlock
  now=$(stamp)
  build/ahead.sh "$runs/$now" </dev/null >/dev/null 2>&1 &
fi
if [ -d "$runs/$now.ahead" ]; then now=$now.ahead; fi
exec dotnet "$runs/$now/Build.dll" "$@"
