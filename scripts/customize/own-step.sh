# uses: step
# A script of the user's own, as root, without input and with a limit of time. What it creates where an image keeps
# things is its product; what it leaves elsewhere is a left-over as any other.
# Data: OWN_FILE, OWN_SECONDS, PRODUCTS (a list of files), environment CALLBACK, own_script.

become_root
script=$(mktemp /var/tmp/jumpbox-own.XXXXXX)
began=$(mktemp /var/tmp/jumpbox-began.XXXXXX)
own_script | sed 's/^\t//' >"$script"
case "$(head -c 2 "$script")" in
  '#!') ;;
  *) sed -i '1i #!/bin/sh -e' "$script" ;;
esac
chmod 0700 "$script"
pass_on() {
  export "$1=$2"
}
environment pass_on

say "$OWN_FILE begins"
code=0
(cd / && exec timeout -k 30 "$OWN_SECONDS" "$script") </dev/null || code=$?
# Source: timeout's manual, "Exit status": 124, and 137 where it had to kill.
case "$code" in
  0) ;;
  124 | 137)
    fail "$OWN_FILE was ended after $OWN_SECONDS seconds" \
      "find out what it waits for: it has no input; customizer.stepMinutes is the limit"
    ;;
  *) fail "$OWN_FILE ended with exit code $code" "see its own lines above" ;;
esac

install -d -m 0755 "${PRODUCTS%/*}"
# find's own order and names that contain anything are kept: each ends with a NUL.
find /etc /opt /srv /usr /var/lib -xdev \( -type f -o -type l \) -cnewer "$began" -print0 >"$began.products"
cat "$began.products" >>"$PRODUCTS"
rm -f -- "$script" "$began" "$began.products"
say "$OWN_FILE is done"
