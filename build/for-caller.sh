#!/usr/bin/env bash
# In the folder of another repository: makes its ./build.sh the one of this pipeline, which is checked out somewhere below. A workflow or
# template that another repository calls by reference runs it. Nothing of it counts as a change of that repository.
set -euo pipefail
root=$(CDPATH='' cd -- "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
case $root in
  "$PWD"/?*) below=${root#"$PWD"/} ;;
  *)
    echo "for-caller.sh: $root is not below $PWD, which is the calling repository" >&2
    exit 2
    ;;
esac
exclude=$(git rev-parse --git-path info/exclude)
mkdir -p "$(dirname "$exclude")"
pattern=$(printf '/%s\n' "$below" | sed 's/[][\\*? ]/\\&/g')
for line in "$pattern" /build.sh /artifacts/; do
  grep -qxF -- "$line" "$exclude" 2>/dev/null || printf '%s\n' "$line" >>"$exclude"
done
# One of its own stays changed: an index that hid it would stop the next checkout in the same folder. The program does not count it.
rm -f build.sh
printf '#!/usr/bin/env bash\nJUMPBOX_REPOSITORY=%q exec %q "$@"\n' "$PWD" "$root/build.sh" >build.sh
chmod +x build.sh
