# uses: step
# The image builder, the Azure agent, Run Command and Entra's sign-in still reach a machine from the image. Each rule is
# one by which a hardened image was lost. Sources: WALinuxAgent, osutil/default.py (the provisioning disk), and its
# issues 1388 and 2949 (extensions in /var); Packer's shell provisioner (/tmp); Entra's extension for SSH (PAM, lists).

become_root
wrong=0

# shut FILE:LINE:TEXT WHO CURE
shut() {
  complain "$1: it shuts out $2" "$3"
  wrong=$((wrong + 1))
}

# each_line WHO CURE PATTERN FILE ...: every line of the files that matches.
each_line() {
  who=$1 cure=$2 pattern=$3
  shift 3
  grep -EiHns -- "$pattern" "$@" >"$found" || :
  while read -r line; do shut "$line" "$who" "$cure"; done <"$found"
}
found=$(mktemp)

each_line "the agent, which reads its provisioning disk with it" "leave the module alone" \
  '^[[:space:]]*(install|blacklist)[[:space:]]+(udf|isofs|iso9660|vfat|fat)([[:space:]]|$)' \
  /etc/modprobe.d/*.conf /run/modprobe.d/*.conf /usr/lib/modprobe.d/*.conf

programs="the image builder and extensions, which run programs there"
places='/(tmp|var|var/tmp|var/lib|var/lib/waagent)'
each_line "$programs" "mount it without noexec" \
  "^[^#[:space:]]+[[:space:]]+${places}[[:space:]].*[,[:space:]]noexec([,[:space:]]|\$)" /etc/fstab
each_line "$programs" "mount it without noexec" '^Options=(.*,)?noexec(,|$)' \
  /etc/systemd/system/tmp.mount /etc/systemd/system/var*.mount /etc/systemd/system/tmp.mount.d/*.conf

ssh_files="/etc/ssh/sshd_config /etc/ssh/sshd_config.d/*.conf"
# shellcheck disable=SC2086 # a list of patterns
each_line "the image builder's account, Entra's users and those of the machine" \
  "use DenyUsers or DenyGroups, or the roles of Entra's sign-in" \
  '^[[:space:]]*(AllowUsers|AllowGroups)[[:space:]=]' $ssh_files
# shellcheck disable=SC2086
each_line "all who sign in with a key, as the image builder does" "leave it as it is" \
  '^[[:space:]]*((PubkeyAuthentication|UsePAM)[[:space:]=]+"?no|AuthenticationMethods[[:space:]=].*password)' $ssh_files

each_line "the image builder, whose steps have no terminal" "remove requiretty" \
  '^[[:space:]]*Defaults[^#]*[[:space:],]requiretty' /etc/sudoers /etc/sudoers.d/*
grep -Eqs '^[@#]includedir[[:space:]]+"?/etc/sudoers\.d"?' /etc/sudoers ||
  shut "/etc/sudoers has no @includedir /etc/sudoers.d" "the machine's administrators, whose rules are there" \
    "add the line"

for unit in walinuxagent.service waagent.service cloud-init.service cloud-init-local.service cloud-init-main.service \
  cloud-config.service cloud-final.service ssh.service ssh.socket; do
  if [ "$(readlink -- "/etc/systemd/system/$unit")" = /dev/null ]; then
    # One of both is enough for sshd.
    case "$unit" in ssh.socket) [ -e /usr/lib/systemd/system/ssh.service ] && continue ;; esac
    shut "/etc/systemd/system/$unit is masked" "everyone who waits for it" "unmask it: systemctl unmask $unit"
  fi
done
for file in /etc/nologin /etc/cloud/cloud-init.disabled; do
  if [ -e "$file" ]; then
    shut "$file exists" "everyone: no account is created or may sign in" "remove it in the step that creates it"
  fi
done

rm -f -- "$found"
test "$wrong" -eq 0 || fail "$wrong settings shut out who must reach the machine" "see the fix for each one above"
say "nothing shuts out the image builder, the agent or Entra's sign-in"
