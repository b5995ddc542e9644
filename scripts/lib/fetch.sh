# Downloads that are hashed while they stream, and programs taken out of archives that nobody trusts.
# Data: STAGE, a folder that only root can enter; FETCH_TRIES; UNPACKED_BYTES, the most that one program may take.

# why CODE STATUS: curl's exit code in words. Source: curl's manual, "EXIT CODES".
why() {
  case "$1" in
    6) printf 'the host name is not known' ;;
    7) printf 'the host does not answer' ;;
    18 | 56) printf 'the connection broke off' ;;
    22) printf 'the server answered %s' "$2" ;;
    23) printf 'the disk is full' ;;
    28) printf 'it took too long' ;;
    35 | 60) printf 'the certificate or TLS was refused' ;;
    63) printf 'it is bigger than the lock says' ;;
    *) printf 'curl ended with %s' "$1" ;;
  esac
}

# transfer URL FILE: one try; the hash goes to FILE.sum, curl's exit code to FILE.rc, the status to FILE.status.
transfer() {
  case "$1" in https://*) protocols='=https' ;; *) protocols='=http,https' ;; esac
  {
    code=0
    curl --fail --silent --show-error --location --proto "$protocols" --proto-redir "$protocols" \
      --connect-timeout 15 --speed-limit 1024 --speed-time 60 --max-time 1800 \
      --write-out '%{stderr}%{http_code}\n' -- "$1" 2>"$2.status" || code=$?
    printf '%s\n' "$code" >"$2.rc"
  } | tee -- "$2" | sha256sum >"$2.sum"
}

# fetch WHAT URL FILE SHA256 SIZE: tries until the bytes are right or it makes no sense any more. SIZE may be empty.
fetch() {
  try=1
  while :; do
    transfer "$2" "$3"
    read -r code <"$3.rc"
    status=$(tail -n 1 "$3.status")
    read -r sum _ <"$3.sum"
    if [ "$code" -eq 0 ] && [ "$sum" = "$4" ]; then break; fi
    if [ "$code" -eq 0 ]; then reason='wrong SHA-256'; else reason=$(why "$code" "$status"); fi
    case "$code/$status" in 0/* | 22/408 | 22/429 | 22/5*) again=1 ;; 22/* | 23/*) again=0 ;; *) again=1 ;; esac
    if [ "$again" -eq 0 ] || [ "$try" -ge "$FETCH_TRIES" ]; then
      if [ "$code" -ne 0 ]; then
        complain "$1: $2 could not be downloaded in $try tries: $reason" \
          "check egress to this host (Plan lists all hosts), the lock's URL, or set a mirror in jumpbox.json"
      elif [ -n "$5" ] && [ "$(stat -c %s "$3")" -ne "$5" ]; then
        complain "$1: $2 has $(stat -c %s "$3") bytes, the lock says $5" \
          "the file is truncated or was replaced: run --target=Check, and trust the lock, not the server"
      else
        complain "$1: the SHA-256 of $2 is $sum, the lock says $4" \
          "do not use it: run --target=Check; if the publisher replaced the file, find out why before --target=Update"
      fi
      rm -f -- "$3"
      return 1
    fi
    say "$1: try $try failed: $reason"
    sleep "$try"
    try=$((try + 1))
  done
  rm -f -- "$3.rc" "$3.status" "$3.sum"
  say "$1: $(stat -c %s "$3") bytes, SHA-256 as locked"
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

# unpack WHAT FORM FILE MEMBER PROGRAM
unpack() {
  code=0
  if [ "$2" = binary ]; then
    mv -fT -- "$3" "$5" 2>"$5.errors" || code=$?
  else
    # The limit of the shell counts blocks of 512 bytes and holds for every program started below it.
    (
      ulimit -f "$((UNPACKED_BYTES / 512))"
      contents "$2" "$3" "$4" >"$5" 2>"$5.errors"
    ) || code=$?
  fi
  if [ "$(stat -c %s "$5")" -ge "$UNPACKED_BYTES" ]; then
    complain "$1: '$4' in ${3##*/} is bigger than $UNPACKED_BYTES bytes unpacked" \
      "an archive that grows like this is no release of $1: do not install it, run --target=Check"
  elif [ "$code" -ne 0 ] || [ ! -s "$5" ]; then
    complain "$1: ${3##*/} holds no regular file '$4': $(tail -n 1 "$5.errors")" \
      "compare the archive with 'unpack' of $1 in scripts/tools.json; the publisher may have changed its layout"
  else
    rm -f -- "$5.errors"
    chmod 0755 "$5"
    return 0
  fi
  rm -f -- "$5" "$5.errors"
  return 1
}
