#!/bin/sh
# Write every lock file again from its .in file: exact versions and hashes, no host names.
set -eu
cd "$(dirname "$0")"
environment=$(mktemp -d)
trap 'rm -rf "$environment"' EXIT
python3 -m venv "$environment"
"$environment/bin/pip" install -q -r lock.in
# Pillow is compiled, and fpdf2 does without it: images come to it as JPEG, from the browser.
compile() {
  "$environment/bin/uv" pip compile --quiet --generate-hashes --no-header --no-emit-package pillow "$@"
}
for name in build test; do
  compile --universal --python-version 3.11 "$name.in" -o "$name.txt"
done
# Pyodide is one platform; its packages are pure Python, or made so by the build.
for name in engine engine-build engine-test; do
  compile --python-version 3.14 --python-platform linux "$name.in" -o "$name.txt"
done
