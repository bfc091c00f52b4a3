import { defineConfig, devices } from '@playwright/test';
import type { WorkerOptions } from './support/fixtures.ts';
import { firefox } from './support/firefox.ts';
import { installed } from './support/installed.ts';

// Each worker starts an emulator and a server of its own on free ports (support/stack.ts), so nothing has to run
// beforehand, nothing of yours is touched, and tests of two workers cannot meet.
//
// GATEHOUSE_RELEASE names the release folder to test. Without it the debug build is tested, as left behind by
// `cargo leptos build`, `watch` or `end-to-end`; the server that the last one starts is not the one tested.

export default defineConfig<object, WorkerOptions>({
  testDir: 'tests',
  globalSetup: './support/setup.ts',
  fullyParallel: true,
  workers: 2,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  forbidOnly: !!process.env.CI,
  reporter: [['list']],
  use: {
    ...devices['Desktop Chrome'],
    locale: 'en-GB',
    timezoneId: 'UTC',
    contextOptions: { reducedMotion: 'reduce' },
    screenshot: 'only-on-failure',
    launchOptions: { executablePath: chromium(), args: chromiumArguments() },
  },
  projects: [
    { name: 'scripts', testIgnore: ['**/*.secure.spec.ts', '**/*.bfcache.spec.ts', '**/*.firefox.spec.ts'] },
    {
      name: 'no-scripts',
      testIgnore: ['**/*.secure.spec.ts', '**/*.script.spec.ts', '**/*.bfcache.spec.ts', '**/*.firefox.spec.ts'],
      use: { javaScriptEnabled: false },
    },
    // Behind a TLS proxy with an https PUBLIC_URL: production's rules and production's cookie.
    {
      name: 'https',
      testMatch: ['**/*.secure.spec.ts', '**/sign-in-and-out.spec.ts'],
      use: { secure: true, ignoreHTTPSErrors: true },
    },
    // Left out where the system has none.
    ...(firefox ? [{ name: 'firefox', testMatch: '**/*.firefox.spec.ts', use: { secure: true } }] : []),
    // With the back/forward cache, which Playwright switches off, and otherwise as in production.
    {
      name: 'bfcache',
      testMatch: '**/*.bfcache.spec.ts',
      use: {
        secure: true,
        ignoreHTTPSErrors: true,
        launchOptions: { executablePath: chromium(), args: chromiumArguments(), ignoreDefaultArgs: ['--disable-back-forward-cache'] },
      },
    },
  ],
});

/** The system's Chromium; Playwright's own where there is none. */
function chromium(): string | undefined {
  return process.env.CHROMIUM_PATH ?? installed(['chromium', 'chromium-browser', 'google-chrome']);
}

function chromiumArguments(): string[] {
  const quiet = ['--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run', '--disable-gpu', '--disable-quic'];
  // Chromium's sandbox does not start as root.
  return process.getuid?.() === 0 ? ['--no-sandbox', ...quiet] : quiet;
}
