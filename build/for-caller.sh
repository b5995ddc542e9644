#!/usr/bin/env bash
# In the folder of another repository: makes its ./build.sh the one of this pipeline, which is checked out somewhere below. A workflow or
# template that another repository calls by reference runs it. Nothing of it counts as a change of that repository.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
case $root in
  "$PWD"/?*) below=${root#"$PWD"/} ;;
  *)
    echo "for-caller.sh: $root is not below $PWD, which is the calling repository" >&2
    exit 2
    ;;
esac
exclude=$(git rev-parse --git-path info/exclude)
mkdir -p "$(dirname "$exclude")"
printf '%s\n' "/${below%%/*}" /build.sh /artifacts/ >>"$exclude"
if git ls-files --error-unmatch build.sh >/dev/null 2>&1; then git update-index --skip-worktree build.sh; fi
rm -f build.sh
printf '#!/usr/bin/env bash\nJUMPBOX_REPOSITORY=%q exec %q "$@"\n' "$PWD" "$root/build.sh" >build.sh
chmod +x build.sh
