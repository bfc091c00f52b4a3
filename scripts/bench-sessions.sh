#!/usr/bin/env bash
# Measures what sessions and grants cost with a thousand and with a million of them. Takes a few minutes after its build,
# and 1 GB of disk while it runs. Give a name to measure that alone: scripts/bench-sessions.sh resolve
set -euo pipefail
# shellcheck source=scripts/tools.sh
. "$(dirname "$0")/tools.sh"
run_bench sessions "$@"
