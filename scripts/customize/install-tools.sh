# uses: step
# The verified programs take their places, each in one move; then their other names and their completion.
# Data: STAGE, PINS_DIGEST, tools CALLBACK, aliases CALLBACK, completions CALLBACK.

become_root
test "$(cat "$STAGE/verified" 2>/dev/null)" = "$PINS_DIGEST" ||
  fail "the downloads were not verified for pins $PINS_DIGEST" "the step download-tools must come before this one"

# tool NAME VERSION TARGET
tool() {
  install -d -m 0755 "${3%/*}"
  # Renamed and not copied where both are on one file system; the second move is the one that counts.
  { mv -fT -- "$STAGE/bin/$1" "$3.new" && mv -fT -- "$3.new" "$3"; } ||
    fail "$1 $2 could not be put in its place, $3" "see the line of mv above: is the disk full, a folder in the way?"
  say "$1 $2 is $3"
}
tools tool

# alias_of TARGET NAME
alias_of() {
  ln -sfn -- "$1" "${1%/*}/$2"
  say "$2 is $1"
}
aliases alias_of

# completion_of NAME COMMAND ...: a tool that cannot print its completion is still a good tool.
completion_of() {
  file="/usr/share/bash-completion/completions/$1"
  shift
  install -d -m 0755 "${file%/*}"
  if HOME="$STAGE" timeout 60 "$@" >"$file.new" 2>/dev/null </dev/null && [ -s "$file.new" ]; then
    mv -fT -- "$file.new" "$file"
  else
    rm -f -- "$file.new"
    say "no completion from: $*"
  fi
}
completions completion_of
