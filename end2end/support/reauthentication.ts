import type { Page } from '@playwright/test';
import { authorize, expect, type Account } from './fixtures.ts';
import type { GitHub } from './github.ts';

/** For a spec's `proofLasts`: so short that a test can see it out, so long that a person's next click is in time. */
export const briefly = '15s';

/** Until the page itself says that what proved the session at its beginning has run out. */
export async function untilStale(page: Page): Promise<void> {
  const said = async () => {
    await page.goto('/devices');
    return page.getByRole('main').innerText();
  };
  await expect.poll(said, { timeout: 30_000 }).toContain('asks you to confirm it');
}

/** From the page that asks for the reauthentication to GitHub, and back as `account`. */
export async function reauthenticateAs(page: Page, github: GitHub, account: Account): Promise<void> {
  await page.getByRole('button', { name: 'Confirm at GitHub' }).click();
  await authorize(page, github, account);
}
