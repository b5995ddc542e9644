#!/usr/bin/env bash
# Builds the pipeline when a source changed, then runs it with the arguments given.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
dotnet build "$root/build/Build" -c Release -v q -nologo -clp:NoSummary
cd "$root"
exec dotnet "$root/build/Build/bin/Release/net10.0/Build.dll" "$@"
