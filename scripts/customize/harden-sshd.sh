# uses: step
# What the profile says about sshd. sshd takes the first value it reads, and cloud images say
# "PasswordAuthentication yes" in 50-cloud-init.conf: so a drop-in that sorts before it, and not the main file.
# Data: SSHD_SETTINGS.

become_root
main=/etc/ssh/sshd_config
dropin=/etc/ssh/sshd_config.d/00-jumpbox.conf

test -f "$main" || fail "$main is missing" "the base image needs openssh-server"
install -d -m 0755 /etc/ssh/sshd_config.d /run/sshd
if ! awk 'tolower($1) == "include" && $2 == "/etc/ssh/sshd_config.d/*.conf" { found = 1 }
    tolower($1) != "include" && NF && $1 !~ /^#/ { exit } END { exit !found }' "$main"; then
  sed -i '1i Include /etc/ssh/sshd_config.d/*.conf' "$main"
  say "$main did not begin with its drop-ins: now it does"
fi

printf '%s\n' "$SSHD_SETTINGS" >"$dropin"
chmod 0644 "$dropin"

# No restart: it would end the builder's connection. The first boot reads the file. A root that went through hygiene
# before has no host keys, without which sshd checks nothing: the check brings one of its own.
work=$(mktemp -d)
ssh-keygen -q -t ed25519 -N '' -f "$work/key"
code=0
problems=$(sshd -t -h "$work/key" 2>&1) || code=$?
rm -rf -- "$work"
if [ "$code" -ne 0 ]; then
  rm -f -- "$dropin"
  fail "sshd refuses its configuration: $problems" "look at /etc/ssh/sshd_config and its drop-ins in the base image"
fi
say "$dropin is in place, sshd accepts it"
