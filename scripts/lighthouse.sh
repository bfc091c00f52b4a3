#!/usr/bin/env bash
# Prints Lighthouse's scores of every page of release/, and fails where one misses its target.
# RUNS=5 measures each page five times, not three; arguments are paths: only these.
set -euo pipefail
# shellcheck source=scripts/tools.sh
. "$(dirname "$0")/tools.sh"
need_browser_tools
[ -x release/gatehouse ] || stop "There is no release/ to measure. Run make release first."
# Apart from end2end's own packages, because make test needs none of these.
folder=end2end/lighthouse
if ! cmp -s $folder/package-lock.json $folder/node_modules/.installed; then
  say "Installing Lighthouse: a minute, once"
  npm ci --prefix $folder --ignore-scripts --no-audit --no-fund --loglevel=error
  cp $folder/package-lock.json $folder/node_modules/.installed
fi
npm run --silent --prefix $folder types
cargo build --workspace --bin github-emulator
target=$(target_dir)
GATEHOUSE_RELEASE=$project/release GATEHOUSE_EMULATOR=$target/debug/github-emulator npm run --silent --prefix $folder start -- "$@"
