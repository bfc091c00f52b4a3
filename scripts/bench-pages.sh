#!/usr/bin/env bash
# Measures what pages cost with nothing in the cache and a slow GitHub, and with thousands of repositories in it. Takes a
# minute after its build. Fails where a limit is not kept.
set -euo pipefail
# shellcheck source=scripts/tools.sh
. "$(dirname "$0")/tools.sh"
run_bench pages "$@"
