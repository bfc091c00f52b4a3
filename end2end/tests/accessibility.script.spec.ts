import type { Page } from '@playwright/test';
import { accessible } from '../support/axe.ts';
import { agents, expect, openMenu, signInOn, test } from '../support/fixtures.ts';
import { visit } from '../support/message.ts';

// The page of the reauthentication is in reauthentication-looks.script.spec.ts.
// axe looks at a page for as long as a person does.
test.describe.configure({ timeout: 180_000 });

const reasons = [
  'denied', 'flow-expired', 'flow-unknown', 'bad-answer', 'code-refused', 'email-unverified', 'misconfigured', 'github-down',
  'github-limited', 'suspended', 'closed', 'installed', 'installation-requested',
  'idle', 'absolute', 'ended', 'cap', 'replaced', 'tokens-dead', 'disconnected', 'operator', 'key-unknown', 'wrong-account',
];
const signedOut = ['/', '/?done=signed-out', '/?done=signed-out-everywhere', '/?done=deleted', '/sign-in', '/no/such/page'];
const signedIn = [
  '/', '/sign-in', '/profile', '/repositories', '/repositories?q=rust&sort=stars', '/repositories?q=nothing-at-all',
  '/activity', '/activity?stars=2', '/inside',
  '/profile?year=2025', '/devices', '/devices?done=ended', '/devices?done=already', '/settings', '/settings?done=disconnect-failed',
];

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });

    test('signed out', async ({ page }) => {
      for (const path of signedOut) await clean(page, path);
    });

    test('on the sign-in page, for every reason to be there', async ({ page }) => {
      for (const why of reasons) await clean(page, `/sign-in?why=${why}&return_to=%2Frepositories`);
    });

    test('signed in', async ({ page, signIn, device, github }) => {
      await signInOn(await device(agents.phone), github);
      await signIn('octocat');
      for (const path of signedIn) await clean(page, path);
      await openMenu(page);
      await accessible(page, 'with the menu open');
      await page.goto('/inside');
      await page.locator('form:has(input[value="forged"])').getByRole('button').click();
      await accessible(page, 'with the story of an attempt');
    });

    test('in Japanese', async ({ page, signIn, context }) => {
      await signIn('octocat');
      await context.addCookies([{ name: 'language', value: 'ja', url: page.url() }]);
      for (const path of signedIn) await clean(page, path);
      await expect(page.locator('html')).toHaveAttribute('lang', 'ja');
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

test('nothing moves for people who prefer reduced motion', async ({ page, signIn }) => {
  await signIn();
  await page.goto('/devices');
  const moving = await page.evaluate(() => [...document.querySelectorAll('*')]
    .filter(element => !['0s', '0ms'].includes(getComputedStyle(element).transitionDuration))
    .map(element => element.outerHTML));
  expect(moving).toEqual([]);
});

test('the first Tab leads past the header', async ({ page, signIn }) => {
  await signIn();
  await page.goto('/profile');
  await page.keyboard.press('Tab');
  const skip = page.getByRole('link', { name: 'Skip to main content' });
  await expect(skip).toBeFocused();
  await expect(skip).toBeInViewport();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('main')).toBeFocused();
});

async function clean(page: Page, path: string): Promise<void> {
  await visit(page, path);
  await accessible(page, path);
}
