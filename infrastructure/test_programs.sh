#!/bin/sh
# Get the programs that some tests drive and no Python or npm package brings: Debian's Chromium and Redis.
# Where they cannot be installed, the tests that need them are left out, and the test run says so in its last lines.
set -eu

have() {
    for program in "$@"; do
        command -v "$program" >/dev/null 2>&1 && return 0
    done
    return 1
}

get() {
    [ "$(id -u)" -eq 0 ] && have apt-get || return 1
    echo "Installing $1 …"
    # In single-user mode no package starts a server.
    export DEBIAN_FRONTEND=noninteractive RUNLEVEL=1
    apt-get update -qq >/dev/null &&
        apt-get install -y -qq --no-install-recommends "$1" >/dev/null
}

have chromium chromium-browser google-chrome || get chromium ||
    echo "No Chromium here, and it cannot be installed: the tests in a browser will be left out."
have valkey-server redis-server || get redis-server ||
    echo "Neither Valkey nor Redis here, and none can be installed: the tests of the cache's server will be left out."
