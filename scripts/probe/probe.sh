# Resolves names and opens connections from where it runs, and reports each on one line of the log.
#
# TARGETS has one line each, or semicolons between them: number, "tcp" or "tls", host, port. A line of the answer has
# five fields with tabs between them: "flow", the number, the addresses, the outcome, details. With DETAIL_BYTES, of the
# details only the end is kept, because Azure's Run Command reports the last 4,096 bytes of all. Outcomes: open,
# no-name, refused, timeout, unreachable, no-tls, untrusted, no-tool. "begin" and "end" show that no line is missing. It
# always exits 0, because Azure Container Instances treats any other exit code as a reason to start the container again.
# It takes at most NAME_SECONDS + 2 x CONNECT_SECONDS + TLS_SECONDS, whatever is blocked.

NAME_SECONDS=${NAME_SECONDS:-15}
CONNECT_SECONDS=${CONNECT_SECONDS:-15}
TLS_SECONDS=${TLS_SECONDS:-30}
TAB=$(printf '\t')

say() {
  detail=$4
  [ -z "${DETAIL_BYTES-}" ] || detail=$(printf '%s' "$4" | tail -c "$DETAIL_BYTES")
  printf 'flow\t%s\t%s\t%s\t%s\n' "$1" "$2" "$3" "$detail"
}

# have PROGRAM...: whether all of them exist.
have() {
  for program in "$@"; do
    command -v "$program" >/dev/null 2>&1 || return 1
  done
}

# addresses_of HOST: prints the IPv4 addresses, each once and eight at most, with commas between them.
addresses_of() {
  case $1 in
    *[!0-9.]*) ;;
    *)
      printf '%s' "$1"
      return
      ;;
  esac
  timeout "$NAME_SECONDS" getent ahostsv4 "$1" 2>/dev/null | {
    all=
    count=0
    while read -r address _ && [ "$count" -lt 8 ]; do
      case ,$all, in
        *,"$address",*) ;;
        *)
          all=${all:+$all,}$address
          count=$((count + 1))
          ;;
      esac
    done
    printf '%s' "$all"
  }
}

# connect ADDRESS PORT: opens and closes a connection; prints the outcome.
connect() {
  # shellcheck disable=SC2016 # bash expands it.
  said=$(timeout "$CONNECT_SECONDS" bash -c 'exec 3<>"/dev/tcp/$0/$1"' "$1" "$2" 2>&1)
  case $?:$said in
    0:*) printf open ;;
    124:*) printf timeout ;;
    *[Rr]efused*) printf refused ;;
    *) printf unreachable ;;
  esac
}

# chain_of TEXT: prints the certificates as "subject < issuer", the host's own one first.
chain_of() {
  printf '%s\n' "$1" | {
    chain=
    while IFS= read -r line; do
      case $line in
        ' '[0-9]*' s:'*) chain="${chain:+$chain | }${line#*s:}" ;;
        '   i:'*) chain="$chain < ${line#*i:}" ;;
      esac
    done
    printf '%s' "$chain"
  }
}

# handshake ADDRESS PORT HOST: prints the outcome, a tab and the certificates.
handshake() {
  silent=
  said=$(
    timeout "$TLS_SECONDS" openssl s_client -connect "$1:$2" -servername "$3" -verify_hostname "$3" -showcerts \
      </dev/null 2>&1
  ) || [ "$?" != 124 ] || silent="silent for $TLS_SECONDS seconds"
  chain=$(chain_of "$said")
  code=${said##*Verify return code: }
  code=${code%%)*}
  if [ -z "$chain" ]; then
    printf 'no-tls\t%s' "$silent"
  elif [ "${code%% *}" = 0 ]; then
    printf 'open\t%s' "$chain"
  else
    printf 'untrusted\t%s): %s' "$code" "$chain"
  fi
}

# probe NUMBER KIND HOST PORT
probe() {
  if ! have timeout getent bash; then
    say "$1" '' no-tool 'the image lacks timeout, getent or bash'
    return
  fi
  addresses=$(addresses_of "$3")
  if [ -z "$addresses" ]; then
    say "$1" '' no-name "$3 has no IPv4 address"
    return
  fi
  address=${addresses%%,*}
  outcome=$(connect "$address" "$4")
  case $outcome:$addresses in
    open:*) ;;
    *,*)
      address=${addresses#*,}
      address=${address%%,*}
      outcome=$(connect "$address" "$4")
      ;;
  esac
  if [ "$outcome" != open ] || [ "$2" = tcp ]; then
    say "$1" "$addresses" "$outcome" "$address:$4"
  elif have openssl; then
    outcome=$(handshake "$address" "$4" "$3")
    say "$1" "$addresses" "${outcome%%"$TAB"*}" "${outcome#*"$TAB"}"
  else
    say "$1" "$addresses" no-tool 'the image has no openssl, so TLS was not tried'
  fi
}

# lines: prints the targets, one a line.
lines() {
  rest=${TARGETS-}
  while [ -n "$rest" ]; do
    printf '%s\n' "${rest%%;*}"
    case $rest in
      *';'*) rest=${rest#*;} ;;
      *) rest= ;;
    esac
  done
}

echo begin
while read -r number kind host port; do
  [ -z "$port" ] || probe "$number" "$kind" "$host" "$port" &
done <<END
$(lines)
END
wait
echo end
exit 0
