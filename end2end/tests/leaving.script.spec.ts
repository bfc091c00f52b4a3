import { agents, authorize, expect, pressSignIn, signInOn, signOut, test } from '../support/fixtures.ts';

test('an open page notices that its session has ended, and puts away what it shows', async ({ page, context, signIn, watch }) => {
  watch.allowEnding();
  await signIn();
  const other = await context.newPage();
  await other.clock.install();
  await other.goto('/profile');
  await expect(other.getByRole('heading', { name: 'monalisa octocat' })).toBeVisible();
  await signOut(page);
  await expect(page).toHaveURL('/');

  await other.clock.runFor('01:00');
  await expect(other.getByRole('heading', { level: 1, name: 'Your session has ended' })).toBeVisible();
  await expect(other.getByText('octocat')).toHaveCount(0);
  await other.getByRole('link', { name: 'Sign in again' }).click();
  // The guard knows why a session is gone; signing out oneself needs no reason.
  await expect(other).toHaveURL(/\/sign-in/);
  await expect(other.getByRole('main').getByRole('button', { name: 'Sign in with GitHub' })).toBeVisible();
});

test('so does one that was ended from another device, within ten seconds', async ({ page, signIn, device, github, watch }) => {
  watch.allowEnding();
  const phone = await device(agents.phone);
  await phone.clock.install();
  await signInOn(phone, github);
  await phone.goto('/repositories?q=tide');
  await expect(phone.getByRole('heading', { name: 'tidepool' })).toBeVisible();
  await signIn();
  await page.goto('/devices');
  await page.getByRole('button', { name: 'End all others' }).click();
  await expect(page).toHaveURL('/devices');

  await phone.clock.runFor('00:10');
  await expect(phone.getByRole('heading', { level: 1, name: 'Your session has ended' })).toBeVisible();
  await expect(phone.getByText('tidepool')).toHaveCount(0);
  await expect(phone.getByRole('link', { name: 'Repositories' })).toHaveCount(0);
  await phone.getByRole('link', { name: 'Sign in again' }).click();
  await expect(phone.getByRole('heading', { level: 1, name: "You're signed out" })).toBeVisible();
  await pressSignIn(phone);
  await authorize(phone, github, 'octocat');
  await expect(phone).toHaveURL('/repositories?q=tide');
});

test('an open page notices that another account has signed in, and puts away what it shows', async ({ page, context, signIn, github, watch }) => {
  watch.allowEnding();
  await signIn();
  const old = await context.newPage();
  await old.clock.install();
  await old.goto('/settings');
  await expect(old.getByRole('main')).toContainText('octocat');
  await signOut(page);
  await signIn('many');
  await expect(page).toHaveURL('/profile');

  await old.clock.runFor('01:00');
  await expect(old.getByRole('heading', { level: 1, name: 'This page is from an earlier sign-in' })).toBeVisible();
  await expect(old.getByRole('button', { name: 'Delete my data' })).toHaveCount(0);
  await old.getByRole('link', { name: 'Reload the page' }).click();
  await expect(old.getByRole('main')).toContainText('many');
  expect(await github.liveTokens(), 'nothing was deleted').toBeGreaterThan(0);
});
