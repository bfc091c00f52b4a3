import type { Page } from '@playwright/test';
import { expect, test } from '../support/fixtures.ts';

// No token of an earlier session is withdrawn meanwhile, which would be a call, too.
test.use({ nobodyYet: true });

test('typing filters the rows of the page at once', async ({ page, signIn, github }) => {
  await signIn('octocat');
  await page.goto('/repositories');
  await expect(page.locator('[data-hydrated]')).toBeVisible();
  const rows = page.locator('#repositories > li:visible');
  const all = await rows.count();
  const before = await github.calls();

  const release = await holdSearches(page);
  await page.getByLabel('Search').pressSequentially('tide');
  await expect.poll(() => rows.count()).toBeLessThan(all);
  await expect(rows.getByRole('heading', { name: 'tidepool' })).toBeVisible();
  await expect(page.getByRole('status').filter({ hasText: 'on this page match' })).toBeVisible();
  release();
  await expect(page, 'the server is asked as well').toHaveURL(/\?q=tide/);
  await expect(page.locator('.summary q')).toHaveText('tide');

  await page.getByLabel('Search').fill('');
  await expect(rows).toHaveCount(all);
  expect(await github.calls(), 'GitHub was asked nothing').toBe(before);
});

test('how many were found is read out: its element stays', async ({ page, signIn }) => {
  await signIn('octocat');
  await page.goto('/repositories');
  await page.locator('#summary[aria-live=polite]').evaluate(element => element.setAttribute('data-kept', ''));
  await page.getByLabel('Search').pressSequentially('tide');
  await expect(page.locator('#summary[data-kept] q')).toHaveText('tide');
  await page.getByLabel('Search').fill('surely-no-such-thing');
  await expect(page.locator('#summary[data-kept]')).toHaveText(/^None of your repositories match/);
});

test('markup that is typed stays text', async ({ page, signIn }) => {
  await signIn('octocat');
  await page.goto('/repositories');
  await expect(page.locator('[data-hydrated]')).toBeVisible();
  const release = await holdSearches(page);
  await page.getByLabel('Search').fill('<img src=x onerror=alert(1)>');
  await expect(page.getByText(/^0 of \d+ on this page match/)).toBeVisible();
  release();
  await page.getByLabel('Search').press('Enter');
  await expect(page.getByText('None of your repositories match “<img src=x onerror=alert(1)>”.')).toBeVisible();
});

test('a menu narrows the list without a button', async ({ page, signIn }) => {
  await signIn('octocat');
  await page.goto('/repositories');
  await page.getByText('Filters').click();
  await page.getByRole('combobox', { name: 'Language' }).selectOption('Rust');
  await expect(page).toHaveURL(/language=Rust/);
  await expect(page.locator('.meta .language').first()).toHaveText('Rust');
  for (const language of await page.locator('#repositories .language').allInnerTexts()) expect(language).toBe('Rust');
});

test('a long list grows by itself', async ({ page, signIn, github }) => {
  await github.fault({ method: 'GET', path: '/api/v3/user/repos', kind: 'delay', millis: 400 });
  await signIn('many');
  await page.goto('/repositories');
  await expect(page.getByText(/of about 1,900 so far/)).toBeVisible();
  await expect(page.getByText('1,900 in all')).toBeVisible({ timeout: 40_000 });
});

test('what is asked from a searched list comes back to it', async ({ page, signIn }) => {
  await signIn('octocat');
  await page.goto('/repositories');
  await page.getByLabel('Search').pressSequentially('tide');
  await expect(page.locator('.summary q')).toHaveText('tide');
  for (const name of ['Ask GitHub again', '日本語']) {
    const loaded = page.waitForEvent('load');
    await page.getByRole('button', { name }).click();
    await loaded;
    await expect(page).toHaveURL(/\/repositories\?q=tide/);
    await expect(page.locator('#q')).toHaveValue('tide');
  }
});

test('a list that grows leaves a search alone', async ({ page, signIn, github }) => {
  await github.fault({ method: 'GET', path: '/api/v3/user/repos', kind: 'delay', millis: 500 });
  await signIn('many');
  await page.clock.install();
  await page.goto('/repositories');
  const release = await holdSearches(page);
  const asked = page.waitForRequest(request => isSearch(new URL(request.url())));
  await page.getByLabel('Search').fill('wheel');
  await asked;
  // The list's own next look would have come by now.
  await page.clock.runFor(3000);
  release();
  await expect(page.locator('.summary q')).toHaveText('wheel');
  await expect(page).toHaveURL(/\?q=wheel/);
});

test('a list that grows waits for whoever is in it', async ({ page, signIn, github }) => {
  await github.fault({ method: 'GET', path: '/api/v3/user/repos', kind: 'delay', millis: 400 });
  await signIn('many');
  await page.clock.install();
  await page.clock.pauseAt(Date.now() + 60_000);
  await page.goto('/repositories');
  const first = page.locator('#repositories').getByRole('link').first();
  await first.focus();
  await page.clock.runFor(10_000);
  await expect(first).toBeFocused();
  await expect(page.getByText(/of about 1,900 so far/)).toBeVisible();

  await page.getByLabel('Search').focus();
  await expect(async () => {
    await page.clock.runFor(2000);
    await expect(page.getByText('1,900 in all')).toBeVisible({ timeout: 1_000 });
  }).toPass();
});

/** Holds the server's answers to a search back until the returned function is called: until then the browser is alone. */
async function holdSearches(page: Page): Promise<() => void> {
  let release = () => {};
  const released = new Promise<void>(resolve => (release = resolve));
  await page.route(isSearch, async route => {
    await released;
    await route.continue();
  });
  return release;
}

function isSearch(url: URL): boolean {
  return url.pathname === '/repositories' && url.searchParams.has('q');
}
