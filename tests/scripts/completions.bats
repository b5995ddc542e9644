#!/usr/bin/env bats
# Completions of a tool's other names, as the step install-tools writes them and bash reads them.

setup() {
  STEP=test
  completions_folder=$BATS_TEST_TMPDIR
  . scripts/lib/step.sh
  eval "$(sed -n '/^stands_in_the_way()/,/^}/p; /^completion_of_alias()/,/^}/p' scripts/customize/install-tools.sh)"
}

@test "another name completes as the tool that it stands for" {
  printf 'complete -o default -F __start_kubectl kubectl\n' >"$completions_folder/kubectl"
  completion_of_alias /usr/local/bin/kubectl k
  run bash -c ". '$completions_folder/k'; complete -p k"
  [ "$output" = "complete -o default -F __start_kubectl k" ]
}

@test "a completion that registers nothing leaves the other name alone" {
  echo : >"$completions_folder/kubectl"
  completion_of_alias /usr/local/bin/kubectl k
  run bash -c "k() { echo ran; }; . '$completions_folder/k'; complete -p k"
  [[ "$output" != *ran* ]]
}

@test "another name of a tool without completion gets none" {
  completion_of_alias /usr/local/bin/kubectx kctx
  [ ! -e "$completions_folder/kctx" ]
}
