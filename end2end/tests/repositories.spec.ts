import type { Page } from '@playwright/test';
import { expect, test } from '../support/fixtures.ts';

test('search and order are in the address, and stay there', async ({ page, signIn }) => {
  await signIn('octocat');
  await page.getByRole('link', { name: 'Repositories' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Repositories' })).toBeVisible();

  await page.getByLabel('Search').fill('rust');
  await page.getByLabel('Sort by').selectOption('Most stars');
  await page.getByRole('button', { name: 'Search' }).click();
  await expect(page).toHaveURL(/\/repositories\?q=rust&sort=stars/);
  await expect(page.getByLabel('Search')).toHaveValue('rust');
  await expect(page.getByLabel('Sort by')).toHaveValue('stars');
  await expect(names(page).first()).toContainText('inkwell');
  await expect(names(page).nth(1)).toContainText('reef-charts');

  await page.getByRole('link', { name: 'Clear search' }).click();
  await expect(page.getByLabel('Search')).toHaveValue('');
  await expect(names(page).filter({ hasText: 'Spoon-Knife' })).toBeVisible();
});

test('nothing matches: it says so and offers a way back', async ({ page, signIn }) => {
  await signIn('octocat');
  await page.goto('/repositories?q=no-such-repository');
  await expect(page.getByText('None of your repositories match “no-such-repository”.')).toBeVisible();
  await page.getByRole('link', { name: 'Clear search' }).click();
  await expect(page).toHaveURL('/repositories');
});

test('a person without repositories is told how to begin', async ({ page, signIn, github }) => {
  await signIn('empty');
  await page.goto('/repositories');
  await expect(page.getByText('You have no repositories yet.')).toBeVisible();
  await expect(page.getByRole('link', { name: 'Create one on GitHub' })).toHaveAttribute('href', `${github.url}/new`);
});

test('many repositories come in pages, each of them once', async ({ page, signIn, github }) => {
  await signIn('many');
  await page.goto('/repositories?sort=name');
  await expect(async () => {
    await page.reload();
    await expect(page.getByText('1,900 in all')).toBeVisible({ timeout: 1_000 });
  }).toPass();
  const pages = Number(/of (\d+)/.exec(await page.getByText(/^Page 1 of/).innerText())?.[1]);
  expect(pages).toBeGreaterThan(1);
  const seen: string[] = [];
  for (let present = 1; present <= 4; present += 1) {
    await expect(page.getByText(`Page ${present} of ${pages}`)).toBeVisible();
    seen.push(...(await names(page).getByRole('link').allInnerTexts()));
    await page.getByRole('link', { name: 'Next', exact: true }).click();
  }
  await page.goto(`/repositories?sort=name&page=${pages}`);
  seen.push(...(await names(page).getByRole('link').allInnerTexts()));
  expect(new Set(seen).size, 'none twice').toBe(seen.length);
  expect(seen).toHaveLength(4 * 30 + 1900 % 30);
  expect(await github.asked('GET /api/v3/user/repos'), 'the list is fetched once, not once a page').toBe(19);

  await page.getByRole('link', { name: 'Previous', exact: true }).click();
  await expect(page).toHaveURL(`/repositories?sort=name&page=${pages - 1}`);
});

test('a page number beyond the end is brought back', async ({ page, signIn }) => {
  await signIn('many');
  await page.goto('/repositories?page=9999');
  await expect(page.getByText(/^Page (\d+) of \1$/)).toBeVisible();
});

function names(page: Page) {
  return page.locator('#repositories').getByRole('heading', { level: 2 });
}
