# uses: step
# Who is signed in to a machine that will be replaced: "session" and a name for each session, "closed" if nobody else
# can sign in, and "sessions-end" with the number of sessions, which shows that no line is missing.
# Opening it again answers "open".
# Data: ACTION (close or open), CLOSED_TEXT (what is shown to whom the machine refuses), NOTICE (empty for none).

become_root
closed=/run/nologin
mark='jumpbox rollout:'

if [ "$ACTION" = open ]; then
  if [ -f "$closed" ] && grep -q "^$mark" "$closed"; then
    rm -f -- "$closed"
  fi
  printf 'open\n'
  exit 0
fi

# First, so that nobody comes between the list and the deletion. pam_nologin(8) refuses everyone but root then.
if [ ! -f "$closed" ]; then
  printf '%s %s\n' "$mark" "$CLOSED_TEXT" >"$closed.new"
  chmod 0644 "$closed.new"
  mv -- "$closed.new" "$closed"
fi

seen=$(mktemp)
trap 'rm -f -- "$seen"' EXIT
if [ -d /run/systemd/system ]; then
  # Sessions without a terminal, such as a forwarded port, too. logind does not list what is only a service.
  loginctl list-sessions --no-legend >"$seen.all"
  awk '{ print $3 }' "$seen.all" >"$seen"
  rm -f -- "$seen.all"
else
  who >"$seen.all"
  awk '{ print $1 }' "$seen.all" >"$seen"
  rm -f -- "$seen.all"
fi

if [ -n "$NOTICE" ] && [ -s "$seen" ]; then
  printf '%s\n' "$NOTICE" | wall || :
fi

sed 's/^/session /' "$seen"
if grep -qs '^[^#]*pam_nologin' /etc/pam.d/sshd; then
  printf 'closed\n'
fi
printf 'sessions-end %s\n' "$(wc -l <"$seen" | tr -d ' ')"
