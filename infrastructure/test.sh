#!/usr/bin/env sh
# Runs the tests: what needs no browser in two processes, and beside them the journeys, which wait for their browser half
# of the time; last, where servers were started for the tests, those that kill them, alone. All are run, whatever the
# first finds. Arguments go to pytest.
set -u
cd "$(dirname "$0")/.."
failed=0
journeys=$(mktemp)
trap 'rm -f "$journeys"' EXIT

note() {
    # 5 means that the arguments select nothing here.
    [ "$1" -eq 0 ] || [ "$1" -eq 5 ] || failed=$1
}

tests() {
    .venv/bin/python -m pytest "$@"
}

tests -m browser "$@" >"$journeys" 2>&1 &
beside=$!
# What runs in the background hears no Ctrl-C.
trap 'kill "$beside" 2>/dev/null; exit 130' INT TERM
tests -n 2 -m "not browser and not faults" "$@"
note $?
wait "$beside"
note $?
cat "$journeys"
if [ -n "${TEST_SERVICES_DIR:-}" ]; then
    tests -m faults "$@"
    note $?
fi
exit "$failed"
