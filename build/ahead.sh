#!/usr/bin/env bash
# Compiles the assemblies of a start ahead of time (ReadyToRun): build/ahead.sh FOLDER creates FOLDER.ahead, and
# build/ahead.sh FOLDER --in-place replaces those of FOLDER, for tests that start the program hundreds of times.
# Never needed: without the compiler's package, or on another system, the plain folder stays in use. JUMPBOX_AHEAD=off
# turns it off. The background job of build.sh does not run in CI either, where a checkout is started once.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
folder=$1 mode=${2:-}
[ "${JUMPBOX_AHEAD:-on}" != off ] || exit 0
[ -n "$mode" ] || [ -z "${CI:-}${TF_BUILD:-}" ] || exit 0
[ "$(uname -sm)" = "Linux x86_64" ] || exit 0
exec 8>"$folder.lock"
flock -n 8 || exit 0

version=$(sed -n 's:.*<CrossgenVersion>\(.*\)</CrossgenVersion>.*:\1:p' Directory.Packages.props)
packages=${NUGET_PACKAGES:-$HOME/.nuget/packages}
crossgen=$packages/microsoft.netcore.app.crossgen2.linux-x64/$version/tools/crossgen2
[ -e "$crossgen" ] || dotnet restore build/Ahead/Ahead.proj -v q 8>&-
chmod u+x "$crossgen"

shared=$(dirname "$(readlink -f "$(command -v dotnet)")")/shared
newest() { find "$shared/$1" -mindepth 1 -maxdepth 1 -name '10.*' | sort -V | tail -1; }
core=$(newest Microsoft.NETCore.App)
web=$(newest Microsoft.AspNetCore.App)

rm -rf "$folder.ahead.part"
if [ -z "$mode" ]; then cp -R "$folder" "$folder.ahead.part"; else mkdir "$folder.ahead.part"; fi
cd "$folder"
part="../$(basename "$folder").ahead.part"
# The target Test waits for it; the background job must not be felt.
priority=(nice -n 19)
[ -z "$mode" ] || priority=()
# Only what a start loads; compiling everything takes minutes and saves little more (docs/decisions/0010).
for assembly in Build Frosting Jumpbox Jumpbox.Azure Jumpbox.Bicep Jumpbox.Pins Jumpbox.Rehearsal Jumpbox.Signing LocalAzure \
  Cake.Az Cake.Json Cake.Core Cake.Cli Cake.NuGet Cake.DotNetTool.Module Spectre.Console Spectre.Console.Ansi \
  Spectre.Console.Cli Microsoft.Extensions.DependencyInjection Microsoft.Extensions.DependencyInjection.Abstractions; do
  [ ! -e "$assembly.dll" ] || "${priority[@]}" "$crossgen" "$assembly.dll" --out "$part/$assembly.dll" \
    --reference "$core/*.dll" --reference "$web/*.dll" --reference './*.dll' \
    --targetos linux --targetarch x64 --optimize --parallelism 1 8>&-
done
if [ -z "$mode" ]; then
  mv "$part" "../$(basename "$folder").ahead"
else
  mv "$part"/*.dll .
  rmdir "$part"
fi
