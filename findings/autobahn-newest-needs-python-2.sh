#!/bin/bash
# The Autobahn test suite for WebSocket: its release of October 2025 still runs on Python 2 alone.
#
# autobahntestsuite 25.10.1 is the first release after 0.8.2. Nothing in it keeps pip for Python 3
# from installing it, and then it cannot be imported: it imports its parts as Python 2 does, and has
# `print` as a statement.
# Seen with Python 3.11.7, on 29 November 2026:
#   pip install --no-deps   succeeds
#   import                  ModuleNotFoundError: No module named '_version'
#   fuzzing.py              no Python 3
# On Python 2.7.18 both releases run, and have the same 517 cases.
set -u
command -v python3 >/dev/null || { echo 'python3 is not installed'; exit 1; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv" || exit 1
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check --root-user-action=ignore \
  setuptools==80.9.0 wheel==0.45.1 || exit 1
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check --root-user-action=ignore \
  --no-deps --no-build-isolation --no-compile autobahntestsuite==25.10.1 || exit 1
cat > "$folder/seen.py" <<'END'
import ast
import importlib.util
import pathlib

from importlib.metadata import version

print('installed', version('autobahntestsuite'))
place = pathlib.Path(importlib.util.find_spec('autobahntestsuite').origin).parent
try:
    import autobahntestsuite
    print('import: works')
except ImportError as error:
    print(f'import: {type(error).__name__}: {error}')
try:
    ast.parse((place / 'fuzzing.py').read_text())
    print('fuzzing.py: Python 3')
except SyntaxError:
    print('fuzzing.py: no Python 3')
END
python3 --version
seen=$("$folder/venv/bin/python" "$folder/seen.py") || exit 1
echo "$seen"
[ "$seen" = "installed 25.10.1
import: ModuleNotFoundError: No module named '_version'
fuzzing.py: no Python 3" ] && echo 'as seen before' && exit 0
echo 'changed'
exit 1
