import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from '@playwright/test';
import type { AxeResults } from 'axe-core';
import { expect, openMenu, test } from '../support/fixtures.ts';

// axe is put in by the test: the pages' Content-Security-Policy would refuse a script element, and stays on.
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const reasons = [
  'denied', 'flow-expired', 'flow-unknown', 'bad-answer', 'code-refused', 'email-unverified', 'misconfigured', 'github-down',
  'idle', 'absolute', 'ended', 'cap', 'grant-dead',
];
const signedOut = ['/', '/sign-in', ...reasons.map(why => `/sign-in?why=${why}&return_to=%2Frepositories`), '/no/such/page'];
const signedIn = ['/', '/sign-in', '/profile', '/repositories', '/repositories?q=rust&sort=stars', '/repositories?q=nothing-at-all'];

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });

    test('signed out', async ({ page }) => {
      for (const path of signedOut) await clean(page, path);
    });

    test('signed in', async ({ page, signIn }) => {
      await signIn('octocat');
      for (const path of signedIn) await clean(page, path);
      await openMenu(page);
      expect(await violations(page), 'with the menu open').toEqual([]);
    });

    test('with hardly anything to show', async ({ page, signIn }) => {
      await signIn('null-fields');
      await clean(page, '/profile');
      await clean(page, '/repositories');
    });

    test('with many pages', async ({ page, signIn }) => {
      await signIn('many');
      await clean(page, '/repositories?page=2');
    });

    test('with markup for names', async ({ page, signIn }) => {
      await signIn('markup');
      await clean(page, '/profile');
      await clean(page, '/repositories');
    });

    test('when GitHub is down', async ({ page, signIn, github }) => {
      await signIn('octocat');
      await github.fault({ method: 'GET', path: '/api/v3/user/repos', kind: 'html', status: 502 });
      await clean(page, '/repositories');
    });
  });
}

test('the first Tab leads past the header', async ({ page, signIn }) => {
  await signIn();
  await page.goto('/profile');
  await page.keyboard.press('Tab');
  const skip = page.getByRole('link', { name: 'Skip to the content' });
  await expect(skip).toBeFocused();
  await expect(skip).toBeInViewport();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('main')).toBeFocused();
});

async function clean(page: Page, path: string): Promise<void> {
  await page.goto(path);
  expect(await violations(page), path).toEqual([]);
}

async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  const results = await page.evaluate<AxeResults>('axe.run()');
  return results.violations.flatMap(({ id, help, nodes }) => nodes.map(node => `${id}: ${help}: ${node.html}`));
}
