# uses: step
# Nothing else may install packages while the image is made: first boot ends here, and apt's timers stay off until the
# machine is started again.
# Data: CLOUD_INIT_SECONDS, BUILD_STARTED.

become_root

# Whatever is younger than this is the build's. A machine that started for it brought all of its first boot along.
if [ -d /run/systemd/system ]; then
  touch -d "@$(awk '$1 == "btime" { print $2 }' /proc/stat)" "$BUILD_STARTED"
else
  touch "$BUILD_STARTED"
fi

if command -v cloud-init >/dev/null; then
  code=0
  timeout "$CLOUD_INIT_SECONDS" cloud-init status --wait || code=$?
  case "$code" in
    0) say "cloud-init is done" ;;
    124)
      fail "cloud-init was not done after $CLOUD_INIT_SECONDS seconds" \
        "look for what it waits for (cloud-init analyze blame); a custom base image may do too much at first boot"
      ;;
    *)
      say "cloud-init is done with errors (exit code $code), which is not this build's business:"
      cloud-init status --long || :
      ;;
  esac
else
  say "no cloud-init here"
fi

# --runtime masks do not outlast a restart: machines created from the image update themselves as Ubuntu intends.
if [ -d /run/systemd/system ]; then
  for unit in apt-daily.timer apt-daily-upgrade.timer apt-daily.service apt-daily-upgrade.service \
    unattended-upgrades.service; do
    systemctl mask --runtime --now "$unit" || say "$unit could not be masked"
  done
else
  say "systemd does not run here, so no timer can start"
fi
