# Downloads, and programs taken out of archives that nobody trusts. Only the file as it lies on the disk counts: it is
# closed and synced, then measured and hashed. A full disk cuts the file, and not what goes through a pipe.
# Data: STAGE, a folder that only root can enter; FETCH_TRIES, of a file that is wrong; FETCH_PATIENCE_SECONDS, for a
# server that does not answer, in all; FETCH_BYTES, the most that a download may take if the
# lock does not know its length; UNPACKED_BYTES, the most that one program may take.

# why CODE STATUS: curl's exit code in words. Source: curl's manual, "EXIT CODES".
why() {
  case "$1" in
    6) printf 'the host name is not known' ;;
    7) printf 'the host does not answer' ;;
    18 | 56) printf 'the connection broke off' ;;
    22) printf 'the server answered %s' "$2" ;;
    28) printf 'it took too long' ;;
    35 | 60) printf 'the certificate or TLS was refused' ;;
    *) printf 'curl ended with %s' "$1" ;;
  esac
}

# room: how many bytes the disk of STAGE can still take.
room() {
  df -P -B 1 -- "$STAGE" | awk 'NR == 2 { print $4 }'
}

# size_of FILE: what the disk has of it, which may be nothing.
size_of() {
  stat -c %s -- "$1" 2>/dev/null || printf '0\n'
}

# complain_disk WHAT HAPPENED
complain_disk() {
  complain "$1: the disk is full: $2, and $(room) bytes are free in $STAGE" \
    "give the build machine a larger disk (buildVm.osDiskSizeGB in jumpbox.json), or choose fewer tools"
}

# require_room BYTES: ends the step where the disk cannot even take what is going to be downloaded.
require_room() {
  if [ "$(room)" -lt "$1" ]; then
    complain_disk "the downloads" "they have $1 bytes"
    exit 1
  fi
}

# transfer URL FILE MOST: one try. Sets code to curl's exit code, or to 23 if the disk did not keep the file; status to
# the server's; came to the bytes that came; stored to those on the disk.
transfer() {
  case "$1" in https://*) protocols='=https' ;; *) protocols='=http,https' ;; esac
  rm -f -- "$2"
  code=0
  # curl's limit knows only what a server announces. The shell's, in blocks of 512 bytes, holds for whatever is written.
  answer=$(
    trap '' XFSZ
    ulimit -f "$(($3 / 512 + 1))"
    exec curl --fail --silent --show-error --location --proto "$protocols" --proto-redir "$protocols" \
      --connect-timeout 15 --speed-limit 1024 --speed-time 60 --max-time 1800 --max-filesize "$3" --output "$2" \
      --write-out '%{stderr}%{http_code} %{size_download}\n' -- "$1" 2>&1
  ) || code=$?
  answer=$(printf '%s\n' "$answer" | tail -n 1)
  status=${answer%% *} came=${answer##* }
  case "$came" in '' | *[!0-9]*) came=0 ;; esac
  if [ "$code" -eq 0 ]; then sync -- "$2" || code=23; fi
  stored=$(size_of "$2")
  if [ "$code" -eq 0 ] && [ "$stored" -lt "$came" ]; then code=23; fi
}

# fetch WHAT URL FILE SHA256 SIZE [MOST [OTHER]]: tries until the stored bytes are right or it makes no sense any more.
# SIZE may be empty; then MOST is the limit. SHA256 may be empty for what is verified in another way. OTHER is a second
# source of the same file, which has every second try; its bytes are judged by the same SHA256.
fetch() {
  most=${5:-${6:-$FETCH_BYTES}}
  try=1 pause=1 began=$(date +%s) from=$2 next=${7:-}
  while :; do
    transfer "$from" "$3" "$most"
    sum=
    if [ "$code" -eq 63 ] || [ "$stored" -gt "$most" ]; then
      verdict=long reason="it is longer than $most bytes"
    elif [ "$code" -eq 23 ]; then
      verdict=disk reason="the disk kept $stored bytes"
    elif [ "$code" -ne 0 ]; then
      verdict=cut reason=$(why "$code" "$status")
    else
      sum=$(sha256sum <"$3") || :
      sum=${sum%% *}
      if [ "$sum" = "${4:-$sum}" ] && [ -n "$sum" ]; then break; fi
      verdict=wrong reason='wrong SHA-256'
    fi
    spent=$(($(date +%s) - began))
    again=0
    case "$verdict $code/$status" in
      disk* | cut\ 60/*) ;;
      cut\ 22/408 | cut\ 22/425 | cut\ 22/429 | cut\ 22/5*) patient && again=1 ;;
      cut\ 22/*) ;;
      cut*) patient && again=1 ;;
      *) if [ "$try" -lt "$FETCH_TRIES" ]; then again=1; fi ;;
    esac
    # A source that refuses for good is left; the other one may have the file, or may only be busy.
    if [ "$again" -eq 0 ] && [ -n "$next" ] && [ "$verdict" != disk ]; then
      if [ "$try" -eq 1 ]; then pause=0 again=2; elif patient; then again=2; fi
    fi
    if [ "$again" -eq 0 ]; then
      complain_fetch "$@"
      rm -f -- "$3"
      return 1
    fi
    to=${next:+ from $(host_of "$next")}
    say "$1: try $try failed: $reason; again$to in $pause seconds, for $FETCH_PATIENCE_SECONDS seconds in all"
    sleep "$pause"
    try=$((try + 1)) pause=$((pause > 0 ? pause * 2 : 1))
    if [ "$pause" -gt 60 ]; then pause=60; fi
    if [ "$again" -eq 2 ]; then
      from=$next next=
    elif [ -n "$next" ]; then
      was=$from from=$next next=$was
    fi
  done
  say "$1: $stored bytes${4:+, SHA-256 as locked}"
}

# host_of URL
host_of() {
  rest=${1#*://}
  printf '%s\n' "${rest%%/*}"
}

# patient: whether the next pause is within the time for a server that does not answer.
patient() {
  [ $((spent + pause)) -le "$FETCH_PATIENCE_SECONDS" ]
}

# complain_fetch, with fetch's arguments: one sentence for each kind of wrong, about the last try.
complain_fetch() {
  set -- "$1" "$from" "$3" "$4" "$5"
  if [ "$verdict" = long ]; then
    complain "$1: $2 is longer than $most bytes, which is the most that it may have" \
      "do not use it: run --target=Check; a page or another file may stand in its place, on a mirror too"
  elif [ "$verdict" = disk ]; then
    complain_disk "$1" "it kept $stored bytes of $2"
  elif [ "$verdict" = cut ]; then
    complain "$1: $2 could not be downloaded (tries: $try, seconds: $spent): $reason" \
      "check egress to this host (Plan lists all hosts), the lock's URL, or set a mirror in jumpbox.json"
  elif [ -n "$5" ] && [ "$stored" -ne "$5" ]; then
    complain "$1: $2 has $stored bytes, the lock says $5" \
      "the file is truncated or was replaced: run --target=Check, and trust the lock, not the server"
  else
    complain "$1: the SHA-256 of $2 is ${sum:-not to be read from the disk}, the lock says $4" \
      "do not use it: run --target=Check; if the publisher replaced the file, find out why before --target=Update"
  fi
}

# contents FORM FILE MEMBER: writes one regular file of the archive to standard output. Names and links in the archive
# are never followed or made, so it cannot write anywhere.
contents() {
  case "$1" in
    tar.gz) tar --force-local -xzOf "$2" --occurrence=1 -- "$3" ;;
    zip)
      case "$(unzip -Z -s "$2" "$3")" in -*) unzip -p "$2" "$3" ;; *) return 3 ;; esac
      ;;
    *) return 4 ;;
  esac
}

# promised FORM FILE MEMBER: how long the archive says that its file is, where the program that unpacks it does not
# report by its exit code that the disk was full: unzip ends with 0.
promised() {
  case "$1" in zip) unzip -Z -s "$2" "$3" | awk 'NR == 1 { print $4 + 0 }' ;; *) printf '0\n' ;; esac
}

# unpack WHAT FORM FILE MEMBER PROGRAM
unpack() {
  code=0
  if [ "$2" = binary ]; then
    errors=$(mv -fT -- "$3" "$5" 2>&1) || code=$?
  else
    # The limit of the shell counts blocks of 512 bytes and holds for every program started below it.
    errors=$(
      ulimit -f "$((UNPACKED_BYTES / 512))"
      contents "$2" "$3" "$4" 2>&1 >"$5"
    ) || code=$?
  fi
  if [ "$code" -eq 0 ]; then sync -- "$5" || errors='No space left on device'; fi
  stored=$(size_of "$5")
  if [ "$stored" -ge "$UNPACKED_BYTES" ]; then
    complain "$1: '$4' in ${3##*/} is bigger than $UNPACKED_BYTES bytes unpacked" \
      "an archive that grows like this is no release of $1: do not install it, run --target=Check"
  elif cut_by_disk "$@"; then
    complain_disk "$1" "it kept $stored bytes of '$4' in ${3##*/}"
  elif [ "$code" -ne 0 ] || [ "$stored" -eq 0 ]; then
    complain "$1: ${3##*/} holds no regular file '$4': $(printf '%s\n' "$errors" | tail -n 1)" \
      "compare the archive with 'unpack' of $1 in scripts/tools.json; the publisher may have changed its layout"
  else
    chmod 0755 "$5"
    return 0
  fi
  rm -f -- "$5"
  return 1
}

# cut_by_disk, with unpack's arguments: whether the disk, and not the archive, is why the program is not whole.
cut_by_disk() {
  case "$errors" in *'No space left on device'* | *'write error'* | *'Wrote only'*) return 0 ;; esac
  [ "$code" -eq 0 ] && [ "$stored" -lt "$(promised "$2" "$3" "$4")" ]
}
