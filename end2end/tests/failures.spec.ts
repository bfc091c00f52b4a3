import type { Page } from '@playwright/test';
import { atGitHub, authorize, expect, pressSignIn, signOut, test } from '../support/fixtures.ts';
import type { GitHub } from '../support/github.ts';

// Each failure has words of its own, keeps nothing of GitHub's answer in the address, and a way on that works.

test('they press Cancel at GitHub', async ({ page, github }) => {
  await page.goto('/');
  await pressSignIn(page);
  await atGitHub(page, github);
  await page.getByRole('button', { name: 'Cancel' }).click();
  await refused(page, 'You cancelled at GitHub');
  await secondTry(page, github);
});

test('their email address is not verified', async ({ page, github }) => {
  await page.goto('/');
  await pressSignIn(page);
  await authorize(page, github, 'unverified');
  await refused(page, 'GitHub wants your email verified');
  await expect(page.getByRole('link', { name: 'Open your email settings at GitHub' })).toHaveAttribute(
    'href',
    `${github.url}/settings/emails`,
  );
  await secondTry(page, github);
});

test('GitHub is down when the code is exchanged', async ({ page, github }) => {
  await page.goto('/');
  await pressSignIn(page);
  await atGitHub(page, github);
  await github.fault({ method: 'POST', path: '/login/oauth/access_token', kind: 'html', status: 502 });
  await authorize(page, github, 'octocat');
  await refused(page, "GitHub isn't responding right now");
  await github.recover();
  await secondTry(page, github);
});

test('GitHub is down when it is asked who they are', async ({ page, github }) => {
  await page.goto('/');
  await pressSignIn(page);
  await atGitHub(page, github);
  await github.fault({ method: 'GET', path: '/api/v3/user', kind: 'html', status: 502 });
  await authorize(page, github, 'octocat');
  await refused(page, "GitHub isn't responding right now");
  await github.recover();
  await secondTry(page, github);
});

test('the answer from GitHub is opened a second time', async ({ page, context, github }) => {
  let answer = '';
  page.on('request', request => {
    if (request.url().includes('/auth/github/callback?')) answer = request.url();
  });
  await page.goto('/');
  await pressSignIn(page);
  await authorize(page, github, 'octocat');
  await expect(page).toHaveURL('/profile');

  const again = await context.newPage();
  await again.goto(answer);
  await expect(again, 'who is inside loses nothing').toHaveURL('/profile');
  await expect(again.getByRole('heading', { name: 'monalisa octocat' })).toBeVisible();
  await again.close();

  await signOut(page);
  await page.goto(answer);
  await refused(page, "This sign-in isn't valid here");
  await secondTry(page, github);
});

async function refused(page: Page, heading: string): Promise<void> {
  await expect(page.getByRole('heading', { level: 1, name: heading })).toBeVisible();
  const address = new URL(page.url());
  expect(address.pathname).toBe('/sign-in');
  expect([...address.searchParams.keys()].filter(name => !['why', 'return_to'].includes(name))).toEqual([]);
}

async function secondTry(page: Page, github: GitHub): Promise<void> {
  await pressSignIn(page);
  await authorize(page, github, 'octocat');
  await expect(page).toHaveURL('/profile');
  await expect(page.getByRole('heading', { name: 'monalisa octocat' })).toBeVisible();
}
