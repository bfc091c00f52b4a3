import type { Page } from '@playwright/test';
import { expect, test } from '../support/fixtures.ts';

// The line along the top: whoever waits for a page is shown that it is on its way.

test('a page that takes its time is on its way', async ({ page, signIn, github }) => {
  await signIn();
  await github.fault({ method: 'GET', path: '/api/v3/users/octocat/events', kind: 'delay', millis: 3000 });
  const seen = await lines(page);
  await page.getByRole('link', { name: 'Activity' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Your activity' })).toBeVisible();
  expect(seen).toEqual(['a line on /profile']);
  await expect(busy(page)).not.toBeAttached();
});

test('so is another year, though its link leads to a place in this page', async ({ page, signIn, github }) => {
  await signIn();
  await github.fault({ method: 'POST', path: '/api/graphql', kind: 'delay', millis: 3000 });
  const seen = await lines(page);
  await page.getByRole('navigation', { name: 'Year' }).getByRole('link').last().click();
  await expect(page).toHaveURL(/\/profile\?year=\d+#contributions$/);
  expect(seen).toEqual(['a line on /profile']);
});

test('what leads nowhere else on this tab shows nothing', async ({ page, context, signIn }) => {
  await page.clock.install();
  await signIn();
  const [tab] = await Promise.all([
    context.waitForEvent('page'),
    page.getByRole('link', { name: 'Devices', exact: true }).click({ modifiers: ['ControlOrMeta'] }),
  ]);
  await tab.close();
  await page.clock.runFor(1000);
  await expect(busy(page)).not.toBeAttached();

  await page.getByRole('link', { name: 'Skip to main content' }).press('Enter');
  await expect(page).toHaveURL('/profile#main');
  await page.clock.runFor(1000);
  await expect(busy(page)).not.toBeAttached();
});

for (const [path, role, name] of [['/repositories', 'link', 'CSV'], ['/settings', 'button', 'Download my data']] as const) {
  test(`the wait for ${name} ends, though this page stays`, async ({ page, signIn }) => {
    await signIn();
    await page.clock.install();
    await page.clock.pauseAt(Date.now() + 60_000);
    await page.goto(path);
    await Promise.all([page.waitForEvent('download'), page.getByRole(role, { name }).click()]);
    await page.clock.runFor(1000);
    await expect(busy(page)).toBeAttached();
    await page.clock.runFor(5000);
    await expect(busy(page)).not.toBeAttached();
    await expect(page).toHaveURL(path);
  });
}

test('Escape ends the wait, and so does time', async ({ page, signIn }) => {
  await signIn();
  await page.clock.install();
  await page.goto('/settings');
  // The page that was asked for never comes.
  await page.route('**/activity', route => route.fulfill({ status: 204 }));
  for (const end of [() => page.keyboard.press('Escape'), () => page.clock.runFor(20_000)]) {
    await page.getByRole('link', { name: 'Activity' }).click();
    await page.clock.runFor(400);
    await expect(busy(page)).toBeAttached();
    await end();
    await expect(busy(page)).not.toBeAttached();
  }
});

/** Where the line is drawn from now on. While a page is left, it can tell and cannot be asked. */
async function lines(page: Page): Promise<string[]> {
  const seen: string[] = [];
  page.on('console', message => {
    if (message.text().startsWith('a line')) seen.push(message.text());
  });
  await page.evaluate(() => new MutationObserver(() => console.debug(`a line on ${location.pathname}`))
    .observe(document.documentElement, { attributeFilter: ['data-busy'] }));
  return seen;
}

function busy(page: Page) {
  return page.locator('html[data-busy]');
}
