# uses: step
# What this image is, for people and scripts on the machine: a file that sh can source.
# Data: release_lines CALLBACK.

become_root
line() {
  printf '%s\n' "$1" >>/etc/jumpbox-release.new
}
rm -f /etc/jumpbox-release.new
release_lines line
chmod 0644 /etc/jumpbox-release.new
mv -f /etc/jumpbox-release.new /etc/jumpbox-release
cat /etc/jumpbox-release
