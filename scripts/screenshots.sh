#!/usr/bin/env bash
# Takes the pictures of docs/screenshots anew.
set -euo pipefail
# shellcheck source=scripts/tools.sh
. "$(dirname "$0")/tools.sh"
need_browser_tools
[ -x release/gatehouse ] || stop "There is no release/ to take pictures of. Run make release first."
cargo build --workspace --features gatehouse/ssr --bin github-emulator
target=$(target_dir)
cd end2end
SCREENSHOTS=1 GATEHOUSE_RELEASE=$project/release GATEHOUSE_EMULATOR=$target/debug/github-emulator \
  npx playwright test --project=scripts looks "$@"
