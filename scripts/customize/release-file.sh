# uses: step
# What this image is, for people and scripts on the machine: a file that sh can source.
# Data: STAGE, release_lines CALLBACK.

become_root
line() {
  case "$1" in
    # Only what is so: a mirror that is no snapshot has its packages of the day.
    APT_SNAPSHOT=*) [ -e "$STAGE/apt/snapshot" ] || set -- 'APT_SNAPSHOT=""' ;;
  esac
  printf '%s\n' "$1" >>/etc/jumpbox-release.new
}
rm -f /etc/jumpbox-release.new
release_lines line
chmod 0644 /etc/jumpbox-release.new
mv -f /etc/jumpbox-release.new /etc/jumpbox-release
cat /etc/jumpbox-release
