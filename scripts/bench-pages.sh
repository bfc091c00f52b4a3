#!/usr/bin/env bash
# Measures what pages cost with nothing in the cache and a slow GitHub, and with thousands of repositories in it. Takes a
# minute after its build. Fails where a limit is not kept.
set -euo pipefail
# shellcheck source=scripts/tools.sh
. "$(dirname "$0")/tools.sh"
need_rust

# The database goes with this folder, also after Ctrl-C.
TMPDIR=$(mktemp -d)
export TMPDIR
trap 'rm -rf "$TMPDIR"' EXIT

say "Building the benchmark: up to ten minutes the first time"
cargo bench --bench pages --features ssr --no-run
say "Measuring: a minute"
cargo bench --bench pages --features ssr
