# uses: step
# The verified programs take their places, each in one move; then their other names and their completion.
# Data: STAGE, PINS_DIGEST, tools CALLBACK, aliases CALLBACK, completions CALLBACK.

become_root
test "$(cat "$STAGE/verified" 2>/dev/null)" = "$PINS_DIGEST" ||
  fail "the downloads were not verified for pins $PINS_DIGEST" "the step download-tools must come before this one"

# stands_in_the_way NAME TARGET: what nothing here may replace.
stands_in_the_way() {
  if [ -d "$2" ]; then
    fail "$1 cannot be installed: $2 is a directory" \
      "find out what created it (dpkg -S $2, or a step of your own) and remove it there; nothing here deletes it"
  fi
}

# earlier_in_path NAME TARGET: another program of this name, which every user would get instead.
earlier_in_path() {
  command=${2##*/}
  first=$(command -v -- "$command" || :)
  if [ -n "$first" ] && [ "$(realpath -- "$first")" != "$(realpath -- "$2")" ]; then
    fail "$1 is installed as $2, but PATH finds $first first" \
      "remove the other one in the base image or in the step that installs it; nothing here deletes it"
  fi
}

# tool NAME VERSION TARGET
tool() {
  stands_in_the_way "$1" "$3"
  if [ -e "$3" ]; then say "$1 $2 replaces the $3 of the base image"; fi
  install -d -m 0755 "${3%/*}"
  # Renamed and not copied where both are on one file system; the second move is the one that counts.
  { mv -fT -- "$STAGE/bin/$1" "$3.new" && mv -fT -- "$3.new" "$3"; } ||
    fail "$1 $2 could not be put in its place, $3" "see the line of mv above: the disk may be full"
  say "$1 $2 is $3"
  earlier_in_path "$1 $2" "$3"
}
tools tool

# alias_of TARGET NAME
alias_of() {
  place="${1%/*}/$2"
  stands_in_the_way "$2" "$place"
  if [ -e "$place" ] && [ "$(realpath -- "$place")" != "$(realpath -- "$1")" ]; then
    fail "$2, another name of $1, cannot be created: $place is another file" \
      "remove it in the base image or in the step that creates it; nothing here deletes it"
  fi
  ln -sfn -- "$1" "$place"
  earlier_in_path "$2" "$place"
  say "$2 is $1"
}
aliases alias_of

completions_folder=/usr/share/bash-completion/completions

# completion_of NAME COMMAND ...: a tool that cannot print its completion is still a good tool.
completion_of() {
  file="$completions_folder/$1"
  stands_in_the_way "the completion of $1" "$file"
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

# completion_of_alias TARGET NAME: bash looks for a file of the name that was typed; what the tool registered for its
# own name holds for the other one.
completion_of_alias() {
  command=${1##*/}
  if [ -s "$completions_folder/$command" ]; then
    file="$completions_folder/$2"
    stands_in_the_way "the completion of $2" "$file"
    {
      printf '# %s is another name of %s.\n. %s\n' "$2" "$command" "$completions_folder/$command"
      # shellcheck disable=SC2016 # for the user's shell
      printf 'complete -p %s >/dev/null 2>&1 && eval "$(complete -p %s) %s"\n' "$command" "$command" "$2"
    } >"$file.new"
    mv -fT -- "$file.new" "$file"
  fi
}
aliases completion_of_alias
