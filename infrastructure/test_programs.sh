#!/bin/sh
# Get the programs that some tests drive and no Python or npm package brings: Debian's Chromium.
# Where they cannot be installed, the tests that need them are left out, and the test run says so in its last lines.
set -eu

have() {
    for program in "$@"; do
        command -v "$program" >/dev/null 2>&1 && return 0
    done
    return 1
}

have chromium chromium-browser google-chrome && exit 0

if [ "$(id -u)" -eq 0 ] && have apt-get; then
    echo "Installing Chromium …"
    export DEBIAN_FRONTEND=noninteractive
    if apt-get update -qq >/dev/null && apt-get install -y -qq --no-install-recommends chromium >/dev/null; then
        exit 0
    fi
fi
echo "No Chromium here, and it cannot be installed: the tests in a browser will be left out."
