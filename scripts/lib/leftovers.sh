# Left-overs of the build machine: the search of leftovers (Perl, beside this file) and its answers in words.
# Data: PRODUCTS, a file that lists what steps of the user created; LEFTOVERS_KEEP, what may stay, one a line: a pattern
# of paths, when (always, build, image or started), and the reason, between tabs.

# search MODE, as of leftovers: sets found to how many left-overs there are; each is reported with its cure.
search() {
  answer=$(mktemp /run/jumpbox-leftovers.XXXXXX)
  LEFTOVERS_KEEP="$LEFTOVERS_KEEP" LEFTOVERS_PRODUCTS="$PRODUCTS" \
    BUILDER="${SUDO_USER:-}" STEP_FILE=$(realpath -- "$0") \
    LEFTOVERS_SEAL=/etc/jumpbox-release leftovers "$1" >"$answer" ||
    fail "the disk could not be searched" "see perl's own line above"
  found=0
  tab=$(printf '\t')
  while IFS=$tab read -r word kind why path; do
    case "$word" in
      FOUND)
        found=$((found + 1))
        complain "$path is left over ($kind): $why" "$(cure_of "$kind" "$path")"
        ;;
      KEPT)
        # What the pipeline itself created is no news.
        case "$why" in 'the step '*) ;; *) say "$kind stays: $why" ;; esac
        ;;
      REMOVED) say "$kind left-overs removed" ;;
    esac
  done <"$answer"
  rm -f -- "$answer"
  orphans=$(apt-get -y -s -o DPkg::Lock::Timeout=600 -o Dir::Cache::pkgcache= -o Dir::Cache::srcpkgcache= \
    autoremove 2>/dev/null |
    awk '$1 == "Remv" && $2 !~ /^linux-/ { print $2 }')
  for package in $orphans; do
    found=$((found + 1))
    complain "the package $package is left over (package): nothing needs it" \
      "the step hygiene must come last; apt-mark manual $package keeps it"
  done
}

# cure_of KIND PATH
cure_of() {
  case "$1" in
    unknown | mode | account | home)
      printf 'remove it in the step that leaves it, or declare it with its reason in customizer.keep'
      ;;
    secret | password)
      printf 'remove it in the step that leaves it; an image is read by everyone who starts it'
      ;;
    package)
      printf 'see dpkg --audit and apt-mark showhold; declare package:NAME in customizer.keep where it is meant'
      ;;
    *) printf 'the step hygiene must come last; if it is meant, declare it with its reason in customizer.keep' ;;
  esac
}
