#!/usr/bin/env bats
# Where the installed packages are from: what apt's own lists show of them, as data.

setup() {
  command -v apt-get >/dev/null && [ -x /usr/lib/apt/apt-helper ] || skip "apt is not installed"
  root=$BATS_TEST_TMPDIR/apt
  mkdir -p "$root/lists/partial" "$root/etc" "$BATS_TEST_TMPDIR/bin"
  printf 'Dir::State::lists "%s/lists";\nDir::Etc::SourceList "%s/etc/list";\nDir::Etc::SourceParts "/dev/null";\n' \
    "$root" "$root" >"$root/conf"
  printf 'APT::Architecture "amd64";\nAPT::Architectures { "amd64"; };\n' >>"$root/conf"
  # shellcheck disable=SC2016 # for the script
  printf '#!/bin/sh\nexec env APT_CONFIG=%s/conf %s "$@"\n' "$root" "$(command -v apt-get)" >"$BATS_TEST_TMPDIR/bin/apt-get"
  chmod 0755 "$BATS_TEST_TMPDIR/bin/apt-get"
  printf 'ID=ubuntu\n' >"$BATS_TEST_TMPDIR/os-release"
  : >"$root/etc/list"
}

# archive HOST ORIGIN: an archive whose list apt has read; its packages come from the standard input.
archive() {
  printf 'deb [trusted=yes] http://%s/ubuntu noble main\n' "$1" >>"$root/etc/list"
  printf 'Origin: %s\nSuite: noble\nCodename: noble\nComponents: main\nArchitectures: amd64\n' "$2" \
    >"$root/lists/$1_ubuntu_dists_noble_Release"
  cat >"$root/lists/$1_ubuntu_dists_noble_main_binary-amd64_Packages"
}

# package NAME VERSION [SOURCE]: a stanza of an index.
package() {
  printf 'Package: %s\nArchitecture: amd64\nVersion: %s\n%sFilename: x\nSize: 1\n\n' "$1" "$2" "${3:+Source: $3
}"
}

# origins NAME VERSION SOURCE ...: the lines for these installed packages.
origins() {
  printf 'ii \t%s\t%s\tamd64\t%s\n' "$@" >"$BATS_TEST_TMPDIR/installed"
  {
    printf 'STEP=x\n'
    printf 'query() { cat "%s"; }\n' "$BATS_TEST_TMPDIR/installed"
    cat scripts/lib/step.sh
    printf 'PATH=%s:$PATH\n' "$BATS_TEST_TMPDIR/bin"
    sed "s:dpkg-query --show:query --show:; s:/etc/os-release:$BATS_TEST_TMPDIR/os-release:" scripts/lib/origins.sh
    printf 'package_origins\n'
  } >"$BATS_TEST_TMPDIR/step.sh"
  run sh -e "$BATS_TEST_TMPDIR/step.sh"
  [ "$status" -eq 0 ]
}

@test "a package in Ubuntu's index needs no line, and the list has its end" {
  package bash 5.2.21-2ubuntu4 | archive a.example Ubuntu
  origins bash 5.2.21-2ubuntu4 bash
  [ "$output" = $'-----BEGIN JUMPBOX ORIGINS-----\n-----END JUMPBOX ORIGINS-----' ]
}

@test "a rebuild in a personal archive has its origin, whoever its maintainer is" {
  package git 1:2.43.0-1ubuntu7 | archive a.example Ubuntu
  package git 1:2.45.0-1 | archive b.example LP-PPA-git-core
  origins git 1:2.45.0-1 git
  [[ "$output" == *$'\ngit\t1:2.45.0-1\tamd64\tLP-PPA-git-core\t1:2.43.0-1ubuntu7\n'* ]]
}

@test "a version that both archives have is Ubuntu's" {
  package git 1:2.43.0-1ubuntu7 | archive a.example Ubuntu
  package git 1:2.43.0-1ubuntu7 | archive b.example LP-PPA-git-core
  origins git 1:2.43.0-1ubuntu7 git
  [[ "$output" != *$'\ngit\t'* ]]
}

@test "a version in no index has a hyphen, and the versions of its source in Ubuntu's" {
  {
    package libtinfo6 6.4-2ubuntu1 ncurses
    package ncurses-bin 6.4-3 'ncurses (6.4-3ubuntu2)'
  } | archive a.example Ubuntu
  origins libtinfo6 6.4-2 ncurses own-tool 1.0 own-tool
  [[ "$output" == *$'\nlibtinfo6\t6.4-2\tamd64\t-\t6.4-2ubuntu1,6.4-3ubuntu2\n'* ]]
  [[ "$output" == *$'\nown-tool\t1.0\tamd64\t-\t-\n'* ]]
}

@test "without an index of Ubuntu's archive nothing is listed, and that is said" {
  package bash 5.2 | archive a.example Artifactory
  origins bash 5.2 bash
  [[ "$output" != *ORIGINS* ]]
  [[ "$output" == *"by its maintainer only"* ]]
}

@test "on another system nothing is listed" {
  printf 'ID=debian\n' >"$BATS_TEST_TMPDIR/os-release"
  package bash 5.2 | archive a.example Ubuntu
  origins bash 5.1 bash
  [ -z "$output" ]
}
