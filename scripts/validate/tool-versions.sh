# uses: step
# Every tool answers an ordinary user with exactly the locked version.
# Data: versions CALLBACK.

say "step $STEP"
HOME=$(mktemp -d)
AZURE_CONFIG_DIR="$HOME/.azure"
AZURE_CORE_COLLECT_TELEMETRY=no
CHECKPOINT_DISABLE=1
export HOME AZURE_CONFIG_DIR AZURE_CORE_COLLECT_TELEMETRY CHECKPOINT_DISABLE
wrong=0

# Where an ordinary user's shell looks after it has read /etc/environment.
search_path=$(sed -n 's/^PATH=//p' /etc/environment 2>/dev/null | tail -n 1 | tr -d "\"'")
search_path=${search_path:-/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin}

# first_in_path COMMAND: the file that a user gets.
first_in_path() {
  printf '%s\n' "$search_path" | tr : '\n' | while read -r folder; do
    if [ -f "$folder/$1" ] && [ -x "$folder/$1" ]; then
      printf '%s\n' "$folder/$1"
      break
    fi
  done
}

# version NAME VERSION EXPECTED PLACE COMMAND ...: PLACE must be what a user's PATH finds first, and EXPECTED must stand
# alone in the answer, so that 1.2.3 is not 1.2.30.
version() {
  name=$1 locked=$2 expected=$3 place=$4
  shift 4
  first=$(first_in_path "${place##*/}")
  if [ "$(realpath -- "$first" 2>/dev/null)" != "$(realpath -- "$place" 2>/dev/null)" ]; then
    complain "$name $locked is $place, but PATH finds ${first:-nothing} first" \
      "remove the other one in the base image or in the step that installs it; nothing here deletes it"
    wrong=$((wrong + 1))
  fi
  code=0
  timeout 60 "$@" >"$HOME/answer" 2>&1 </dev/null || code=$?
  answer=$(head -c 400 "$HOME/answer" | tr -c '\040-\176' ' ')
  if [ "$code" -ne 0 ]; then
    complain "$name $locked: '$*' ended with exit code $code and said: $answer" \
      "the file is not the program for this machine, or a library is missing: compare the architecture in jumpbox.json"
  elif ! EXPECTED=$expected awk '
    {
      for (at = 1; at <= length($0); at++) {
        before = at > 1 ? substr($0, at - 1, 1) : ""
        after = substr($0, at + length(ENVIRON["EXPECTED"]), 1)
        if (substr($0, at, length(ENVIRON["EXPECTED"])) == ENVIRON["EXPECTED"] &&
          before !~ /[0-9A-Za-z.]/ && after !~ /[0-9A-Za-z.+-]/) { found = 1; exit }
      }
    }
    END { exit !found }' "$HOME/answer"; then
    complain "$name: the lock says $locked, the tool says: $answer" \
      "something else put another $name before ours on the PATH, or the lock's version and file do not belong together"
  else
    say "$name $locked"
    return 0
  fi
  wrong=$((wrong + 1))
}
versions version

rm -rf -- "$HOME"
test "$wrong" -eq 0 || fail "$wrong tools are not what the lock says" "see the fix for each one above"
