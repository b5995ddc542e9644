# uses: step
# What sshd really does, for an ordinary user and for root, from anywhere: Match blocks and drop-ins count.

become_root
work=$(mktemp -d)
ssh-keygen -q -t ed25519 -N '' -f "$work/key"
install -d -m 0755 /run/sshd
wrong=0

for user in root azureuser; do
  connection="user=$user,host=jumpbox.example,addr=192.0.2.10"
  if ! sshd -T -h "$work/key" -C "$connection" >"$work/effective" 2>"$work/errors"; then
    fail "sshd does not accept its configuration: $(tail -n 1 "$work/errors")" "run sshd -t on the base image"
  fi
  for wanted in 'x11forwarding no' 'maxauthtries 6' 'passwordauthentication no' 'kbdinteractiveauthentication no' \
    'permitrootlogin no'; do
    if ! grep -qx -- "$wanted" "$work/effective"; then
      complain "for user $user sshd has '$(grep -- "^${wanted%% *} " "$work/effective")', not '$wanted'" \
        "a Match block or a file that sorts before 00-jumpbox.conf in /etc/ssh/sshd_config.d says so: remove it"
      wrong=$((wrong + 1))
    fi
  done
done

rm -rf -- "$work"
test "$wrong" -eq 0 || fail "$wrong settings of sshd are not in force" "see each one's own cure above"
say "sshd: no X11 forwarding, six tries, no passwords, no root"
