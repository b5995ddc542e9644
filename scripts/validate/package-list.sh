# uses: step embedded_modules
# The installed packages, their sources, the licences that their copyright files name and the domain of their
# maintainer, then what was built into the tools, for the bill of materials: the log is the only way out of the build
# machine. Names only, as in Debian's format (DEP 5), or what a file without it refers to: what they mean is decided
# outside. A line has at most about 4000 characters, and says so if that was not enough. The domain tells an archive
# only on Ubuntu, which gives each package that it builds a maintainer of its own; elsewhere it is a hyphen, and unknown
# for a package without an address.
# Data: TOOL_FILES.

say "step $STEP"
# shellcheck disable=SC2016 # dpkg-query's own placeholders
fields='${db:Status-Abbrev}\t${Package}\t${Version}\t${Architecture}\t${source:Package}\t${source:Version}'
ubuntu=$(grep -cxE 'ID="?ubuntu"?' /etc/os-release || :)
packages=$(dpkg-query --show --showformat "$fields\t\${Maintainer}\n") ||
  fail "the installed packages could not be listed" "see dpkg-query's line above: the package database may be damaged"
# Regular files only, behind links as well: packages of one source share a folder.
copyrights=$(find -L /usr/share/doc -mindepth 2 -maxdepth 2 -type f -name copyright 2>/dev/null || true)
printf '%s\n' '-----BEGIN JUMPBOX PACKAGES-----'
printf '%s\n' "$copyrights" "$packages" | LC_ALL=C awk -F '\t' -v ubuntu="$ubuntu" '
  function name(text) {
    sub(/\r$/, "", text)
    gsub(/^[ \t]+|[ \t]+$/, "", text)
    gsub(/[ \t]+/, "_", text)
    gsub(/[^A-Za-z0-9.+,()\/_-]/, "?", text)
    if (text == "" || (";" found ";") ~ /;\.\.\.;$/ || index(";" found ";", ";" text ";")) return
    if (length(text) > 200 || length(found) + length(text) > 4000) text = "..."
    found = found (found == "" ? "" : ";") text
  }
  function holds(words) { return index(body, words) > 0 }
  function recognise(later, rest, one) {
    later = holds("any later version") || holds("or later") ? "+" : ""
    rest = body
    while (match(rest, /common-licenses\/[A-Za-z]+(-[0-9]+(\.[0-9]+)*)?/)) {
      one = substr(rest, RSTART + 16, RLENGTH - 16)
      rest = substr(rest, RSTART + RLENGTH)
      name(one (one ~ /^(L?GPL|GFDL)-/ ? later : ""))
    }
    if (holds("Permission is hereby granted, free of charge, to any person obtaining a copy")) name("Expat")
    if (holds("Redistribution and use in source and binary forms"))
      name(holds("All advertising materials") ? "BSD-4-clause" : \
        holds("Neither the name") || holds("may not be used to endorse") ? "BSD-3-clause" : "BSD-2-clause")
    if (holds("Permission to use, copy, modify, and/or distribute this software for any purpose")) name("ISC")
    if (holds("Permission to use, copy, modify, distribute, and sell this software and its documentation"))
      name("HPND-sell-variant")
  }
  function licences(package, file, line, count, structured, awaits) {
    file = "/usr/share/doc/" package "/copyright"
    found = body = ""
    if (!(file in copyright)) return "none"
    while (count < 50000 && (getline line <file) > 0) {
      count++
      if (count < 10 && line ~ /^Format(-Specification)?:/) structured = 1
      if (structured) {
        # The name may be on the line below.
        if (line ~ /^License:/) { sub(/^License:/, "", line); awaits = line ~ /^[ \t\r]*$/; name(line) }
        else if (awaits) { awaits = 0; if (line ~ /^[ \t]/) name(line) }
      } else if (length(body) < 200000) {
        gsub(/[ \t\r*#\/]*[ \t\r][ \t\r*#]*/, " ", line)
        sub(/ $/, "", line)
        body = body (line ~ /^ / ? "" : " ") line
      }
    }
    if (count == 50000) name("...")
    close(file)
    if (!structured) recognise()
    return found == "" ? "none" : (structured ? "dep5:" : "text:") found
  }
  function domain(maintainer) {
    if (ubuntu != 1) return "-"
    if (!match(maintainer, /@[A-Za-z0-9][A-Za-z0-9.-]*/) || RLENGTH > 200) return "unknown"
    return tolower(substr(maintainer, RSTART + 1, RLENGTH - 1))
  }
  /^\// { copyright[$0]; next }
  $1 ~ /^.i/ { print $2 "\t" $3 "\t" $4 "\t" $5 "\t" $6 "\t" licences($2) "\t" domain($7) }' | sort
printf '%s\n' '-----END JUMPBOX PACKAGES-----'
modules=$(embedded_modules "$TOOL_FILES") ||
  fail "what was built into the tools could not be listed" "see the line above: a tool's package may be missing"
printf '%s\n' '-----BEGIN JUMPBOX MODULES-----' "$modules" '-----END JUMPBOX MODULES-----'
