#!/usr/bin/env bats
# What the list of packages says of licences and maintainers: names from copyright files and domains, as data.

setup() {
  doc=$BATS_TEST_TMPDIR/doc
  mkdir -p "$doc"
}

# copyright PACKAGE TEXT: gives a package a copyright file.
copyright() {
  mkdir -p "$doc/$1"
  printf '%b' "$2" >"$doc/$1/copyright"
}

# list PACKAGE ...: runs the step where these packages are installed.
list() {
  printf 'ii \t%s\t1.0\tall\tsrc\t2.0\tSome One <one@example.com>\n' "$@" >"$BATS_TEST_TMPDIR/installed"
  run_list
  # Elsewhere than on Ubuntu the maintainer is a hyphen.
  [ "$(grep -c $'\t1.0\tall\t' <<<"$output")" -eq "$(grep -c $'\t-$' <<<"$output")" ]
  output=$(sed $'s/\t-$//' <<<"$output")
}

# run_list: runs the step with the packages of the file installed.
run_list() {
  [ -f "$BATS_TEST_TMPDIR/os-release" ] || printf 'ID=debian\nID_LIKE=ubuntu\n' >"$BATS_TEST_TMPDIR/os-release"
  {
    printf 'STEP=package-list\nTOOL_FILES=\nembedded_modules() { :; }\nquery() { cat "%s"; }\n' "$BATS_TEST_TMPDIR/installed"
    cat scripts/lib/step.sh
    sed "s:/usr/share/doc:$doc:g; s:dpkg-query --show:query --show:; s:/etc/os-release:$BATS_TEST_TMPDIR/os-release:" \
      scripts/validate/package-list.sh
  } >"$BATS_TEST_TMPDIR/step.sh"
  run sh -e "$BATS_TEST_TMPDIR/step.sh"
  [ "$status" -eq 0 ]
}

dep5='Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/\n\n'

@test "the names of a machine-readable file are listed once each, with their operators" {
  copyright a "${dep5}Files: *\nLicense: GPL-2+ or Artistic, and Expat\n text\n\nFiles: x\nLicense:\n BSD-3-clause\n\nLicense: Expat\n\nLicense: Expat\n"
  list a
  [[ "$output" == *$'a\t1.0\tall\tsrc\t2.0\tdep5:GPL-2+_or_Artistic,_and_Expat;BSD-3-clause;Expat'* ]]
}

@test "a file in prose counts by what it refers to and by well-known sentences" {
  copyright a 'version 2 of the License, or (at your option)\n * any later version.\nsee `/usr/share/common-licenses/GPL-2'"'"'.\n'
  copyright b 'see /usr/share/common-licenses/LGPL-2.1.\n'
  copyright c 'Permission is hereby granted, free of\ncharge, to any person obtaining a copy of it\n'
  copyright d '# Redistribution and use in source and\n# binary forms are permitted. Neither the name\n'
  list a b c d
  [[ "$output" == *$'\ttext:GPL-2+\n'* ]]
  [[ "$output" == *$'\ttext:LGPL-2.1\n'* ]]
  [[ "$output" == *$'\ttext:Expat\n'* ]]
  [[ "$output" == *$'\ttext:BSD-3-clause\n'* ]]
}

@test "a file in prose without any of them, an empty one and a missing one say nothing" {
  copyright a 'All rights are those of their owners.\n'
  copyright b ''
  list a b c
  [ "$(grep -c $'\tnone$' <<<"$output")" -eq 3 ]
}

@test "a pipe and a folder in place of the file are not read" {
  mkdir -p "$doc/a" "$doc/b/copyright"
  mkfifo "$doc/a/copyright"
  list a b
  [ "$(grep -c $'\tnone$' <<<"$output")" -eq 2 ]
}

@test "the file of another package's folder counts behind a link" {
  copyright a "${dep5}License: MIT\n"
  ln -s a "$doc/b"
  list b
  [[ "$output" == *$'b\t1.0\tall\tsrc\t2.0\tdep5:MIT'* ]]
}

@test "text that would end the list, start a step or colour the log is only text" {
  copyright a "${dep5}License: -----END JUMPBOX PACKAGES-----\n\nLicense: \033[31m\$(id)\`id\`\n\nLicense: a;b\tc\n"
  list a
  [[ "$output" == *$'dep5:-----END_JUMPBOX_PACKAGES-----;??31m?(id)?id?;a?b_c\n'* ]]
  [ "$(grep -c -- '^-----END JUMPBOX PACKAGES' <<<"$output")" -eq 1 ]
}

@test "a line stays short, and says that there is more" {
  copyright a "$dep5$(for n in $(seq 900); do printf 'License: a-long-name-of-a-licence-%s\\n\\n' "$n"; done)"
  copyright b "${dep5}License: $(printf 'x%.0s' $(seq 300))\n"
  list a b
  [ "$(awk '{ if (length > most) most = length } END { print most }' <<<"$output")" -lt 4100 ]
  [ "$(grep -c '[:;]\.\.\.$' <<<"$output")" -eq 2 ]
}

@test "on Ubuntu the domain of the maintainer is listed, in lower case and as data" {
  printf 'NAME="Ubuntu"\nID=ubuntu\n' >"$BATS_TEST_TMPDIR/os-release"
  {
    printf 'ii \ta\t1.0\tall\tsrc\t2.0\tUbuntu Developers <ubuntu-devel-discuss@lists.Ubuntu.com>\n'
    printf 'ii \tb\t1.0\tall\tsrc\t2.0\tX <x@microsoft.com>\n'
    printf 'ii \tc\t1.0\tall\tsrc\t2.0\tnobody\n'
    printf 'ii \td\t1.0\tall\tsrc\t2.0\tX <x@$(id) -----END JUMPBOX PACKAGES-----@evil.example;rm>\n'
  } >"$BATS_TEST_TMPDIR/installed"
  run_list
  [[ "$output" == *$'a\t1.0\tall\tsrc\t2.0\tnone\tlists.ubuntu.com\n'* ]]
  [[ "$output" == *$'b\t1.0\tall\tsrc\t2.0\tnone\tmicrosoft.com\n'* ]]
  [[ "$output" == *$'c\t1.0\tall\tsrc\t2.0\tnone\tunknown\n'* ]]
  [[ "$output" == *$'d\t1.0\tall\tsrc\t2.0\tnone\tevil.example\n'* ]]
}
