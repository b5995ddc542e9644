# uses: step apt
# All packages as they were at the pinned time. Nothing asks and nothing restarts: the first boot does that. The limit
# of apt_get names this step; the service's own would only end the whole build.

become_root
hold_services
patiently dist-upgrade ||
  apt_failed "upgrading the packages failed" \
    "see apt's own lines above; \"customizer\": { \"upgrade\": false } in jumpbox.json leaves the base image as it is"
