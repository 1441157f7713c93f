#!/bin/sh
# Pin everything that requirements*.txt pull in, with hashes, for every platform and Python version at once.
set -eu
cd "$(dirname "$0")/.."

compile() {
    .venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
        --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" "$@"
}

compile requirements.txt --output-file requirements.lock
# The tools must be happy with the versions that run.
compile --constraints requirements.lock requirements-dev.txt --output-file requirements-dev.lock
compile infrastructure/requirements-node.txt --output-file infrastructure/requirements-node.lock
compile infrastructure/requirements-seaweedfs.txt --output-file infrastructure/requirements-seaweedfs.lock
