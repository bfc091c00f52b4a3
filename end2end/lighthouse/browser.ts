import { launch, type Browser } from 'puppeteer-core';
import type { Account } from '../support/fixtures.ts';
import type { Stack } from '../support/stack.ts';

export function startBrowser(): Promise<Browser> {
  const quiet = ['--disable-component-update', '--disable-sync', '--no-first-run', '--disable-gpu', '--disable-quic', '--lang=en-GB'];
  return launch({
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    // Chromium's sandbox does not start as root.
    args: process.getuid?.() === 0 ? ['--no-sandbox', ...quiet] : quiet,
    // The window is Lighthouse's to choose.
    defaultViewport: null,
  });
}

/** The journey of a person who signs in. The session stays in the browser: Lighthouse empties caches, not cookies. */
export async function signIn(browser: Browser, { url }: Stack, account: Account): Promise<void> {
  const page = await browser.newPage();
  await page.goto(url);
  await page.click('main form[action="/auth/github"] button');
  await page.waitForSelector('input[name="account"]');
  await page.click(`input[name="account"][value="${account}"]`);
  await Promise.all([page.waitForNavigation(), page.click('button[value="authorize"]')]);
  const arrived = page.url();
  if (arrived !== `${url}/profile`) throw new Error(`Signing in as ${account} ended at ${arrived}.`);
  await page.close();
}
