# Where the installed packages are from, as far as apt's lists show it. dpkg does not store it, and the lists are
# deleted with the left-overs.

APT_HELPER=/usr/lib/apt/apt-helper

# indexes: FILE|ORIGIN of each list that apt has, of the pinned sources and of the machine's own, which a step may have
# read.
indexes() {
  for own in "-u APT_CONFIG" ""; do
    # shellcheck disable=SC2016,SC2086 # apt's own placeholders; an option of env or none
    env $own apt-get indextargets --format '$(FILENAME)|$(ORIGIN)' 'Created-By: Packages' || return 1
  done | sort -u
}

# package_origins: a line for each installed package that no index of Ubuntu's archive has in its version: name,
# version, architecture, the origins whose indexes have it, and the versions that Ubuntu's have of its source; a hyphen
# for none. What it means is decided outside.
package_origins() {
  grep -qxE 'ID="?ubuntu"?' /etc/os-release || return 0
  found=$(indexes) || return 1
  if ! printf '%s\n' "$found" | grep -q '|Ubuntu$'; then
    say "apt has no index of Ubuntu's archive: what a package is from is known by its maintainer only"
    return 0
  fi
  # shellcheck disable=SC2016 # dpkg-query's own placeholders
  fields='${db:Status-Abbrev}\t${Package}\t${Version}\t${Architecture}\t${source:Package}\n'
  lines=$({
    dpkg-query --show --showformat "$fields" | sed -n 's/^.i *\t/installed\t/p'
    printf '%s\n' "$found" | while IFS='|' read -r file origin; do
      printf 'index\t%s\n' "$origin"
      "$APT_HELPER" cat-file "$file" </dev/null || printf 'broken\n'
      printf '\n'
    done
  } | LC_ALL=C awk '
    function take(    key, source) {
      key = package "\t" version "\t" architecture
      if (key in installed && origin == "Ubuntu") ubuntu[key]
      else if (key in installed && index("," others[key] ",", "," origin ",") == 0)
        others[key] = others[key] (others[key] == "" ? "" : ",") origin
      split(from == "" ? package : from, source, /[ ()]+/)
      if (source[2] == "") source[2] = version
      if (origin == "Ubuntu" && source[1] in sources && length(versions[source[1]]) < 1000 &&
        index("," versions[source[1]] ",", "," source[2] ",") == 0)
        versions[source[1]] = versions[source[1]] (versions[source[1]] == "" ? "" : ",") source[2]
      package = version = architecture = from = ""
    }
    /^installed\t/ {
      split($0, cell, "\t")
      installed[cell[2] "\t" cell[3] "\t" cell[4]] = cell[5]
      sources[cell[5]]
      next
    }
    /^index\t/ {
      origin = substr($0, 7)
      gsub(/[^A-Za-z0-9._-]/, "_", origin)
      if (origin == "") origin = "unnamed"
      next
    }
    $0 == "broken" { broken = 1 }
    /^Package: / { package = substr($0, 10); next }
    /^Version: / { version = substr($0, 10); next }
    /^Architecture: / { architecture = substr($0, 15); next }
    /^Source: / { from = substr($0, 9); next }
    /^$/ && package != "" { take() }
    END {
      if (broken) exit 1
      for (key in installed) if (!(key in ubuntu)) {
        source = installed[key]
        print key "\t" (others[key] == "" ? "-" : others[key]) "\t" (versions[source] == "" ? "-" : versions[source])
      }
    }') || return 1
  printf '%s\n' '-----BEGIN JUMPBOX ORIGINS-----'
  if [ -n "$lines" ]; then printf '%s\n' "$lines" | LC_ALL=C sort; fi
  printf '%s\n' '-----END JUMPBOX ORIGINS-----'
}
