#!/usr/bin/env sh
# Runs the tests: first what needs no browser, in two processes; then the journeys with the machine to themselves, since
# a browser, a server and its worker fill two cores. Both are run, whatever the first finds. Arguments go to pytest.
set -u
cd "$(dirname "$0")/.."
python=.venv/bin/python

# pytest says 5 when the arguments select nothing here.
"$python" -m pytest -n 2 -m "not browser" "$@"
first=$?
[ "$first" -eq 5 ] && first=0
"$python" -m pytest -m browser "$@"
second=$?
[ "$second" -eq 5 ] && second=0
[ "$first" -eq 0 ] || exit "$first"
exit "$second"
