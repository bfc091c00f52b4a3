#!/usr/bin/env bash
# Measures the release server under load, beside a bare axum that hands out the same bytes: six minutes after the builds.
#   bench.sh         writes benches/load/figures.json
#   bench.sh check   compares with it instead, and fails where a page costs over 15 % more of a bare axum's CPU
#   bench.sh soak    ten minutes of /profile over 64 connections, and the memory after each
set -euo pipefail
# shellcheck source=scripts/tools.sh
. "$(dirname "$0")/tools.sh"
need_rust
need_load_tools
scripts/release.sh
say "Building the load"
cargo build --release --package gatehouse-load
say "Measuring; leave the machine alone meanwhile"
exec "$(target_dir)/release/gatehouse-load" "$@"
