import type { Page } from '@playwright/test';
import { expect, test } from '../support/fixtures.ts';

test('octocat sees what GitHub tells about them', async ({ page, signIn, github }) => {
  await signIn('octocat');
  await expect(page.getByRole('heading', { name: 'monalisa octocat' })).toBeVisible();
  await expect(fact(page, 'Followers')).toHaveText('20,412');
  await expect(fact(page, 'Company')).toHaveText('@github');
  await expect(fact(page, 'Location')).toHaveText('San Francisco');
  await expect(fact(page, 'X (Twitter)')).toHaveText('@monatheoctocat');
  await expect(fact(page, 'Joined GitHub')).toContainText('January 25, 2011');
  await expect(fact(page, 'Two-factor authentication')).toHaveText('On');
  await expect(page.getByRole('link', { name: 'https://github.blog' })).toHaveAttribute('href', 'https://github.blog');

  const asked = await github.asked('GET /api/v3/user');
  await page.reload();
  await expect(page.getByRole('heading', { name: 'monalisa octocat' })).toBeVisible();
  expect(await github.asked('GET /api/v3/user'), 'a second look asks GitHub nothing').toBe(asked);
});

test('a person who told GitHub nothing has a page without holes', async ({ page, signIn }) => {
  await signIn('null-fields');
  await expect(page.getByRole('heading', { level: 2, name: 'null-fields' })).toBeVisible();
  for (const name of ['Company', 'Location', 'Website', 'Public email', 'X (Twitter)', 'Work']) {
    await expect(fact(page, name)).toHaveText('Not given');
  }
  await expect(page.getByRole('main')).not.toContainText(/null(?!-fields)|undefined|None(?! of)/);
});

test('markup in a profile is text, and runs nothing', async ({ page, signIn }) => {
  const dialogs: string[] = [];
  page.on('dialog', dialog => { dialogs.push(dialog.message()); void dialog.dismiss(); });
  await signIn('markup');
  await expect(page.getByRole('heading', { level: 2, name: '<script>alert(1)</script>' })).toBeVisible();
  await expect(fact(page, 'Company')).toHaveText('</title><img src=x onerror=alert(1)>');
  await expect(page.getByText('javascript:alert(document.domain)')).toBeVisible();
  await expect(page.locator('a[href^="javascript:"], img[src="x"], [onload], [onerror]')).toHaveCount(0);

  await page.goto('/repositories');
  await expect(page.getByRole('main').getByText('<script>alert(1)</script>').first()).toBeVisible();
  await expect(page.locator('a[href^="javascript:"], img[src="x"], [onload], [onerror]')).toHaveCount(0);
  expect(dialogs).toEqual([]);
});

function fact(page: Page, name: string) {
  return page.locator('dl > div', { has: page.locator('dt', { hasText: name }) }).locator('dd');
}
