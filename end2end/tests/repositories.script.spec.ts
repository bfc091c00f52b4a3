import { expect, test } from '../support/fixtures.ts';

test('typing filters the rows of the page at once', async ({ page, signIn, github }) => {
  await signIn('octocat');
  await page.goto('/repositories');
  await expect(page.locator('[data-hydrated]')).toBeVisible();
  const rows = page.locator('#repositories > li:visible');
  const all = await rows.count();
  const before = await github.calls();

  await page.getByLabel('Search').pressSequentially('tide');
  await expect.poll(() => rows.count()).toBeLessThan(all);
  await expect(rows.getByRole('heading', { name: 'tidepool' })).toBeVisible();
  await expect(page.getByRole('status').filter({ hasText: 'on this page match' })).toBeVisible();
  await expect(page, 'nothing was sent').toHaveURL('/repositories');

  await page.getByLabel('Search').fill('');
  await expect(rows).toHaveCount(all);
  expect(await github.calls(), 'GitHub was asked nothing').toBe(before);
});

test('markup that is typed stays text', async ({ page, signIn }) => {
  await signIn('octocat');
  await page.goto('/repositories');
  await expect(page.locator('[data-hydrated]')).toBeVisible();
  await page.getByLabel('Search').fill('<img src=x onerror=alert(1)>');
  await expect(page.getByText(/^0 of \d+ on this page match/)).toBeVisible();
  await page.getByLabel('Search').press('Enter');
  await expect(page.getByText('None of your repositories match “<img src=x onerror=alert(1)>”.')).toBeVisible();
});
