# uses: step
# Runs a script on a machine that was started from the image, and reports all that it prints.
#
# Run Command reports the last 4,096 bytes of a script's output (Azure/run-command-handler-linux, cmds.go). So the
# output is kept packed in OUTPUT_FOLDER, and the answer is one line: "jumpbox-smoke", the name, the exit code, the
# bytes that were printed, those of the packed output, its SHA-256, the bytes left out. What is short follows in base64;
# the rest is read by slice.sh. Of very long output beginning and end are kept, without filling the disk.
# Data: RUN_NAME, RUN_AS (a user; empty for root), RUN_SECONDS, OUTPUT_FOLDER, MOST_BYTES, INLINE_BYTES, run_script.

become_root
install -d -m 0711 "$OUTPUT_FOLDER"
at=$(mktemp -d "$OUTPUT_FOLDER/run.XXXXXX")
chmod 0711 "$at"
run_script | sed 's/^\t//' >"$at/script"
case "$(head -c 2 "$at/script")" in
  '#!') ;;
  *) sed -i '1i #!/bin/sh -e' "$at/script" ;;
esac
chmod 0755 "$at/script"

# Where nothing has booted, nobody can sign in.
as_user() {
  if [ -z "$RUN_AS" ]; then
    timeout -k 30 "$RUN_SECONDS" "$at/script"
  elif id -- "$RUN_AS" >/dev/null 2>&1; then
    timeout -k 30 "$RUN_SECONDS" runuser -l "$RUN_AS" -c "$at/script"
  elif [ -d /run/systemd/system ]; then
    printf 'The user %s does not exist: cloud-init did not create it.\n' "$RUN_AS"
    return 1
  else
    timeout -k 30 "$RUN_SECONDS" runuser -u nobody -- "$at/script"
  fi
}

half=$((MOST_BYTES / 2))
mkfifo "$at/counted"
wc -c <"$at/counted" >"$at/rest" &
{
  code=0
  (cd / && as_user) </dev/null 2>&1 || code=$?
  echo "$code" >"$at/code"
} | {
  head -c "$half" >"$at/first"
  tee "$at/counted" | tail -c "$half" >"$at/last"
}
wait
rest=$(tr -dc 0-9 <"$at/rest")
cut=$((rest > half ? rest - half : 0))
{
  cat "$at/first"
  [ "$cut" -eq 0 ] || printf '\n[%s bytes are left out here]\n' "$cut"
  cat "$at/last"
} | gzip -9 -n >"$OUTPUT_FOLDER/$RUN_NAME.gz"

packed=$(wc -c <"$OUTPUT_FOLDER/$RUN_NAME.gz")
sum=$(sha256sum "$OUTPUT_FOLDER/$RUN_NAME.gz")
printed=$(($(wc -c <"$at/first") + rest))
printf 'jumpbox-smoke %s %s %s %s %s %s\n' \
  "$RUN_NAME" "$(cat "$at/code")" "$printed" "$packed" "${sum%% *}" "$cut"
test "$packed" -gt "$INLINE_BYTES" || base64 -w 0 "$OUTPUT_FOLDER/$RUN_NAME.gz"
printf '\n'
rm -rf -- "$at"
