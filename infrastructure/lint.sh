#!/bin/sh
# Every check that needs no test run. All of them run, whatever the first finds.
cd "$(dirname "$0")/.." || exit 1
failed=""

check() {
    name=$1
    shift
    if output=$("$@" 2>&1); then
        echo "ok      $name"
    else
        echo "FAILED  $name"
        echo "$output"
        failed="$failed $name"
    fi
}

templates() {
    git ls-files -z --cached --others --exclude-standard -- '*.html' | xargs -0 -r "$@"
}

types_found() {
    cat "$types"
    return "$types_status"
}

export DJANGO_SETTINGS_MODULE=govcms.settings.test
# As long as all others together, and on one processor: it has the other one meanwhile.
types=$(mktemp)
trap 'rm -f "$types"' EXIT
.venv/bin/mypy >"$types" 2>&1 &
beside=$!
trap 'kill "$beside" 2>/dev/null; exit 130' INT TERM
check "ruff" .venv/bin/ruff check --quiet .
check "ruff-format" .venv/bin/ruff format --check --quiet .
check "import-floors" .venv/bin/lint-imports
check "djhtml" templates .venv/bin/djhtml --check
check "curlylint" templates .venv/bin/curlylint --quiet
check "migrations" .venv/bin/python manage.py makemigrations --check --dry-run
check "catalogues" .venv/bin/python -m infrastructure.catalogues check
check "lock-files" .venv/bin/python infrastructure/check_locks.py
wait "$beside"
types_status=$?
check "mypy" types_found

[ -z "$failed" ] || { echo "make lint: failed:$failed"; exit 1; }
