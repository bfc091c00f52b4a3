#!/usr/bin/env bash
# The quick loop: formatting, clippy for the server and for the browser, unit tests. `--no-tests` leaves those out.
set -euo pipefail
# shellcheck source=scripts/tools.sh
. "$(dirname "$0")/tools.sh"
need_rust

say "Lock file and formatting"
cargo metadata --locked --format-version 1 >/dev/null
cargo fmt --all --check

# Server and browser apart, never --all-features: a server type that the browser can reach must not compile.
say "Clippy: server, tests and emulator"
cargo clippy --workspace --all-targets -- -D warnings
say "Clippy: browser"
cargo clippy --package gatehouse --package gatehouse-browser --lib --no-default-features --features hydrate --target wasm32-unknown-unknown -- -D warnings

if [ "${1:-}" != --no-tests ]; then
  say "Unit tests"
  cargo test --workspace --lib
fi
