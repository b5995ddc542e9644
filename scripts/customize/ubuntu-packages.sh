# uses: step apt
# Packages of Ubuntu's archive, as locked. apt decides which of them the machine lacks. What the lock does not have,
# what would remove a package and what would bring a kernel is refused by name before anything is installed.
# Data: STAGE, PACKAGE_NAMES, LOCKED_PACKAGES (name, version, architecture and SHA-256, one package a line), and that of
# the library.

become_root
hold_services
locked="$STAGE/packages.locked" plan="$STAGE/packages.plan" needed="$STAGE/packages.needed"
printf '%s\n' "$LOCKED_PACKAGES" >"$locked"
wanted=$(printf '%s\n' "$PACKAGE_NAMES" | tr ' ' '\n' | awk '
  NR == FNR { version[$1] = $2; next }
  { printf " %s=%s", $1, version[$1] }' "$locked" -)

# shellcheck disable=SC2086 # a list of words
if ! apt_get -s --no-install-recommends install $wanted >"$plan" 2>&1; then
  cat "$plan" >&2
  apt_failed "apt cannot install$wanted here" \
    "see apt's own lines above: a package may conflict with the base image, or the archive is not the locked one"
fi

# Each line of the plan: what apt would do, and why it is refused. Source of the lines: apt's simulation, apt-get(8).
awk -v needed="$needed" '
  BEGIN { printf "" >needed }
  NR == FNR { version[$1] = $2; line[$1] = $0; next }
  $1 == "Remv" { print $2 " would be removed: the package conflicts with one that is asked for"; next }
  $1 != "Inst" { next }
  {
    name = $2
    sub(/:.*/, "", name)
    match($0, /\([^ ]+/)
    found = substr($0, RSTART + 1, RLENGTH - 1)
    if (name ~ /^linux-(image|modules|headers|signed|generic|virtual|azure|aws|gcp|gke|oracle|kvm|lowlatency|oem)/)
      print name " " found " would be installed, and it is a kernel"
    else if (!(name in version))
      print name " " found " would be installed, and the lock does not have it"
    else if (version[name] != found)
      print name " " found " would be installed, and the lock has " version[name]
    else
      print line[name] >needed
  }' "$locked" "$plan" >"$plan.refused"
wrong=0
while read -r refusal; do
  complain "$refusal" "choose other packages in customizer.packages, or run --target=Update if the archive has moved on"
  wrong=$((wrong + 1))
done <"$plan.refused"
test "$wrong" -eq 0 || fail "$wrong packages are not as the lock has them; none was installed" \
  "see the fix for each one above"

if [ -s "$needed" ]; then
  # shellcheck disable=SC2086 # a list of words
  patiently --no-install-recommends --download-only install $wanted ||
    apt_failed "downloading$wanted failed" "see apt's own lines above"
  while read -r name version architecture sum; do
    file="/var/cache/apt/archives/${name}_$(printf '%s' "$version" | sed 's/:/%3a/g')_$architecture.deb"
    found=$(sha256sum <"$file" 2>/dev/null) || found='nothing'
    if [ "${found%% *}" != "$sum" ]; then
      fail "$file has SHA-256 ${found%% *}, and the lock has $sum" \
        "do not use it: the mirror may have another file; run --target=Update if the archive has moved on"
    fi
    say "$name $version, SHA-256 as locked"
  done <"$needed"
  # shellcheck disable=SC2086 # a list of words
  apt_get --no-install-recommends --no-download install $wanted ||
    apt_failed "installing$wanted failed" "see apt's own lines above"
fi
say "Ubuntu's packages are installed as locked: $PACKAGE_NAMES"
