#!/usr/bin/env bash
# Takes pictures of every page, from release/: narrow and wide, light and dark, in both languages. Those that the README
# shows go to docs/screenshots, all of them to target/screenshots.
set -euo pipefail
# shellcheck source=scripts/tools.sh
. "$(dirname "$0")/tools.sh"
need_browser_tools
[ -x release/gatehouse ] || stop "There is no release/ to take pictures of. Run make release first."
[ -n "$(fc-list :lang=ja)" ] || stop "Japanese needs a font. Install the package fonts-noto-cjk (Debian: sudo apt-get install fonts-noto-cjk)."

shown=(
  home-en-light-1440 home-en-dark-1440
  profile-en-light-1440 inside-en-dark-1440
  devices-en-light-390 settings-ja-dark-390 home-ja-light-390
)

cargo build --workspace --bin github-emulator
target=$(target_dir)
pictures=$target/screenshots
rm -rf "$pictures" docs/screenshots
mkdir -p "$pictures" docs/screenshots
(
  cd end2end
  SCREENSHOTS=$pictures GATEHOUSE_RELEASE=$project/release GATEHOUSE_EMULATOR=$target/debug/github-emulator \
    npx playwright test --project=scripts looks "$@"
)
for picture in "${shown[@]}"; do cp "$pictures/$picture.png" docs/screenshots/; done
say "$(find "$pictures" -name '*.png' | wc -l) pictures are in $pictures"
