# shellcheck shell=bash disable=SC2154 # build.sh reads this file where no program has its stamp, and sets runs and sdk
# Compiles the pipeline into $runs/<stamp>, after installing the SDK where it is missing.

say() { echo "build.sh: $*" >&2; }

die() {
  say "$*"
  exit 1
}

# Says what takes so long; on a terminal it counts the seconds until the line is finished.
announce() {
  ticker=''
  printf '%s' "$1" >&2
  if [ ! -t 2 ] || [ -n "${CI:-}${TF_BUILD:-}${NO_COLOR:-}" ] || [ "${TERM:-dumb}" = dumb ]; then
    echo >&2
    return
  fi
  # Ends with the wrapper, whatever ends that.
  for ((second = 1; ; second++)); do
    sleep 1
    kill -0 $$ 2>/dev/null || exit
    printf '\r%s %d s' "$1" "$second" >&2
  done 9>&- &
  ticker=$!
}

finish() {
  [ -n "$ticker" ] || return 0
  kill "$ticker"
  wait "$ticker" 2>/dev/null || true
  printf '\r%s\e[K\n' "$1" >&2
}

compile() {
  local notice='Compiling the pipeline (once, about 40 s), then starting it…' before after compiles
  after=$(stamp)
  until [ -d "$runs/$after" ]; do
    before=$after
    announce "$notice"
    compiles=yes
    # Without the analyzers, which take longer than the compiler and belong to Test and dotnet build; in a folder of its own,
    # or those would find nothing left to compile. Into a file: the compiler's servers live on and would hold a pipe open.
    dotnet build build/Build -c Release -v q -nologo -clp:NoSummary -p:RunAnalyzers=false -p:IntermediateOutputPath=obj/start/ \
      </dev/null >"$runs/output" 2>&1 9>&- || compiles=no
    finish "$notice"
    if [ "$compiles" = no ]; then
      cat "$runs/output" >&2
      die "the pipeline does not compile; the errors are above"
    fi
    after=$(stamp)
    # An edit during the build may or may not be in it.
    notice='A source changed meanwhile: compiling again…'
    if [ "$before" = "$after" ]; then
      rm -rf "$runs/$after.part"
      cp -R build/Build/bin/Release/net10.0 "$runs/$after.part"
      mv "$runs/$after.part" "$runs/$after"
    fi
  done
  find "$runs" -mindepth 1 -maxdepth 1 -name '*[0-9a-f]*' ! -name lock ! -name "$after*" -mtime +0 -exec rm -rf {} +
}

# Of two builds at once the second waits, then finds the first one's result. build.ps1 takes the same lock.
if ! mkdir -p "$runs" 2>/dev/null || [ ! -w "$runs" ]; then
  die "cannot write to $PWD/$runs, where the pipeline is compiled: clone to a folder that you can write, or use the installed tool (docs/use-without-a-fork.md)"
fi
if command -v flock >/dev/null; then
  exec 9>"$runs/lock"
  flock 9
else
  exec 9>/dev/null
  until mkdir "$runs/lock.held" 2>/dev/null; do
    say "another build is running; waiting for it (if there is none, remove $runs/lock.held)"
    sleep 2
  done
  trap 'rmdir "$runs/lock.held"' EXIT
fi
if ! dotnet --version </dev/null >/dev/null 2>&1; then
  build/install-sdk.sh "$sdk" "$user_dotnet"
  use_user_dotnet
fi
compile
exec 9>&-
if [ -d "$runs/lock.held" ]; then rmdir "$runs/lock.held" && trap - EXIT; fi
